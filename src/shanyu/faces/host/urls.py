"""Addresses of the host's face."""

from django.urls import path

from shanyu.faces.host.views import (
    appeals,
    calendar,
    door,
    editing,
    home,
    people,
    places,
    plan,
    programmes,
    report,
    series,
    session,
    table,
)

app_name = "host"
urlpatterns = [
    path("", home.home, name="home"),
    path("appeals/", appeals.every, name="all_appeals"),
    path("appeals/<int:mark_id>/", appeals.decide, name="decide_appeal"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<uuid:class_id>/", programmes.places, name="programme_class"),
    path("<uuid:host_id>/", calendar.calendar, name="calendar"),
    path("<uuid:host_id>/feed/", calendar.feed, name="feed"),
    path("<uuid:host_id>/sessions/", table.table, name="table"),
    path("<uuid:host_id>/export/", table.export, name="export"),
    path("<uuid:host_id>/new/", editing.new, name="new"),
    path("<uuid:host_id>/series/", series.new, name="series"),
    path("<uuid:host_id>/report/", report.report, name="report"),
    path("<uuid:host_id>/report/export/", report.export, name="report_export"),
    path("<uuid:host_id>/plan/", plan.plan, name="plan"),
    path("<uuid:host_id>/plan/add/", plan.add, name="add_plan_item"),
    path("<uuid:host_id>/appeals/", appeals.appeals, name="appeals"),
    path("plan/<int:item_id>/", plan.item, name="plan_item"),
    path("sessions/<uuid:session_id>/", session.session, name="session"),
    path("sessions/<uuid:session_id>/edit/", editing.edit, name="edit"),
    path("sessions/<uuid:session_id>/poster/", session.poster, name="poster"),
    path("sessions/<uuid:session_id>/places/", places.places, name="places"),
    path("sessions/<uuid:session_id>/people/", people.people, name="people"),
    path("sessions/<uuid:session_id>/door/", door.door, name="door"),
    path("sessions/<uuid:session_id>/marks/", door.marks, name="marks"),
    path("sessions/<uuid:session_id>/report/", report.session, name="session_report"),
    path("bookings/<uuid:booking_id>/move/", people.move, name="move"),
]
