"""What of the national schedule a child has been given, and what is due. Pure: it reminds and shows, it never decides.

Every dose of the schedule is looked at by itself: by age, and by the least time since the dose before it where the
schedule states one. A dose that is missing below a later one of the same vaccine is unknown: it may have been given
and not written down. Where the schedule lets one vaccine stand for another (live or inactivated), the one that was
begun counts; where both were begun and neither is complete, only the clinic can tell what is still needed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from shanyu.domain.health.rules import book
from shanyu.kernel.ages import date_of_months
from shanyu.kernel.rulebook import Rule


class State(StrEnum):
    GIVEN = "given"
    DUE = "due"
    LATER = "later"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


#: States in which the family is reminded.
WAITING = frozenset({State.DUE, State.OVERDUE})


@dataclass(frozen=True)
class Slot:
    """One dose of the schedule: from which completed month, before which, and how long after the dose before."""

    vaccine: str
    dose: int
    from_month: int
    before_month: int | None = None
    after_months: int = 0
    after_days: int = 0


@dataclass(frozen=True)
class Series:
    """Doses against one disease; more than one route where one vaccine may stand for another, the usual one first."""

    key: str
    routes: tuple[tuple[Slot, ...], ...]
    girls_born_after: date | None = None

    def concerns(self, born: date, sex: str) -> bool:
        return self.girls_born_after is None or (sex == "f" and born > self.girls_born_after)


@dataclass(frozen=True)
class Schedule:
    series: tuple[Series, ...]
    rule: Rule


@dataclass(frozen=True)
class Given:
    """A dose that was given, as far as the schedule asks."""

    vaccine: str
    dose: int
    on: date


@dataclass(frozen=True)
class Line:
    """One dose of the schedule for one child: `opens` is the first day it may be given, `ends` the first day too late
    for the recommended age (None where the schedule names none), `given_on` when it was."""

    series: str
    vaccine: str
    dose: int
    from_month: int
    before_month: int | None
    state: State
    opens: date
    ends: date | None
    given_on: date | None = None


def schedule_on(on: date) -> Schedule | None:
    """The national schedule in force on a day; None before the first that is known here."""
    rule = book.in_force("vaccines.schedule", on)
    return _read(rule.since, rule.version) if rule else None


@lru_cache(maxsize=8)
def _read(since: date, _version: str) -> Schedule:
    rule = book.rule("vaccines.schedule", since)
    series = []
    for entry in rule.value["series"]:
        routes = tuple(tuple(_slot(slot) for slot in route) for route in entry["routes"])
        after = entry.get("girls_born_after")
        series.append(Series(entry["key"], routes, date.fromisoformat(after) if after else None))
    return Schedule(tuple(series), rule)


def _slot(entry: Mapping) -> Slot:
    return Slot(
        entry["vaccine"],
        entry["dose"],
        entry["from"],
        entry.get("before"),
        entry.get("after_months", 0),
        entry.get("after_days", 0),
    )


def due(schedule: Schedule, records: Iterable[Given], born: date, sex: str, on: date) -> list[Line]:
    """Every dose of the schedule that concerns this child, in the order of age, with its state on the day `on`.

    Records after `on` are left out of account. One more record never makes another disease's dose due, nor a dose of
    the same vaccine that was not due before.
    """
    given = {(one.vaccine, one.dose): one.on for one in records if one.on <= on}
    lines = [
        line
        for series in schedule.series
        if series.concerns(born, sex)
        for line in _lines(series, given, born, on)
    ]
    return sorted(lines, key=lambda line: (line.from_month, line.opens))


def _lines(series: Series, given: Mapping[tuple[str, int], date], born: date, on: date) -> list[Line]:
    route, mixed = _route(series, given)
    return [_line(series.key, slot, route, given, mixed, born, on) for slot in route]


def begun_of(series: Series, given: Collection[tuple[str, int]]) -> Sequence[tuple[Slot, ...]]:
    """The routes of which a dose was given; all where none was."""
    begun = [route for route in series.routes if any((slot.vaccine, slot.dose) in given for slot in route)]
    return begun or series.routes


def _route(series: Series, given: Mapping) -> tuple[tuple[Slot, ...], bool]:
    """The route that counts, and whether several were begun and none completed."""
    begun = begun_of(series, given)
    for route in begun:
        if all((slot.vaccine, slot.dose) in given for slot in route):
            return route, False
    return begun[0], len(begun) > 1 and bool(given.keys() & {(slot.vaccine, slot.dose) for slot in begun[0]})


def _line(
    key: str, slot: Slot, route: tuple[Slot, ...], given: Mapping, mixed: bool, born: date, on: date
) -> Line:
    opens = date_of_months(born, slot.from_month)
    before = given.get((slot.vaccine, slot.dose - 1))
    if before:
        waited = date_of_months(before, slot.after_months) + timedelta(days=slot.after_days)
        opens = max(opens, waited)
    ends = date_of_months(born, slot.before_month) if slot.before_month is not None else None
    given_on = given.get((slot.vaccine, slot.dose))
    later = any(other.dose > slot.dose and (other.vaccine, other.dose) in given for other in route)
    if given_on:
        state = State.GIVEN
    elif later or mixed:
        state = State.UNKNOWN
    elif on < opens:
        state = State.LATER
    else:
        state = State.OVERDUE if ends and on >= ends else State.DUE
    return Line(
        key, slot.vaccine, slot.dose, slot.from_month, slot.before_month, state, opens, ends, given_on
    )
