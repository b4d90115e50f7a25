"""Families who come to play: the page of the poster, guests, and the list at the station's desk."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shanyu.domain.booking.names import guardian_name
from shanyu.domain.providers.naming import said
from shanyu.domain.stations.actions import come_to_play, leave_play, register_guest
from shanyu.domain.stations.posters import read
from shanyu.domain.stations.queries import hello, roster
from shanyu.faces.station.forms import GuestForm
from shanyu.faces.station.frame import address, shown
from shanyu.kernel.door import Refusal
from shanyu.ui.handling import accepted, done, number, tried
from shanyu.ui.pages import page
from shanyu.ui.tabs import family_tabs, is_family


@page("GET", "POST", verb="stations.hello", changes="stations.come_to_play")
def hello_page(request: HttpRequest, token: str) -> HttpResponse:
    """Tap the children, and in; for whoever is not signed in, signing in or the few words of a guest."""
    site_id = read(token)
    if request.method == "POST":
        return _come(request, site_id, token)
    return _hello(request, token, GuestForm(), 200)


@page("POST", verb="stations.register_guest")
def guest(request: HttpRequest, token: str) -> HttpResponse:
    site_id, form = read(token), GuestForm(request.POST)
    if accepted(form, lambda data: register_guest(request.actor, site_id, **data)):
        return _hello(request, token, GuestForm(), 200, guest_done=True)
    return _hello(request, token, form, 422)


@page("POST", verb="stations.leave_play")
def leave(request: HttpRequest, visit_id: UUID) -> HttpResponseRedirect:
    """Back to the poster's page, or to the station's desk where the button stood there."""
    token, site = request.POST.get("token", ""), request.POST.get("site", "")
    back = reverse("public:home")
    try:
        if token:
            back = reverse("station:hello", args=[token[:120]])
        elif site:
            back = reverse("station:play", args=[UUID(site)])
    except ValueError:
        back = reverse("public:home")
    return tried(request, lambda: leave_play(request.actor, visit_id), _("再见，下次再来。"), back)


@page("GET", "POST", verb="stations.roster")
def at_desk(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Who is at play, and a guest entered by whoever is on duty."""
    seen = roster(request.actor, site_id)
    form = GuestForm(request.POST or None)
    if form.is_bound and accepted(form, lambda data: register_guest(request.actor, seen.site, **data)):
        return done(request, _("已登记。"), address("play", seen.site))
    visits = [
        {"visit": one, "name": guardian_name(one.account) if one.account else _("访客")} for one in seen.play
    ]
    context = {"roster": seen, "visits": visits, "form": form}
    status = 422 if form.is_bound else 200
    return shown(request, "station/play.html", context, site=seen.site, tab="play", status=status)


def _come(request: HttpRequest, site_id: UUID, token: str) -> HttpResponse:
    children = []
    for text in request.POST.getlist("child"):
        try:
            children.append(UUID(text))
        except ValueError:
            continue
    adults = number(request.POST.get("adults", "1"))
    try:
        come_to_play(request.actor, site_id, children=children, adults=adults)
    except Refusal as refusal:
        if refusal.status in {401, 403, 404}:
            raise
        messages.error(request, refusal.step() if refusal.status == 422 else str(refusal))
    return HttpResponseRedirect(reverse("station:hello", args=[token]))


def _hello(
    request: HttpRequest, token: str, form: GuestForm, status: int, *, guest_done: bool = False
) -> HttpResponse:
    seen = hello(request.actor, read(token))
    context = {
        "hello": seen,
        "name": said(seen.site, "name"),
        "token": token,
        "form": form,
        "guest_done": guest_done,
        "sign_in": f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}",
        "tabs": family_tabs("home") if is_family(request.actor) else [],
    }
    return render(request, "station/hello.html", context, status=status)
