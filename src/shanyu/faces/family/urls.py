"""Addresses of the family face."""

from django.urls import path

from shanyu.faces.family.views import bookings, children, guardians, home, places

app_name = "family"

urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("children/add/", children.add, name="add_child"),
    path("children/<uuid:child_id>/", children.child, name="child"),
    path("children/<uuid:child_id>/full/", children.full, name="child_full"),
    path("children/<uuid:child_id>/edit/", children.edit, name="edit_child"),
    path("children/<uuid:child_id>/consent/", children.consent, name="consent"),
    path("children/<uuid:child_id>/erase/", children.erase, name="erase_child"),
    path("sessions/<uuid:session_id>/book/", bookings.book, name="book"),
    path("bookings/<uuid:booking_id>/", bookings.booking, name="booking"),
    path("trust/", home.me, name="trust"),
    path("guardians/", guardians.guardians, name="guardians"),
    path("guardians/withdraw/", guardians.withdraw, name="withdraw"),
    path("invitation/<str:secret>/", guardians.invitation, name="invitation"),
    path("places/", places.places, name="places"),
    path("places/forget/", places.forget, name="forget_place"),
]
