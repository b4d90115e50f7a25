"""Addresses of the carer's own pages: the class of today, its devices, papers."""

from django.urls import path

from shanyu.faces.carer import incidents, messages, portraits, table
from shanyu.faces.carer.views import devices, floor, papers, worker

app_name = "carer"
urlpatterns = [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<uuid:incident_id>/", incidents.incident, name="incident"),
    path("incidents/<uuid:incident_id>/photo/", incidents.photo, name="incident_photo"),
    path("sites/<uuid:site_id>/incidents/new/", incidents.record, name="new_incident"),
    path("", floor.today, name="floor"),
    path("floor/state", floor.state, name="state"),
    path("floor/entries", floor.entries, name="entries"),
    path("shift", floor.shift, name="shift"),
    path("device/", devices.register, name="device"),
    path("device/unlock", devices.open_device, name="unlock"),
    path("devices/<uuid:device_id>/revoke/", devices.revoke, name="revoke_device"),
    path("devices/<uuid:site_id>/", devices.of_site, name="devices"),
    path("shell/", worker.shell, name="shell"),
    path("worker.js", worker.worker, name="worker"),
    path("manifest.webmanifest", worker.manifest, name="manifest"),
    path("papers/", papers.papers, name="papers"),
    path("join/<str:secret>/", papers.join, name="join"),
    path("classes/", papers.classes, name="classes"),
    *messages.PAGES,
    *portraits.PAGES,
    path("sites/<uuid:site_id>/table/", table.table, name="table"),
    path("meals/<uuid:photo_id>/photo/", table.meal_photo, name="meal_photo"),
]
