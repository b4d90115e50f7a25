"""Fees in words, in the language that is on."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.agreements.drawing import Terms
from shanyu.domain.agreements.fees import Line, MonthFee
from shanyu.domain.agreements.kinds import FeeKind
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.words import day_words, days_words, money_words, month_words, price_words
from shanyu.domain.providers.kinds import FeeUnit, ServiceForm


@dataclass(frozen=True)
class FeeLine:
    """One line in words: what, for which days, how it is reckoned; `amount` is empty where it goes by use."""

    what: str
    days: str
    reckoned: str
    amount: str
    amount_fen: int | None


@dataclass(frozen=True)
class FeeView:
    """The fee of a month. Not `whole`: what goes by use is not in the total."""

    month: date
    month_word: str
    lines: list[FeeLine]
    total: str
    total_fen: int
    whole: bool
    fee: MonthFee


def prices_of(paper: Paper | Terms) -> list[tuple[str, str]]:
    """The prices that a paper sets, or would set: what for, and how much."""
    told = [(str(ServiceForm(paper.form).label), price_words(paper.fee_fen, paper.fee_unit))]
    if paper.meal_fee_fen:
        told.append((str(FeeKind.MEAL.label), price_words(paper.meal_fee_fen, FeeUnit.DAY)))
    return told


def view_of(fee: MonthFee) -> FeeView:
    """A month's fee in the reader's language."""
    return FeeView(
        month=fee.month,
        month_word=month_words(fee.month),
        lines=[_line(line) for line in fee.lines],
        total=money_words(fee.total_fen),
        total_fen=fee.total_fen,
        whole=fee.whole,
        fee=fee,
    )


def _line(line: Line) -> FeeLine:
    meal = line.kind == FeeKind.MEAL
    return FeeLine(
        what=str(FeeKind.MEAL.label if meal else ServiceForm(line.form).label),
        days=_("%(first)s至%(last)s") % {"first": day_words(line.since), "last": day_words(line.last)},
        reckoned=" · ".join(_reckoned(line)),
        amount="" if line.amount_fen is None else money_words(line.amount_fen),
        amount_fen=line.amount_fen,
    )


def _reckoned(line: Line) -> list[str]:
    said = [price_words(line.price_fen, line.unit)]
    if line.unit != FeeUnit.FREE:
        said.append(days_words(line.days))
    if line.unit == FeeUnit.HOUR:
        said.append(_("每天 %(hours)s 小时") % {"hours": f"{line.minutes / 60:g}"})
    if line.kind == FeeKind.MEAL:
        said.append(_("按约定天数预计，按实际出勤结算"))
    if line.amount_fen is None:
        said.append(_("按实际使用结算"))
    if line.away:
        said.append(_("暂停期间"))
    if line.percent != 100:
        said.append(_("按 %(percent)s%% 收取") % {"percent": line.percent})
    if line.lowered:
        said.append(_("按公布的较低标准"))
    return said
