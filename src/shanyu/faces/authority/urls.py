"""Addresses of the authority face."""

from django.urls import path

from shanyu.faces.authority.views import administration, audit, home, people, regions, sites, staff

app_name = "authority"
urlpatterns = [
    path("", home.home, name="home"),
    path("map/areas.json", home.areas, name="map_areas"),
    path("parts/export/", home.parts_export, name="parts_export"),
    path("sites/", sites.sites, name="sites"),
    path("sites/export/", sites.export, name="sites_export"),
    path("map/sites.json", sites.map_pins, name="map_sites"),
    path("sites/<uuid:site_id>/", sites.site, name="site"),
    path("staff/two-places/", staff.two_places, name="two_places"),
    path("staff/two-places/export/", staff.two_places_export, name="two_places_export"),
    path("regions/", regions.regions, name="regions"),
    path("people/", people.accounts, name="people"),
    path("people/<uuid:account_id>/", people.account, name="account"),
    path("people/<uuid:account_id>/grant/", people.grant, name="grant_role"),
    path("people/<uuid:account_id>/unmask/", people.unmask, name="unmask_account"),
    path("people/end-role/", people.end, name="end_role"),
    path("administration/", administration.administration, name="administration"),
    path("administration/begin/", administration.begin, name="begin_administration"),
    path("administration/end/", administration.end, name="end_administration"),
    path("audit/", audit.trail, name="audit"),
    path("audit/export/", audit.export, name="audit_export"),
]
