"""A host's sessions as a calendar: a week, a month, or a feed for one's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.calendar import make_host_calendar_link
from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.queries.hosting import Meeting, host_calendar, host_frame
from shanyu.domain.providers.naming import said
from shanyu.faces.host.asking import day_asked, week_of, weeks_of_month
from shanyu.faces.host.frame import shown
from shanyu.faces.host.wording import held_back
from shanyu.kernel.clock import today
from shanyu.kernel.months import month_after
from shanyu.ui import words
from shanyu.ui.pages import page

#: So many sessions of a day stand in a month; a crowded one shows one less, and how many there are beside.
MOST_IN_A_CELL = 8


@page("GET", verb="booking.host_calendar")
def calendar(request: HttpRequest, host_id: UUID) -> HttpResponse:
    frame, day = host_frame(request.actor, host_id), day_asked(request)
    month = request.GET.get("view") == "month"
    first, last = weeks_of_month(day) if month else week_of(day)
    found = host_calendar(request.actor, host_id, since=first, until=last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    context = {
        "month": month,
        "day": day,
        "first": first,
        "last": last,
        "days": [_day(one, found.get(one, []), month=day if month else None) for one in days],
        "today": today(),
        "empty": not found,
        "earlier": _step(day, -1, month),
        "later": _step(day, 1, month),
    }
    return shown(request, "host/calendar.html", context, frame=frame, tab="calendar")


@dataclass(frozen=True, slots=True)
class Event:
    """A session as its cell shows it: `fill` is "3/12"; a draft or a session called off has a `badge` instead."""

    url: str
    state: str
    when: str
    title: str
    fill: str
    waiting: int
    badge: tuple[str, str] | None


def _event(one: Meeting) -> Event:
    return Event(
        reverse("host:session", args=[one.public_id]),
        one.state,
        f"{words.clock_time(one.starts_at)}–{words.clock_time(one.ends_at)}",
        said(one, "title"),
        f"{one.taken}/{one.capacity}",
        one.waiting,
        held_back(one.state) if one.state != SessionState.PUBLISHED else None,
    )


def _day(day: date, meetings: list[Meeting], *, month: date | None) -> dict:
    """A cell; in a month a crowded day shows the first of its sessions and leads to its week for the others."""
    most = len(meetings) if month is None or len(meetings) <= MOST_IN_A_CELL else MOST_IN_A_CELL - 1
    return {
        "day": day,
        "events": [_event(one) for one in meetings[:most]],
        "more": len(meetings) - most,
        "outside": month is not None and day.month != month.month,
    }


def _step(day: date, by: int, month: bool) -> date:
    """The same day a week on or back; for a month the first day of the next or the last one."""
    if not month:
        return day + timedelta(days=7 * by)
    return month_after(day) if by > 0 else (day.replace(day=1) - timedelta(days=1)).replace(day=1)


@page("GET", "POST", verb="booking.host_frame", changes="booking.make_host_calendar_link")
def feed(request: HttpRequest, host_id: UUID) -> HttpResponse:
    """The host's sessions in one's own calendar: a secret address, shown only when it is made."""
    frame = host_frame(request.actor, host_id)
    address = ""
    if request.method == "POST":
        _link, secret = make_host_calendar_link(request.actor, host_id)
        address = request.build_absolute_uri(reverse("public:calendar", args=[secret]))
    answer = shown(
        request, "host/feed.html", {"address": address}, frame=frame, tab="calendar", here=_("订阅日历")
    )
    answer["Cache-Control"] = "no-store"
    return answer
