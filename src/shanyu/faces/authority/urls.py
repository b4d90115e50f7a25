"""Addresses of the authority face."""

from django.urls import URLPattern, URLResolver

app_name = "authority"
urlpatterns: list[URLPattern | URLResolver] = []
