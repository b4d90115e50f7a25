"""Calendars as iCalendar (RFC 5545): times as on the wall here, ids that stay, cancelled entries that say so."""

import functools
from collections.abc import Iterable
from datetime import UTC, date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from shanyu.domain.booking.queries import CalendarEvent
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import SHANGHAI, local

PRODUCT = "-//Shanyu//Bookings//EN"
#: The zone's rules are written from here to the library's horizon, 2038: every entry lies within.
ZONE_FROM = date(2020, 1, 1)
#: How often a calendar program may come again.
REFRESH = timedelta(hours=1)


def calendar_of(events: Iterable[CalendarEvent], *, name: str, root: str) -> bytes:
    """Entries as an .ics file, in the language that is active. `root` is the address of this installation."""
    calendar = Calendar()
    for key, value in (
        ("PRODID", PRODUCT),
        ("VERSION", "2.0"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", name),
        ("REFRESH-INTERVAL", REFRESH),
    ):
        calendar.add(key, value, parameters={"VALUE": "DURATION"} if key == "REFRESH-INTERVAL" else None)
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_event(event, root.rstrip("/")))
    return calendar.to_ical()


@functools.cache
def _zone() -> Timezone:
    """What Asia/Shanghai means, for a program that does not know it (RFC 5545, 3.6.5)."""
    return Timezone.from_tzid(SHANGHAI.key, first_date=ZONE_FROM)


def _event(event: CalendarEvent, root: str) -> Event:
    session, made = event.session, Event()
    title = said(session, "title")
    made.add("UID", event.uid)
    made.add("SUMMARY", _waiting(title) if event.status == "TENTATIVE" else title)
    made.add("DTSTART", local(session.starts_at))
    made.add("DTEND", local(session.ends_at))
    made.add("DTSTAMP", event.changed.astimezone(UTC))
    made.add("LAST-MODIFIED", event.changed.astimezone(UTC))
    made.add("SEQUENCE", event.sequence)
    made.add("STATUS", event.status)
    made.add("TRANSP", "OPAQUE" if event.status == "CONFIRMED" else "TRANSPARENT")
    made.add("LOCATION", said(session, "place"))
    made.add("GEO", (session.lat, session.lon))
    made.add("URL", f"{root}{event.path}")
    made.add("DESCRIPTION", _description(event, f"{root}{event.path}"))
    return made


def _waiting(title: str) -> str:
    return _("候补：%(title)s") % {"title": title}


def _description(event: CalendarEvent, url: str) -> str:
    lines = [said(event.session.host.who, "name")]
    if bring := said(event.session, "bring"):
        lines.append(_("请带：%(things)s") % {"things": bring})
    if event.status == "CANCELLED" and event.session.cancelled_because:
        lines.append(event.session.cancelled_because)
    return "\n".join([*lines, url])


def calendar_file(
    events: Iterable[CalendarEvent], *, name: str, root: str, download: str = ""
) -> HttpResponse:
    """The answer of a feed, or of one entry to download."""
    answer = HttpResponse(
        calendar_of(events, name=name, root=root), content_type="text/calendar; charset=utf-8"
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    if download:
        answer["Content-Disposition"] = f'attachment; filename="{download}"'
    return answer
