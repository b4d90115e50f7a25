"""Addresses of the family face."""

from django.urls import path

from shanyu.faces.family.views import (
    booking,
    bookings,
    calendar,
    children,
    guardians,
    health,
    home,
    places,
    records,
)

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
    path("children/<uuid:child_id>/health/", health.health, name="health"),
    path("children/<uuid:child_id>/health/agree/", health.agree, name="health_agree"),
    path("children/<uuid:child_id>/health/card/", health.card, name="care_card"),
    path("children/<uuid:child_id>/health/vaccinations/", records.doses, name="vaccinations"),
    path("children/<uuid:child_id>/health/vaccinations/book/", records.book, name="health_book"),
    path("children/<uuid:child_id>/health/entry/", records.entry, name="entry"),
    path("children/<uuid:child_id>/health/entry/fetch/", records.fetch, name="fetch_exam"),
    path("children/<uuid:child_id>/health/<str:kind>/", health.part, name="health_part"),
    path("doses/<uuid:dose_id>/remove/", records.forget_dose, name="forget_dose"),
    path("exams/<uuid:exam_id>/report/", records.report, name="exam_report"),
    path("exams/<uuid:exam_id>/remove/", records.forget_exam, name="forget_exam"),
    path("sessions/<uuid:session_id>/book/", booking.book, name="book"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/calendar/", calendar.calendar, name="calendar"),
    path("bookings/calendar/revoke/", calendar.revoke, name="revoke_calendar"),
    path("bookings/visits/", bookings.visits, name="visits"),
    path("bookings/trust/", bookings.trust, name="trust"),
    path("bookings/<uuid:booking_id>/", bookings.booking, name="booking"),
    path("bookings/<uuid:booking_id>/take/", bookings.take, name="take_booking"),
    path("bookings/<uuid:booking_id>/leave/", bookings.leave, name="leave_booking"),
    path("bookings/<uuid:booking_id>/note/", bookings.note, name="note"),
    path("bookings/<uuid:booking_id>/feedback/", bookings.feedback, name="feedback"),
    path("bookings/<uuid:booking_id>/code.svg", bookings.code, name="booking_code"),
    path("bookings/<uuid:booking_id>/booking.ics", bookings.download, name="booking_ics"),
    path("guardians/", guardians.guardians, name="guardians"),
    path("guardians/withdraw/", guardians.withdraw, name="withdraw"),
    path("invitation/<str:secret>/", guardians.invitation, name="invitation"),
    path("places/", places.places, name="places"),
    path("places/forget/", places.forget, name="forget_place"),
]
