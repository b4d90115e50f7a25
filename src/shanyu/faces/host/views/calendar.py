"""A host's sessions as a calendar: a week, a month, or a feed for one's own."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.calendar import make_host_calendar_link
from shanyu.domain.booking.queries.hosting import host_calendar, host_frame
from shanyu.faces.host.asking import day_asked, week_of, weeks_of_month
from shanyu.faces.host.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui.pages import page


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
        "days": [
            {"day": one, "sessions": found.get(one, []), "outside": month and one.month != day.month}
            for one in days
        ],
        "today": today(),
        "empty": not found,
        "earlier": _step(day, -1, month),
        "later": _step(day, 1, month),
    }
    return shown(request, "host/calendar.html", context, frame=frame, tab="calendar")


def _step(day: date, by: int, month: bool) -> date:
    """The same day a week on or back; for a month the first day of the next or the last one."""
    if not month:
        return day + timedelta(days=7 * by)
    first = day.replace(day=1)
    return (
        (first + timedelta(days=32)).replace(day=1) if by > 0 else (first - timedelta(days=1)).replace(day=1)
    )


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
