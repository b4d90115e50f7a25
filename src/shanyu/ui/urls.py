"""URLs of the design system: include under "ui/"."""

from django.urls import path

from shanyu.ui import views

app_name = "ui"

urlpatterns = [
    path("preferences", views.preferences, name="preferences"),
    path("offline", views.offline, name="offline"),
    path("style", views.style, name="style"),
]
