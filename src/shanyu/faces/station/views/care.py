"""Entries at the door, and the page of one child: its steps, a correction, the guardian's telephone."""

import json
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.stations.actions import undo_hand_over
from shanyu.domain.stations.queries import call_guardian, care_of, roster
from shanyu.faces.station.entries import MOST, enter
from shanyu.faces.station.frame import shown
from shanyu.kernel.door import Refusal
from shanyu.ui.handling import number
from shanyu.ui.pages import page


@page("POST", verb="stations.roster")
def entries(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A form of the roster, or a batch as JSON: `{"entries": [{"id", "what", "at", …}]}`."""
    roster(request.actor, site_id)
    if request.content_type == "application/json":
        return _batch(request)
    outcome = enter(request.actor, {**request.POST.dict(), "id": request.POST.get("id") or str(uuid4())})
    if outcome.state == "done":
        messages.success(request, _("已记下。"))
    else:
        messages.error(request, outcome.words)
    return HttpResponseRedirect(reverse("station:today", args=[site_id]))


def _batch(request: HttpRequest) -> HttpResponse:
    """Every entry by itself, in the order in which it was made: one that is refused does not hold up the rest."""
    try:
        given = json.loads(request.body)["entries"]
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest()
    if not isinstance(given, list) or len(given) > MOST or not all(isinstance(one, dict) for one in given):
        return HttpResponseBadRequest()
    texts = ({str(key): str(value) for key, value in one.items()} for one in given)
    return JsonResponse({"answers": [enter(request.actor, one).as_json() for one in texts]})


@page("GET", verb="stations.care_of")
def care(request: HttpRequest, booked_id: int) -> HttpResponse:
    seen = care_of(request.actor, booked_id)
    return _shown(request, seen, {})


@page("POST", verb="stations.call_guardian")
def call(request: HttpRequest, booked_id: int) -> HttpResponse:
    """The guardians' telephones as links, in the answer to this one request; nothing keeps them."""
    contacts = call_guardian(request.actor, booked_id)
    answer = _shown(request, care_of(request.actor, booked_id), {"contacts": contacts, "asked": True})
    answer["Cache-Control"] = "no-store"
    return answer


@page("POST", verb="stations.undo_hand_over")
def undo(request: HttpRequest, step_id: int) -> HttpResponse:
    """Take the last step back, with a reason."""
    note = request.POST.get("note", "")
    try:
        undo_hand_over(request.actor, step_id, note=note, mark=uuid4())
        messages.success(request, _("已更正，原来的记录也保留着。"))
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, str(refusal))
    booked = number(request.POST.get("booked", ""))
    return HttpResponseRedirect(reverse("station:care", args=[booked]))


def _shown(request: HttpRequest, seen, more: dict) -> HttpResponse:
    site = seen.line.session.host.site
    context = {"care": seen, "line": seen.line, **more}
    return shown(request, "station/care.html", context, site=site, tab="today")
