"""Which station, and today at it: who is here, who comes next, what is due."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shanyu.domain.providers.naming import said
from shanyu.domain.stations.queries import my_stations, roster
from shanyu.faces.station.frame import shown
from shanyu.kernel.door import Role
from shanyu.ui.pages import page


@page("GET", verb="stations.my_stations")
def home(request: HttpRequest) -> HttpResponse:
    """The stations one keeps or works at; with only one, its day at once. A neighbour starts at the own duties."""
    sites = my_stations(request.actor)
    keeps = request.actor.has(Role.STATION_KEEPER, Role.HEAD, Role.OPERATOR)
    if not keeps:
        return redirect("station:mine")
    if len(sites) == 1:
        return redirect("station:today", sites[0].public_id)
    rows = [
        {"name": said(site, "name"), "address": said(site, "address"), "url": _today(site.public_id)}
        for site in sites
    ]
    return shown(request, "station/home.html", {"rows": rows}, tab="home")


@page("GET", verb="stations.roster")
def today(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Today's roster. Each form on it has an id of its own, so that what is sent twice is one."""
    seen = roster(request.actor, site_id)
    minders = seen.minders
    mine = seen.me.pk if seen.me and seen.me in minders else (minders[0].pk if minders else 0)
    context = {
        "roster": seen,
        "minder": mine,
        "minder_name": next((one.name for one in minders if one.pk == mine), ""),
        "can_take_over": bool(seen.me and seen.me in minders),
        "entries_url": reverse("station:entries", args=[site_id]),
    }
    return shown(request, "station/today.html", context, site=seen.site, tab="today")


def _today(public_id: UUID) -> str:
    return reverse("station:today", args=[public_id])
