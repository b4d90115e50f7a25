"""Addresses of the carer's own pages."""

from django.urls import path

from shanyu.faces.carer import table, views

app_name = "carer"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("join/<str:secret>/", views.join, name="join"),
    path("classes/", views.classes, name="classes"),
    path("sites/<uuid:site_id>/table/", table.table, name="table"),
    path("meals/<uuid:photo_id>/photo/", table.meal_photo, name="meal_photo"),
]
