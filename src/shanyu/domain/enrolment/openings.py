"""From which day a child could have a place in a class and stay, as pure functions over ages and free places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shanyu.domain.enrolment.future import FreeFrom
from shanyu.domain.providers.rules import band_rule
from shanyu.kernel.ages import date_of_months

#: A place that is free so much later is no answer to a wish yet.
NEAR = timedelta(days=31)


@dataclass(frozen=True)
class Possible:
    """The first day on which a child could come and stay; without one, `why` not: `too_old`, `full` or `closed`."""

    on: date | None
    why: str = ""


def first_possible(
    band: str, born: date, free: Sequence[FreeFrom], since: date, *, closes: bool = False
) -> Possible:
    """The first day from `since` on which a class of this type is right for a child and has a place for good.

    A child who is too young waits for the class's age; one who is too old before a place is free has none.
    `closes`: the class will be closed, so that nobody can stay.
    """
    rule = band_rule(band, since)
    if rule is None or closes:
        return Possible(None, "closed")
    start = max(since, date_of_months(born, rule.from_month))
    too_old = date_of_months(born, rule.to_month)
    if start >= too_old:
        return Possible(None, "too_old")
    step = next((one for one in free if one.free > 0), None)
    if step is None or max(start, step.on) >= too_old:
        return Possible(None, "full")
    return Possible(max(start, step.on))


def outgrows(band: str, born: date, on: date) -> date | None:
    """The first day on which a child is too old for a class of this type, by the rule of `on`; None without one."""
    rule = band_rule(band, on)
    return date_of_months(born, rule.to_month) if rule else None


def free_on(free: Sequence[FreeFrom], day: date) -> int:
    """How many places are free for good from a day on; before the first step as many as at it."""
    return max((one.free for one in free if one.on <= day), default=free[0].free if free else 0)


def in_turn(wanted: Sequence[date], days: Sequence[date | None], free: Sequence[FreeFrom]) -> list[bool]:
    """Of families in the order of the list, with the day wanted and the first possible one: whom a free place reaches.

    A place goes to the first in line whom it suits within NEAR of the day wanted; later ones wait for the next place.
    """
    left = max((one.free for one in free), default=0)
    reached = []
    for wish, day in zip(wanted, days, strict=True):
        reached.append(day is not None and day <= wish + NEAR and left > 0)
        left -= reached[-1]
    return reached
