"""Addresses of the head's office."""

from django.urls import path

from shanyu.faces.provider.views import (
    classes,
    fees,
    home,
    papers,
    pictures,
    rooms,
    site,
    staff,
    workers,
)

app_name = "provider"
urlpatterns = [
    path("", home.home, name="home"),
    path("sites/<uuid:site_id>/", site.overview, name="site"),
    path("sites/<uuid:site_id>/facts/", site.facts, name="facts"),
    path("sites/<uuid:site_id>/page/", site.edit, name="page"),
    path("sites/<uuid:site_id>/history/", site.changes, name="history"),
    path("sites/<uuid:site_id>/pictures/", pictures.pictures, name="pictures"),
    path("sites/<uuid:site_id>/picture/", pictures.picture, name="picture"),
    path("sites/<uuid:site_id>/rooms/", rooms.rooms, name="rooms"),
    path("sites/<uuid:site_id>/rooms/new/", rooms.new, name="new_room"),
    path("rooms/<int:room_id>/", rooms.room, name="room"),
    path("sites/<uuid:site_id>/classes/", classes.classes, name="classes"),
    path("sites/<uuid:site_id>/classes/new/", classes.new, name="new_class"),
    path("classes/<int:class_id>/", classes.care_class, name="class"),
    path("sites/<uuid:site_id>/fees/", fees.fees, name="fees"),
    path("sites/<uuid:site_id>/fees/new/", fees.new, name="new_fee"),
    path("fees/<int:offer_id>/", fees.fee, name="fee"),
    path("sites/<uuid:site_id>/staff/", staff.staff, name="staff"),
    path("sites/<uuid:site_id>/staff/new/", staff.new, name="new_worker"),
    path("posts/<int:post_id>/", staff.post, name="post"),
    path("staff/<uuid:worker_id>/", workers.worker, name="worker"),
    path("staff/<uuid:worker_id>/number/", workers.number_of, name="unmask"),
    path("credentials/<int:credential_id>/file/", workers.file, name="credential_file"),
    path("credentials/<int:credential_id>/revoke/", workers.revoke, name="revoke_credential"),
    path("staff/<uuid:worker_id>/invite/", workers.invite, name="invite_worker"),
    path("sites/<uuid:site_id>/papers/", papers.papers, name="papers"),
    path("sites/<uuid:site_id>/papers/new/", papers.new, name="new_paper"),
    path("sites/<uuid:site_id>/print/", papers.sheet, name="print"),
    path("certificates/<int:certificate_id>/file/", papers.file, name="certificate_file"),
    path("certificates/<int:certificate_id>/revoke/", papers.revoke, name="revoke_certificate"),
]
