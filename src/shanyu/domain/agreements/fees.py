"""A month's fee, to the day. Pure: values in, values out; amounts in whole fen.

Every day of a month has one share of the fee, and a month is the sum of its days:

- a monthly fee is shared out evenly over the calendar days of the month, so that a whole month at one price costs
  exactly that price, whether it has 28 or 31 days;
- a daily fee falls on the agreed weekdays, an hourly one on these times the agreed hours;
- a fee by period goes by use, and is told without an amount;
- meals are counted on the agreed weekdays and are settled by real attendance.

Of a sum with a fraction of a fen the fraction is dropped, once for a month: the lines of a month, which are rounded
from the first day on, add up to exactly that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from shanyu.domain.agreements.kinds import FeeKind
from shanyu.domain.providers.kinds import FeeUnit
from shanyu.kernel.months import month_after

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Price:
    """A fee in fen per unit (`FeeUnit`), and meals in fen per day."""

    unit: str
    fee_fen: int
    meal_fen: int = 0

    def never_above(self, listed: "Price | None") -> "Price":
        """The same, or where the published price is lower, that one. Prices in other units do not compare."""
        if listed is None:
            return self
        meal = min(self.meal_fen, listed.meal_fen)
        if listed.unit == FeeUnit.FREE:
            return Price(listed.unit, 0, meal)
        fee = min(self.fee_fen, listed.fee_fen) if listed.unit == self.unit else self.fee_fen
        return Price(self.unit, fee, meal)


@dataclass(frozen=True)
class Plan:
    """Care as agreed: the form, ISO weekdays, minutes a day, the agreed price, and the age band of the class."""

    form: str
    weekdays: tuple[int, ...]
    minutes: int
    price: Price
    band: str = ""


@dataclass(frozen=True)
class From:
    """A plan that rules from a day on until a later one does; a change wins over the agreement of the same day."""

    on: date
    plan: Plan
    change: bool = True


@dataclass(frozen=True)
class Listed:
    """A published price of a form for one age band ("": for all), from a day until before another (open: none)."""

    form: str
    since: date
    until: date | None
    price: Price
    band: str = ""


@dataclass(frozen=True)
class Relief:
    """Somebody entitled has verified that `percent` of the care fee is waived, from a day until before another."""

    since: date
    until: date | None
    percent: int


@dataclass(frozen=True)
class Stay:
    """From the first day until before the day after the last; `away`: spans of suspension, likewise."""

    begins: date
    ends: date | None = None
    away: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True)
class Line:
    """One price over some days of a month: `since` to `last`, both counted in.

    `days` are calendar days for a monthly fee, else agreed days of care; `percent` of it is asked, after waiver and
    suspension. `amount_fen` is None where it goes by use. `lowered`: the list is lower than what was agreed.
    """

    kind: str
    form: str
    since: date
    last: date
    days: int
    unit: str
    price_fen: int
    minutes: int
    percent: int
    amount_fen: int | None
    away: bool
    lowered: bool


@dataclass(frozen=True)
class MonthFee:
    """The fee of a month. Not `whole`: something of it goes by use and is not in the total."""

    month: date
    lines: tuple[Line, ...]
    total_fen: int
    whole: bool


@dataclass(frozen=True)
class _Day:
    on: date
    plan: Plan
    price: Price
    percent: int
    away: bool

    @property
    def key(self) -> tuple:
        return (self.plan, self.price, self.percent, self.away)

    @property
    def cares(self) -> bool:
        return self.on.isoweekday() in self.plan.weekdays and not self.away


def month_fee(
    month: date,
    plans: Iterable[From],
    stay: Stay,
    *,
    listed: Sequence[Listed] = (),
    reliefs: Sequence[Relief] = (),
    away_percent: int = 100,
) -> MonthFee:
    """What the month that `month` lies in costs; the order of `plans` is of no account.

    `listed` is what the site has published: nobody pays more than the list of the day. `away_percent` of a monthly
    fee is asked on days of suspension; what goes by the day falls away then.
    """
    first = month.replace(day=1)
    length = (month_after(first) - first).days
    order = sorted(plans, key=lambda one: (one.on, one.change))
    days = [
        _day(day, order, stay, listed, reliefs, away_percent)
        for day in (first + timedelta(days=n) for n in range(length))
        if _within(day, stay.begins, stay.ends)
    ]
    pieces = [list(some) for _key, some in groupby((day for day in days if day), key=lambda day: day.key)]
    lines = (*_care(pieces, length), *(line for piece in pieces if (line := _meals(piece))))
    known = [line.amount_fen for line in lines if line.amount_fen is not None]
    return MonthFee(first, tuple(lines), sum(known), len(known) == len(lines))


def published_on(day: date, form: str, band: str, listed: Iterable[Listed]) -> Price | None:
    """The published price of a form on a day for an age band: its own before the one for all; None where none is."""
    found = [
        one for one in listed
        if one.form == form and one.band in {band, ""} and _within(day, one.since, one.until)
    ]  # fmt: skip
    return max(found, key=lambda one: one.band != "").price if found else None


def _day(
    day: date,
    order: list[From],
    stay: Stay,
    listed: Sequence[Listed],
    reliefs: Sequence[Relief],
    away_percent: int,
) -> _Day | None:
    ruling = [one for one in order if one.on <= day]
    if not ruling:
        return None
    plan = ruling[-1].plan
    published = published_on(day, plan.form, plan.band, listed)
    waived = max((one.percent for one in reliefs if _within(day, one.since, one.until)), default=0)
    away = any(_within(day, since, until) for since, until in stay.away)
    percent = (100 - waived) * (away_percent if away else 100)
    return _Day(day, plan, plan.price.never_above(published), percent, away)


def _care(pieces: list[list[_Day]], length: int) -> list[Line]:
    """A line for each piece; fractions are carried from line to line, and what is left at the end is dropped."""
    exact, told, lines = Fraction(0), 0, []
    for piece in pieces:
        share, days = _share(piece, length)
        amount = None
        if share is not None:
            exact += share
            amount = int(exact) - told
            told += amount
        lines.append(_line(FeeKind.CARE, piece, days, piece[0].price.fee_fen, piece[0].percent, amount))
    return lines


def _share(piece: list[_Day], length: int) -> tuple[Fraction | None, int]:
    """What a piece of a month costs exactly (None: by use), and the days that it is counted in."""
    one, care_days = piece[0], sum(day.cares for day in piece)
    asked = Fraction(one.price.fee_fen * one.percent, 100 * 100)
    match one.price.unit:
        case FeeUnit.MONTH:
            return asked * len(piece) / length, len(piece)
        case FeeUnit.DAY:
            return asked * care_days, care_days
        case FeeUnit.HOUR:
            return asked * care_days * one.plan.minutes / 60, care_days
        case FeeUnit.FREE:
            return Fraction(0), len(piece)
        case _:
            return None, care_days


def _meals(piece: list[_Day]) -> Line | None:
    days, price = sum(day.cares for day in piece), piece[0].price.meal_fen
    return _line(FeeKind.MEAL, piece, days, price, 100 * 100, days * price) if days and price else None


def _line(
    kind: FeeKind, piece: list[_Day], days: int, price_fen: int, percent: int, amount: int | None
) -> Line:
    one = piece[0]
    agreed = one.plan.price
    return Line(
        kind=kind,
        form=one.plan.form,
        since=one.on,
        last=piece[-1].on,
        days=days,
        unit=FeeUnit.DAY if kind == FeeKind.MEAL else one.price.unit,
        price_fen=price_fen,
        minutes=one.plan.minutes,
        percent=percent // 100,
        amount_fen=amount,
        away=one.away,
        lowered=price_fen < (agreed.meal_fen if kind == FeeKind.MEAL else agreed.fee_fen),
    )


def _within(day: date, since: date, until: date | None) -> bool:
    return since <= day and (until is None or day < until)
