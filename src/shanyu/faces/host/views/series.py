"""A series: its form, what it would make, and the making of what is agreed."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.series import Outcome, make_series, preview_series
from shanyu.domain.booking.models import Host
from shanyu.domain.booking.queries.hosting import host_choices, host_frame, plan_item
from shanyu.faces.host.forms import SeriesForm, blank
from shanyu.faces.host.frame import address, shown
from shanyu.kernel.clock import today
from shanyu.ui.handling import accepted, done, number
from shanyu.ui.pages import page

DAY = timedelta(days=1)
WEEK = 7 * DAY


@page("GET", "POST", verb="booking.host_choices", changes="booking.make_series")
def new(request: HttpRequest, host_id: UUID) -> HttpResponse:
    """First a look at every day with what stands in its way; made only after a second press."""
    choices = host_choices(request.actor, host_id)
    frame = host_frame(request.actor, host_id)
    initial = blank() | {"day": today(), "weekdays": [6]} | _from_plan(request, frame.host)
    form = SeriesForm(request.POST if request.method == "POST" else None, choices=choices, initial=initial)
    doing = request.POST.get("do", "preview")
    result: list[Outcome] = []

    def act(_data: dict) -> None:
        given = (request.actor, host_id, form.facts(), form.weekly(), form.batch())
        if doing in {"make", "publish"}:
            item = form.cleaned_data["item"]
            result.append(make_series(*given, publish=doing == "publish", item=item))
        else:
            result.append(preview_series(*given))

    if form.is_bound and doing != "back" and accepted(form, act):
        if result[0].series is not None:
            return _made(request, frame, result[0])
        context = {"form": form, "outcome": result[0], "back": address("calendar", frame)}
        return shown(
            request, "host/series_preview.html", context, frame=frame, tab="calendar", here=_("新建系列")
        )
    context = {
        "form": form, "heading": _("新建系列"), "back": address("calendar", frame), "new": True, "series": True,
    }  # fmt: skip
    status = 422 if form.is_bound and doing != "back" else 200
    return shown(
        request,
        "host/session_form.html",
        context,
        frame=frame,
        tab="calendar",
        here=_("新建系列"),
        status=status,
    )


def _from_plan(request: HttpRequest, host: Host) -> dict:
    """What the form begins with for the line of the plan that the address names."""
    key = number(request.GET.get("item"))
    row = plan_item(request.actor, key) if key else None
    if row is None or row.host_id != host.pk:
        return {}
    same = ("kind", "title", "title_en", "unit", "age_from", "age_to", "capacity")
    day = max(row.term_from, today())
    last = min(row.term_to, day + row.sessions * WEEK - DAY)
    return {name: getattr(row, name) for name in same} | {"item": row.pk, "day": day, "last": last}


def _made(request: HttpRequest, frame: object, outcome: Outcome) -> HttpResponse:
    if outcome.bad:
        messages.warning(request, _("%(n)s 天有冲突，没有生成。") % {"n": len(outcome.bad)})
    words = _("已生成 %(n)s 场。") % {"n": len(outcome.good)}
    return done(request, words, f"{address('table', frame)}?series={outcome.series.pk}&when=all")
