"""Addresses of the carer face."""

from django.urls import URLPattern, URLResolver

app_name = "carer"
urlpatterns: list[URLPattern | URLResolver] = []
