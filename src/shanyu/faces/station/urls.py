"""Addresses of growth stations: today's roster, duty, hours, the house, and the poster on the wall."""

from django.urls import path

from shanyu.faces.station.views import care, duties, family, house, keeping, play, today

app_name = "station"
urlpatterns = [
    path("", today.home, name="home"),
    path("duties/", duties.mine, name="mine"),
    path("duties/<uuid:duty_id>/end/", duties.end, name="end_duty"),
    path("duties/<uuid:duty_id>/decide/", duties.decide, name="decide_duty"),
    path("hello/<str:token>/", play.hello_page, name="hello"),
    path("hello/<str:token>/guest/", play.guest, name="guest"),
    path("visits/<uuid:visit_id>/leave/", play.leave, name="leave"),
    path("pick-up/", family.pick_up, name="pick_up"),
    path("pick-up/<uuid:person_id>/end/", family.end, name="end_pick_up"),
    path("care/<int:booked_id>/", care.care, name="care"),
    path("care/<int:booked_id>/call/", care.call, name="call"),
    path("care/undo/<int:step_id>/", care.undo, name="undo"),
    path("<uuid:site_id>/", today.today, name="today"),
    path("<uuid:site_id>/entries/", care.entries, name="entries"),
    path("<uuid:site_id>/play/", play.at_desk, name="play"),
    path("<uuid:site_id>/duties/", duties.roster_page, name="duties"),
    path("<uuid:site_id>/duties/offer/", duties.offer, name="offer_duty"),
    path("<uuid:site_id>/drop-in/", keeping.drop_in, name="drop_in"),
    path("<uuid:site_id>/house/", house.house_page, name="house"),
    path("<uuid:site_id>/house/equipment/", house.equipment, name="equipment"),
    path("<uuid:site_id>/house/safety/", house.safety, name="safety"),
    path("house/<uuid:equipment_id>/clean/", house.clean, name="clean"),
    path("house/<uuid:equipment_id>/retire/", house.retire, name="retire"),
    path("<uuid:site_id>/hours/", keeping.hours, name="hours"),
    path("<uuid:site_id>/hours/exception/", keeping.exception, name="exception"),
    path("hours/exception/<int:exception_id>/remove/", keeping.remove, name="remove_exception"),
    path("<uuid:site_id>/poster/", keeping.poster, name="poster"),
    path("<uuid:site_id>/poster.svg", keeping.poster_code, name="poster_code"),
]
