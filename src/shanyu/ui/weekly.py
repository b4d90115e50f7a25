"""Weeks on pages: which week is asked for, the ones beside it, and the words of its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest

from shanyu.domain.weekly.rules import monday_of
from shanyu.kernel.clock import today


@dataclass(frozen=True)
class Asked:
    """The week that an address asks for by `?week=`, this week unless told, and the weeks beside it."""

    monday: date
    earlier: date
    later: date
    now: date

    @property
    def last_day(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def past(self) -> bool:
        return self.monday < self.now


def asked_week(request: HttpRequest) -> Asked:
    """Any day of a week names it; what is no day is this week."""
    day = asked_day(request, "week")
    monday = monday_of(day)
    week = timedelta(days=7)
    return Asked(monday, monday - week, monday + week, monday_of(today()))


def asked_day(request: HttpRequest, name: str = "day") -> date:
    """A day from the query, today unless told; days far off are today too."""
    try:
        day = date.fromisoformat(request.GET.get(name) or request.POST.get(name, ""))
    except ValueError:
        return today()
    near = abs((day - today()).days) <= 800
    return day if near else today()
