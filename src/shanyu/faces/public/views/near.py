"""Activities near the reader this week: a list, the same on a map, and a calendar by day."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from shanyu.domain.booking.queries import find_sessions
from shanyu.faces.public import near
from shanyu.faces.public.frame import shown
from shanyu.faces.public.session_cards import card_of, pins_of
from shanyu.kernel.clock import local
from shanyu.ui import maps
from shanyu.ui.pages import page


@page("GET", verb="booking.find_sessions")
def activities(request: HttpRequest) -> HttpResponse:
    """What there is for the reader's children; only the results where htmx asks for them."""
    asked = near.read(request)
    whole_week = asked.view == "days"
    limit = near.MOST_IN_WEEK if whole_week else near.PAGE * asked.page
    found = find_sessions(request.actor, asked.search(limit=limit))
    cards = [card_of(one, asked, place_seen) for one, place_seen in _with_first(found.items)]
    context = {
        "asked": asked,
        "found": found,
        "cards": cards,
        "days": _by_day(asked, cards) if whole_week else [],
        "more": 0 if whole_week or asked.page >= near.MOST_PAGES else found.total - limit,
        "more_query": asked.canonical(page=asked.page + 1),
        "map_url": f"{reverse('public:map_activities')}?{asked.canonical('page', 'tap', 'view', **_point(asked))}",
        "near_drawn": ",".join(str(part) for part in maps.drawn(*asked.near)) if asked.near else "",
        "weeks": _weeks(asked),
        "share_url": request.build_absolute_uri(f"{near.base_url()}?{asked.shared}"),
        "signed_in": request.actor.signed_in,
    }
    if request.htmx and request.htmx.target == "results":
        answer = render(request, "public/parts/sessions.html", context)
        answer["HX-Push-Url"] = f"{near.base_url()}?{asked.canonical('tap', **_point(asked))}"
    else:
        points = [(one.session.lon, one.session.lat) for one in found.items[:12]]
        box = maps.box_around([*points, asked.near] if asked.near else points)
        answer = shown(request, "public/near.html", {**context, "box": box}, "activities")
    answer["Vary"] = "HX-Request, Cookie"
    return answer


@page("GET", verb="booking.find_sessions")
def map_activities(request: HttpRequest) -> JsonResponse:
    """The places of a search's sessions as pins, each with what there is."""
    asked = near.read(request)
    found = find_sessions(request.actor, asked.search(limit=near.MOST_IN_WEEK))
    answer = JsonResponse(
        {**maps.collection(pins_of(found.items, asked)), "total": found.total},
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
    patch_cache_control(answer, private=True)
    return answer


def _point(asked: near.NearAsked) -> dict:
    """A tap as a point, so that an address never depends on the tiles; the stored home by its name."""
    if asked.kept.get("tap"):
        return {"near": asked.near_text}
    return {"start": "home"} if asked.stored and not asked.kept.get("start") else {}


def _with_first(items):
    """Each found session with whether it is the first at its place, as its pin leads to that card."""
    seen = set()
    for one in items:
        yield one, one.session.host_id not in seen
        seen.add(one.session.host_id)


def _by_day(asked: near.NearAsked, cards: list) -> list[dict]:
    grouped = {
        day: list(group) for day, group in groupby(cards, lambda card: local(card.session.starts_at).date())
    }
    return [{"day": day, "cards": grouped.get(day, [])} for day in ([asked.day] if asked.day else asked.days)]


def _weeks(asked: near.NearAsked) -> dict:
    """The queries of the week before and the week after; empty where there is none."""
    week = asked.kept.get("week") or 0
    return {
        "before": asked.canonical("page", "day", "week", **({"week": week - 1} if week > 1 else {}))
        if week
        else "",
        "after": asked.canonical("page", "day", week=week + 1) if week < near.WEEKS else "",
        "first": not week,
    }
