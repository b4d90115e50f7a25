"""Addresses of the api face."""

from django.urls import include, path

from shanyu.faces.api import v1

app_name = "api"
urlpatterns = [path("v1/", include(v1.addresses()))]
