"""What of the fee of each month was paid, and what of it is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Min, Sum

from shanyu.domain.agreements.kinds import EFFECTIVE
from shanyu.domain.agreements.models import Paper, Payment
from shanyu.domain.agreements.ruling import fees_of, stay_of
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.months import month_after


class Settled(StrEnum):
    """How a month stands."""

    NOTHING = "nothing"  # it costs nothing
    OPEN = "open"
    PAID = "paid"
    OVER = "over"  # more was paid than it costs now
    BY_USE = "by_use"  # what is known of it is paid, and the rest goes by use
    OUTSIDE = "outside"  # before the site kept its book here: nobody is told to owe it


@dataclass(frozen=True)
class Balance:
    """A month in fen: what it costs as far as that is known, and what was paid. Not `whole`: some of it goes by use.

    `kept`: the site kept its book here by then.
    """

    month: date
    due_fen: int
    paid_fen: int
    whole: bool
    kept: bool

    @property
    def open_fen(self) -> int:
        """What is not paid yet; negative where more was paid than is due."""
        return self.due_fen - self.paid_fen

    @property
    def settled(self) -> Settled:
        if not self.kept:
            return Settled.OUTSIDE
        if self.open_fen > 0:
            return Settled.OPEN
        if not self.whole:
            return Settled.BY_USE
        if self.open_fen < 0:
            return Settled.OVER
        return Settled.PAID if self.due_fen else Settled.NOTHING


def balances_of(case: Case, papers: Iterable[Paper], months: Iterable[date]) -> list[Balance]:
    """How these months stand, by these papers and the site's book."""
    sums = Payment.objects.filter(case=case).order_by().values_list("month").annotate(Sum("amount_fen"))
    paid, begins = dict(sums), book_begins(case)
    return [
        Balance(fee.month, fee.total_fen, paid.get(fee.month, 0), fee.whole, begins <= fee.month)
        for fee in fees_of(case, months, papers)
    ]


def book_begins(case: Case) -> date:
    """The month of the first entry in the book of a case's site; without any, a day that never comes."""
    entries = Payment.objects.filter(site=case.site_id).aggregate(month=Min("month"), day=Min("received_on"))
    return min(entries["month"], entries["day"].replace(day=1)) if entries["month"] else date.max


def effective(papers: Iterable[Paper]) -> list[Paper]:
    """Those that rule, or have ruled: money comes only for what was signed."""
    return [one for one in papers if one.state in EFFECTIVE]


def months_of(case: Case, papers: Iterable[Paper], until: date) -> list[date]:
    """The months from the first day on until that of `until` or of the last day, and those that money came for."""
    found = set(Payment.objects.filter(case=case).order_by().values_list("month", flat=True))
    stay = stay_of(case, papers)
    if stay.begins < date.max:
        month, last = stay.begins.replace(day=1), max(until, stay.begins)
        while month <= last and (stay.ends is None or month < stay.ends):
            found.add(month)
            month = month_after(month)
    return sorted(found)
