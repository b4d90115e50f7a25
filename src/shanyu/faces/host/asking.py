"""What a host asks for by the address: filters of the table, the week or month of the calendar, terms."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.drafting import HOSTED
from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.models import Series
from shanyu.domain.booking.queries.hosting import Filters
from shanyu.faces.host.forms import HostForm, day_field
from shanyu.kernel.clock import today
from shanyu.kernel.months import month_after
from shanyu.ui.handling import number

FILLS = [("", _("全部")), ("free", _("有空位")), ("full", _("已满")), ("line", _("有人候补"))]
WHEN = [("", _("从今天起")), ("past", _("过去的")), ("all", _("所有时间"))]


class FilterForm(HostForm):
    q = forms.CharField(label=_("按名称查找"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    fill = forms.ChoiceField(label=_("名额"), required=False, choices=FILLS)
    when = forms.ChoiceField(label=_("什么时间"), required=False, choices=WHEN)
    series = forms.ChoiceField(label=_("系列"), required=False)
    since = day_field(_("从"), required=False)
    until = day_field(_("到"), required=False)

    def __init__(self, data: object, *, series: list[Series]) -> None:
        super().__init__(data)
        every = ("", _("全部"))
        self.fields["kind"].choices = [every, *((one.value, one.label) for one in HOSTED)]
        self.fields["state"].choices = [every, *SessionState.choices]
        self.fields["series"].choices = [
            every,
            *((str(one.pk), f"{one.title}（{one.count}）") for one in series),
        ]


def filters_of(request: HttpRequest) -> Filters:
    """The filters of the query; what cannot be read is left out."""
    asked = request.GET
    since, until = _day(asked.get("since")), _day(asked.get("until"))
    when = asked.get("when", "")
    if when == "past":
        until = until or today() - timedelta(days=1)
    elif when == "" and since is None and until is None and not asked.get("series"):
        since = today()
    return Filters(
        text=asked.get("q", "")[:80].strip(),
        kind=asked.get("kind", "") if asked.get("kind") in [one.value for one in HOSTED] else "",
        state=asked.get("state", "") if asked.get("state") in SessionState.values else "",
        since=since,
        until=until,
        series=number(asked.get("series")) or None,
        fill=asked.get("fill", ""),
    )


def day_asked(request: HttpRequest) -> date:
    """The day that the calendar shows; today unless told."""
    return _day(request.GET.get("day")) or today()


def week_of(day: date) -> tuple[date, date]:
    first = day - timedelta(days=day.isoweekday() - 1)
    return first, first + timedelta(days=6)


def weeks_of_month(day: date) -> tuple[date, date]:
    """The Monday before (or on) the first of the month, and the Sunday after (or on) its last day."""
    first = day.replace(day=1)
    last = month_after(first) - timedelta(days=1)
    return week_of(first)[0], week_of(last)[1]


def term_asked(request: HttpRequest) -> tuple[date, date]:
    """The days a report is about: the last 90 days unless told."""
    until = _day(request.GET.get("until")) or today()
    since = _day(request.GET.get("since")) or until - timedelta(days=89)
    return min(since, until), until


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
