"""The class of today: a page of plain forms, and what the script of a registered device asks for and sends."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from shanyu.domain.care.actions import begin_shift, end_shift, record
from shanyu.domain.care.queries import classes, colleagues, floor, floor_kit, floor_mark
from shanyu.domain.care.refusals import DeviceRevoked
from shanyu.domain.protection.queries import at_the_door
from shanyu.domain.providers.models import CareClass
from shanyu.faces.carer.frame import shown
from shanyu.faces.carer.known import COOKIE, PATH, device_here, gone
from shanyu.faces.carer.told import said_saved, state_of, vocabulary, words
from shanyu.faces.carer.usual import usual_day
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, SignInNeeded
from shanyu.ui.handling import number, tried
from shanyu.ui.pages import page

MOST = 200


@page("GET", verb="care.classes")
def today(request: HttpRequest) -> HttpResponse:
    """One's class of today; who works in none is led to their papers."""
    get_token(request)
    mine = classes(request.actor)
    try:
        device = device_here(request)
    except DeviceRevoked as refusal:
        answer = shown(request, "carer/floor.html", {"revoked": str(refusal), "words": words()}, "floor")
        answer.delete_cookie(COOKIE, path=PATH)
        return answer
    if not mine:
        return redirect("carer:papers")
    room = _chosen(mine, request.GET.get("class"))
    context = {
        "mine": mine,
        "room": room,
        "floor": floor(request.actor, room),
        "door": at_the_door(request.actor, room),
        "chips": usual_day(room.band),
        "device": device,
        "words": words() | {"vocabulary": vocabulary()},
    }
    return shown(request, "carer/floor.html", context, "floor")


def _chosen(mine: list[CareClass], asked: str | None) -> CareClass:
    return next((one for one in mine if one.pk == number(asked)), mine[0])


@page("GET", verb="care.classes")
def state(request: HttpRequest) -> HttpResponse:
    """The class as JSON; 304 where nothing has changed since the ETag that the device names."""
    try:
        device = device_here(request)
    except DeviceRevoked as refusal:
        return gone(refusal)
    mine = classes(request.actor)
    if not mine:
        return JsonResponse({"words": ""}, status=409)
    get_token(request)
    room = _chosen(mine, request.GET.get("class"))
    seen = f"{floor_mark(request.actor, room)}/{room.pk}/{request.actor.account_id}/{get_language()}"
    etag = f'"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    people = colleagues(device) if device else ()
    told = state_of(floor(request.actor, room), floor_kit(request.actor, room), device, mine, people)
    return JsonResponse(told, headers={"ETag": etag, "Cache-Control": "no-store"})


@page("POST", verb="care.record")
def entries(request: HttpRequest) -> HttpResponse:
    """A batch of a device as JSON, or a form of the page: one fact of many children."""
    if not request.actor.signed_in:
        raise SignInNeeded
    if request.content_type != "application/json":
        return _form(request)
    try:
        device = device_here(request)
    except DeviceRevoked as refusal:
        return gone(refusal)
    try:
        given = json.loads(request.body)
        site, sent = UUID(given["site"]), given["entries"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponseBadRequest()
    if not isinstance(sent, list) or len(sent) > MOST:
        return HttpResponseBadRequest()
    result = record(
        request.actor, site, entries=sent, device=device, sent_at=_moment(given.get("sent_at")),
        left=number(str(given.get("left", ""))),
    )  # fmt: skip
    return JsonResponse(
        {
            "accepted": list(map(str, result.accepted)),
            "known": list(map(str, result.known)),
            "refused": [{"mark": mark, "words": str(why)} for mark, why in result.refused.items()],
        }
    )


def _moment(text: object) -> datetime | None:
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _form(request: HttpRequest) -> HttpResponse:
    """What the page sends without script: `fact` is a chip of the usual day, `child` each child it is said of."""
    room = _chosen([*classes(request.actor), CareClass()], request.POST.get("class"))
    chip = next((one for one in usual_day(room.band) if one.id == request.POST.get("fact")), None)
    if room.pk is None or chip is None:
        return HttpResponseBadRequest()
    common = {
        "at": now().isoformat(),
        "kind": str(chip.kind),
        "facts": chip.facts_with(request.POST.get(f"choice_{chip.id}", "")),
        "note": request.POST.get("note", "") if chip.words else "",
        "batch": str(uuid4()),
    }
    return _noted(request, room, [common | {"child": one} for one in request.POST.getlist("child")])


def _noted(request: HttpRequest, room: CareClass, told: list[Mapping]) -> HttpResponse:
    marked = [{"mark": str(uuid4()), **one} for one in told[:MOST]]
    result = record(request.actor, room.site_id, entries=marked)
    for why in {str(refusal) for refusal in result.refused.values()}:
        messages.error(request, why)
    if result.accepted:
        messages.success(request, said_saved(len(result.accepted)))
    return HttpResponseRedirect(f"{reverse('carer:floor')}?class={room.pk}")


@page("POST", verb="care.begin_shift")
def shift(request: HttpRequest) -> HttpResponse:
    """Sign in to a room, or out of the one where one is: `class` is empty then."""
    if request.content_type == "application/json":
        try:
            room = number(str(json.loads(request.body)["class"]))
        except (ValueError, KeyError, TypeError):
            return HttpResponseBadRequest()
        _begin_or_end(request.actor, room)
        return JsonResponse({"done": True})
    room = number(request.POST.get("class"))
    return tried(request, lambda: _begin_or_end(request.actor, room), "", reverse("carer:floor"))


def _begin_or_end(actor: Actor, room: int) -> None:
    if room:
        begin_shift(actor, room)
    else:
        end_shift(actor)
