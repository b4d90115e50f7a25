"""Addresses of the carer's own pages."""

from django.urls import path

from shanyu.faces.carer import incidents, table, views

app_name = "carer"
urlpatterns = [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<uuid:incident_id>/", incidents.incident, name="incident"),
    path("incidents/<uuid:incident_id>/photo/", incidents.photo, name="incident_photo"),
    path("sites/<uuid:site_id>/incidents/new/", incidents.record, name="new_incident"),
    path("", views.papers, name="papers"),
    path("join/<str:secret>/", views.join, name="join"),
    path("classes/", views.classes, name="classes"),
    path("sites/<uuid:site_id>/table/", table.table, name="table"),
    path("meals/<uuid:photo_id>/photo/", table.meal_photo, name="meal_photo"),
]
