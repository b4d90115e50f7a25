"""Addresses of the public face."""

from django.urls import path

from shanyu.faces.public.views import (
    compare,
    find,
    links,
    maps,
    near,
    pages,
    programmes,
    session,
    site,
    verify,
    visits,
)

app_name = "public"
urlpatterns = [
    path("", find.home, name="home"),
    path("find/", find.find, name="find"),
    path("find/suggest/", find.suggest, name="suggest"),
    path("compare/", compare.compare, name="compare"),
    path("activities/", near.activities, name="activities"),
    path("activities/clock/", session.clock, name="clock"),
    path("activities/<uuid:session_id>/", session.session, name="session"),
    path("activities/<uuid:session_id>/poster", session.poster, name="session_poster"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<uuid:programme_id>/", programmes.one, name="programme"),
    path("programmes/<uuid:programme_id>/protocol.json", programmes.protocol_file, name="programme_protocol"),
    path("sites/<uuid:site_id>/", site.site, name="site"),
    path("sites/<uuid:site_id>/visits/", visits.visits, name="visits"),
    path("b/<str:token>/", links.booking_link, name="booking_link"),
    path("calendar/<str:secret>.ics", links.calendar, name="calendar"),
    path("sites/<uuid:site_id>/qr.svg", site.qr, name="site_qr"),
    path("sites/<uuid:site_id>/pictures/<int:picture_id>", site.picture, name="picture"),
    path("sites/<uuid:site_id>/favourite/", site.favourite, name="favourite"),
    path("map/sites.json", maps.sites, name="map_sites"),
    path("map/activities.json", near.map_activities, name="map_activities"),
    path("map/ground.json", maps.ground, name="map_ground"),
    path("map/streets.json", maps.streets, name="map_streets"),
    path("map/walk.json", maps.walk_area, name="walk_area"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify, name="verify_code"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
]
