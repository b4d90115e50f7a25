"""When a site can be visited."""

from datetime import timedelta
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shanyu.domain.booking.queries import site_visits
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import site_page
from shanyu.faces.public.frame import shown
from shanyu.faces.public.session_cards import places_words
from shanyu.kernel.clock import local, today
from shanyu.ui import words
from shanyu.ui.pages import page
from shanyu.ui.sessions import SessionSheet, phase_of

#: Slots that the page of a site shows, and how far ahead the page of its visits goes.
NEXT = 4
AHEAD = timedelta(days=56)


@page("GET", verb="booking.site_visits")
def visits(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """All slots of the coming weeks, by day."""
    site = site_page(request.actor, site_id).site
    slots = next_visits(request, site_id)
    days = [
        {"day": day, "slots": list(group)}
        for day, group in groupby(slots, lambda slot: local(slot["session"].starts_at).date())
    ]
    context = {"site": site, "name": said(site, "name"), "days": days, "phone": site.phone}
    return shown(request, "public/visits.html", context, "find")


def next_visits(request: HttpRequest, site_id: UUID, most: int = 300) -> list[dict]:
    """The next slots of a site in words, those with places first asked for."""
    found = site_visits(request.actor, site_id, until=today() + AHEAD, limit=most)
    return [_slot(one) for one in found]


def _slot(found) -> dict:
    session = found.session
    sheet = SessionSheet(session, found.places, phase_of(session, found.places))
    return {
        "session": session,
        "url": sheet.url,
        "day": words.day(session.starts_at, today()),
        "clock": f"{words.clock_time(session.starts_at)}–{words.clock_time(session.ends_at)}",
        "places": places_words(sheet),
        "phase": sheet.phase,
    }
