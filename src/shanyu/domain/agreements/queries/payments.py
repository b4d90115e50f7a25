"""What was paid for a child, month by month, and the receipts of it."""

from dataclasses import dataclass
from datetime import date, datetime

from shanyu.domain.agreements.balances import Balance, Settled, balances_of, effective, months_of
from shanyu.domain.agreements.models import Payment
from shanyu.domain.agreements.refusals import NoReceipt, PaperNotReady
from shanyu.domain.agreements.ruling import papers_in_force
from shanyu.domain.agreements.words import money_words, month_words
from shanyu.domain.enrolment.models import Case
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.clock import local, today
from shanyu.kernel.codes import said_code
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class PaymentLine:
    """One entry of the book. `amount` is in words, negative where it `reverses` the entry with that number.

    `void`: it was taken back by another. `why` a reversing one was made, in words. `ready`: its receipt can be
    opened with `agreements.read_receipt`; `code` is the one printed on it.
    """

    payment: Payment
    number: str
    month: date
    month_word: str
    amount_fen: int
    amount: str
    method: str
    received_on: date
    recorded_at: datetime
    void: bool
    reverses: str
    why: str
    ready: bool
    code: str


@dataclass(frozen=True)
class MonthLine:
    """How a month stands, in fen and in words; `settled` is a value of `Settled`. `open` is never below nothing:
    what was paid beyond the fee is `over`. Not `whole`: something of it goes by use."""

    month: date
    month_word: str
    due_fen: int
    paid_fen: int
    open_fen: int
    due: str
    paid: str
    open: str
    over: str
    settled: str
    whole: bool


@dataclass(frozen=True)
class Payments:
    """The entries of a case, the newest first, and its months, the oldest first.

    `takes`: everybody has signed, so money can be recorded. `open_fen` is what is open of all these months, but for
    those before the site kept its book here.
    """

    lines: list[PaymentLine]
    months: list[MonthLine]
    takes: bool
    open_fen: int
    open: str

    @property
    def balance(self) -> MonthLine | None:
        """How the one month that was asked for stands; nothing before the agreement is signed."""
        return self.months[0] if self.months else None


@query("agreements.payments", on=Case)
def payments(actor: Actor, case: Case, month: date | None = None) -> Payments:
    """What was paid for the month of a day and how it stands; without one, for every month until this one.

    Before the agreement is signed there is nothing.
    """
    papers = effective(papers_in_force(case))
    rows = Payment.objects.filter(case=case).select_related("document", "reverses", "reversal")
    if month is not None:
        rows = rows.filter(month=month.replace(day=1))
    found = list(rows.order_by("-pk"))
    audit.touched(*found)
    asked = months_of(case, papers, today()) if month is None else [month.replace(day=1)]
    stands = balances_of(case, papers, asked) if papers else []
    left = sum(max(one.open_fen, 0) for one in stands if one.kept)
    return Payments(
        lines=[_line(one) for one in found],
        months=[_month(one) for one in stands],
        takes=bool(papers),
        open_fen=left,
        open=money_words(left),
    )


@query("agreements.read_receipt", on=Payment)
def read_receipt(actor: Actor, payment: Payment) -> File:
    """The receipt of a payment as PDF, also when it was reversed since: its code then says that it holds no more.

    Raises PaperNotReady while it is being made, NoReceipt where none will be, NoFile and FileLost.
    """
    if payment.document is None:
        void = payment.reverses_id is not None or Payment.objects.filter(reverses=payment).exists()
        raise NoReceipt if void else PaperNotReady
    return opened(payment.document.upload)


def _line(row: Payment) -> PaymentLine:
    void = hasattr(row, "reversal")
    why = " · ".join(filter(None, [row.get_reason_display(), row.words.reveal() if row.words else ""]))
    return PaymentLine(
        payment=row,
        number=row.said_number,
        month=row.month,
        month_word=month_words(row.month),
        amount_fen=row.amount_fen,
        amount=money_words(row.amount_fen),
        method=row.get_method_display(),
        received_on=row.received_on,
        recorded_at=local(row.created_at),
        void=void,
        reverses=row.reverses.said_number if row.reverses else "",
        why=why,
        ready=row.document is not None and not void,
        code=said_code(row.document.code) if row.document and not void else "",
    )


def _month(one: Balance) -> MonthLine:
    return MonthLine(
        month=one.month,
        month_word=month_words(one.month),
        due_fen=one.due_fen,
        paid_fen=one.paid_fen,
        open_fen=one.open_fen,
        due=money_words(one.due_fen),
        paid=money_words(one.paid_fen),
        open=money_words(max(one.open_fen, 0)),
        over=money_words(-one.open_fen) if one.settled == Settled.OVER else "",
        settled=one.settled,
        whole=one.whole,
    )
