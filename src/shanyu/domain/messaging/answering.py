"""When a site may be expected to answer, and whether a child's guardians have said yes: pure functions over values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from shanyu.kernel.clock import SHANGHAI, local

#: A site that works on any weekday works again within so many days.
_WEEK = 8


@dataclass(frozen=True, slots=True)
class Hours:
    """A site's working hours in Shanghai's time; `away` is the first and the last day on which nobody answers."""

    weekdays: Collection[int]
    opens: time
    closes: time
    away: tuple[date, date] | None = None


def at_work(hours: Hours, moment: datetime) -> bool:
    """Whether somebody answers at this moment."""
    here = local(moment)
    return _works_on(hours, here.date()) and hours.opens <= here.time() < hours.closes


def answers_from(hours: Hours, moment: datetime) -> datetime | None:
    """The next moment at which somebody answers: this one while they work; None where no weekday is worked."""
    if at_work(hours, moment):
        return moment
    here = local(moment)
    first = here.date() if here.time() < hours.opens else here.date() + timedelta(days=1)
    if is_away(hours, first):
        first = hours.away[1] + timedelta(days=1)
    for day in (first + timedelta(days=ahead) for ahead in range(_WEEK)):
        if _works_on(hours, day):
            return datetime.combine(day, hours.opens, SHANGHAI)
    return None


def is_away(hours: Hours, day: date) -> bool:
    return hours.away is not None and hours.away[0] <= day <= hours.away[1]


def _works_on(hours: Hours, day: date) -> bool:
    return day.isoweekday() in hours.weekdays and not is_away(hours, day)


class Standing(StrEnum):
    """How a request stands for one child."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    OPEN = "open"


def standing(guardians: Sequence[int], said: Mapping[int, bool], *, each: bool) -> Standing:
    """What the latest words of a child's guardians of today come to.

    `said` is each one's latest yes or no. A no by any of them is a no; `each`: one yes is only a part while
    another guardian has not spoken. Whoever is no guardian any more has no word.
    """
    words = [said[one] for one in guardians if one in said]
    if False in words:
        return Standing.NO
    if not words:
        return Standing.OPEN
    return Standing.PARTLY if each and len(words) < len(guardians) else Standing.YES
