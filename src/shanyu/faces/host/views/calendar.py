"""A host's sessions as a calendar: a week, or a month."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse

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
