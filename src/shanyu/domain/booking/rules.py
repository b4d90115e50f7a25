"""Rules of booking as pure functions over values: ages, deadlines, and what the database's functions are told."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import local
from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.booking")


@lru_cache(maxsize=4)
def for_the_database(on: date) -> str:
    """The rules that `sql/*.sql` works by, as JSON: steps of an offer's end, the night, and trust."""
    line, trust = book.rule("line.offer", on).value, book.in_force("trust.marks", on)
    return json.dumps(
        {"offer": line["steps"], "night": line["night"], "trust": dict(trust.value) if trust else None}
    )


def age_on(born: date, starts_at: datetime) -> int:
    """Completed months of a child on the day of a session. Raises ValueError for one not born by then."""
    return completed_months(born, local(starts_at).date())


def out_of_band(ages: Iterable[int], age_from: int, age_to: int) -> str:
    """`too_young` or `too_old` for the first child that does not fit; empty where all fit."""
    for age in ages:
        if age < age_from:
            return "too_young"
        if age > age_to:
            return "too_old"
    return ""


def free_until(starts_at: datetime, on: date) -> datetime:
    """Until when cancelling is free where the host says nothing."""
    return starts_at - timedelta(hours=book.rule("cancel.free", on).value["hours"])


def trust_rule(on: date) -> Rule:
    """How no-shows and late cancellations count: after `marks` in `days`, `minutes` later at popular sessions."""
    return book.rule("trust.marks", on)


def chance_rule(on: date) -> dict:
    """From how many like `sessions` of the last `days` a chance is told at least."""
    return book.rule("chance.least", on).value


def chance(position: int, gone_down: Iterable[int], least: int) -> int | None:
    """An honest chance of a place, in percent: the share of like sessions where at least `position` places
    went down the line. `gone_down` is that number for each of them. None below `least` sessions: not known.

    One imagined success and failure are added (Laplace's rule), so that it is never said to be certain.
    """
    past = list(gone_down)
    if len(past) < least:
        return None
    return round(100 * (sum(n >= position for n in past) + 1) / (len(past) + 2))
