"""The design system as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files, tags and translations shared by all faces."""

    name = "shanyu.ui"
    label = "ui"
