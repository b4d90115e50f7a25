"""Rules of stations as pure functions over values: carers for children of mixed ages, opening hours, intervals."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

from shanyu.domain.providers.rules import Rule, band_rule, in_force, ratio_of
from shanyu.kernel.clock import SHANGHAI, local
from shanyu.kernel.rulebook import Book

book = Book("shanyu.domain.stations")


def share_of(months: int, on: date) -> Fraction:
    """What part of one carer a child of so many completed months needs: a third, a fifth or a seventh.

    By the class bands of 托育机构设置标准 art. 20. A child younger than the first band counts as the first, an
    older one as the last. Children of different bands together: their shares are added (rule `ratio.together`,
    a proposal: the standard gives no ratio for them).
    """
    bands = book.rule("ratio.together", on).value["bands"]
    for band in bands:
        if months < band_rule(band, on).to_month:
            return Fraction(1, ratio_of(band, on)[0])
    return Fraction(1, ratio_of(bands[-1], on)[0])


def load(ages: Iterable[int], on: date) -> Fraction:
    """How many carers these children need together, as an exact fraction."""
    return sum((share_of(months, on) for months in ages), Fraction(0))


def carers_for(ages: Iterable[int], on: date) -> int:
    """How many carers these children need, each counted whole. For one band: `providers.rules.carers_needed`."""
    return ceil(load(ages, on))


def ratio_rules(on: date) -> list[Rule]:
    """Where the ratio comes from, for a page that cites it."""
    together = book.rule("ratio.together", on)
    return [ratio_of(together.value["bands"][0], on)[1], together]


def minding_groups(on: date) -> list[tuple[str, ...]]:
    """What somebody who minds children at a station must hold: of each group one paper is enough."""
    return [tuple(group) for group in book.rule("duty.minding", on).value["needed"]]


@dataclass(frozen=True)
class DropInRule:
    """Drop-in care as the Hangzhou standard gives it, with its source."""

    minutes: int
    a_week: int
    ages: tuple[int, int]
    source: Rule


def drop_in_rule(on: date) -> DropInRule | None:
    """The rule of drop-in care in force on a day; None before it began. Ages in completed months, both counted in."""
    source, ages = in_force("station.temporary_care", on), in_force("service.ages", on)
    if source is None or ages is None:
        return None
    first, after = ages.value["station"]
    value = source.value
    return DropInRule(
        value["most_hours_a_visit"] * 60, value["most_bookings_a_week"], (first, after - 1), source
    )


@dataclass(frozen=True, order=True)
class Hours:
    """A range of minutes of a day: open from `opens` until before `closes`."""

    opens: int
    closes: int

    @property
    def words(self) -> str:
        return f"{said(self.opens)}–{said(self.closes)}"


def said(minutes: int) -> str:
    """Minutes of a day as a clock shows them: 570 as `09:30`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def at_minute(day: date, minutes: int) -> datetime:
    """The moment of a day in Shanghai that is so many minutes after midnight (1440 is the next midnight)."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minutes)


def closes_at(hours: Sequence[Hours], moment: datetime) -> datetime | None:
    """When a station with these hours of the day closes, if it is open at `moment`; None if it is not."""
    here = local(moment)
    now_minute = here.hour * 60 + here.minute
    for one in hours:
        if one.opens <= now_minute < one.closes:
            return at_minute(here.date(), one.closes)
    return None


def within(hours: Sequence[Hours], begins: int, ends: int) -> bool:
    """Whether the station is open from minute `begins` to minute `ends` without a break."""
    return any(one.opens <= begins and ends <= one.closes for one in hours)


def overlapping(hours: Iterable[Hours]) -> bool:
    ordered = sorted(hours)
    return any(after.opens < before.closes for before, after in itertools.pairwise(ordered))


def too_few_days(weekdays: Iterable[int], on: date) -> int | None:
    """The days a week that the standard wants, where these are fewer; None where they are enough."""
    wanted = book.rule("opening.days", on).value["days_a_week"]
    return wanted if len(set(weekdays)) < wanted else None


def most_at_play(area_m2: float | None, on: date) -> int | None:
    """How many children may play at one time in so many square metres; None where the area is not known."""
    if not area_m2:
        return None
    return max(1, int(float(area_m2) // book.rule("play.room", on).value["m2_a_child"]))


def due_on(last: date | None, every_days: int, since: date) -> date:
    """The last day by which something is due again; what was never done is due on the day `since` it is known."""
    return since if last is None else last + timedelta(days=every_days)
