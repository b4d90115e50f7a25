"""Two months of the book of the cast's own nursery, as its head would have kept it, with one payment taken back."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID, uuid5

from shanyu.domain.agreements import actions
from shanyu.domain.agreements.balances import balances_of
from shanyu.domain.agreements.models import Payment
from shanyu.domain.agreements.ruling import papers_in_force
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.people.actors import actor_for
from shanyu.domain.providers.models import Site
from shanyu.kernel import clock

#: Of how many children the book is kept, and on which day of a month the first of them pays.
MOST, FIRST_DAY = 6, 3
_WAYS = ("wechat", "alipay", "transfer")
Act = tuple[datetime, Callable[[], object]]


def write_payments(site: Site, head: int, day: date) -> None:
    """The last month is paid by all, after a slip with the first amount; this month by all but the last child."""
    this = day.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    there = Placement.objects.filter(site=site, during__startswith__lt=before).values("case")
    cases = (
        Case.objects.filter(pk__in=there, state="attending")
        .select_related("site__region")
        .order_by("pk")[:MOST]
    )
    todo: list[Act] = []
    for place, case in enumerate(cases):
        book = _Book(case, head, _WAYS[place % len(_WAYS)])
        todo += book.paid(before, place, slip=place == 0)
        if place < len(cases) - 1:
            todo += book.paid(this, place)
    for at, act in sorted(todo, key=lambda one: one[0]):
        if at.date() < day:
            with clock.frozen(at):
                act()


class _Book:
    """What the head writes about one child."""

    def __init__(self, case: Case, head: int, method: str) -> None:
        self.case, self.head, self.method = case, head, method

    def paid(self, month: date, place: int, *, slip: bool = False) -> list[Act]:
        """A month's payment; with a slip half the amount first, taken back and recorded anew within the hour."""
        at = datetime.combine(
            month + timedelta(days=FIRST_DAY - 1 + place), time(9, 10 + place), clock.SHANGHAI
        )
        [balance] = balances_of(self.case, papers_in_force(self.case), [month])
        due = balance.due_fen
        if not slip:
            return [(at, partial(self._record, month, due, "whole"))]
        return [
            (at, partial(self._record, month, due // 2, "slip")),
            (at + timedelta(minutes=20), partial(self._take_back, month)),
            (at + timedelta(minutes=25), partial(self._record, month, due, "whole")),
        ]

    def _record(self, month: date, amount_fen: int, what: str) -> Payment:
        return actions.record_payment(
            actor_for(self.head, assurance=2), self.case, month=month, amount_fen=amount_fen, method=self.method,
            received_on=clock.today(), key=self._key(month, what),
        )  # fmt: skip

    def _take_back(self, month: date) -> Payment:
        slip = Payment.objects.get(site=self.case.site_id, key=self._key(month, "slip"))
        return actions.reverse_payment(actor_for(self.head, assurance=2), slip, reason="amount")

    def _key(self, month: date, what: str) -> UUID:
        return uuid5(self.case.public_id, f"{month} {what}")
