"""Addresses of the carer's own pages."""

from django.urls import path

from shanyu.faces.carer import views

app_name = "carer"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("join/<str:secret>/", views.join, name="join"),
    path("classes/", views.classes, name="classes"),
]
