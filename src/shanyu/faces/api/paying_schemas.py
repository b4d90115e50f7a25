"""What goes in and out of the API of payments. Amounts in fen."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from shanyu.domain.agreements.actions.paying import LONGEST_WORDS, MOST_FEN
from shanyu.domain.agreements.balances import Settled
from shanyu.domain.agreements.kinds import Method, ReversalReason

MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class PaymentOut(Schema):
    """One entry of the site's book. Its `number` has no gaps in a site and year; below nothing it reverses another."""

    id: UUID
    number: str = Field(..., description="Such as 2026-00012")
    month: MonthText
    amount_fen: int
    method: Method
    method_name: str
    received_on: date
    recorded_at: datetime
    reversed: bool = Field(..., description="Another entry has taken it back: it counts no more")
    reverses: str = Field(..., description="The number of the entry that it takes back; empty for a payment")
    reason: str = Field(..., description="Why it takes it back, in words")
    receipt_ready: bool
    code: str = Field(..., description="Code by which anybody can verify the receipt; empty without one")


class MonthStandsOut(Schema):
    """How a month stands. Not `whole`: what goes by use is not in `due_fen`. `open_fen` is negative where too much
    was paid."""

    month: MonthText
    due_fen: int
    paid_fen: int
    open_fen: int
    whole: bool
    settled: Settled


class PaymentsOut(Schema):
    """Entries, the newest first, and how the months stand, the oldest first. Nothing before everybody has signed."""

    items: list[PaymentOut]
    months: list[MonthStandsOut]


class PaymentIn(Schema):
    """What the site has received for a month: never more than is open of it. No money moves through the platform."""

    month: MonthText
    amount_fen: int = Field(..., ge=1, le=MOST_FEN)
    method: Method
    received_on: date


class ReversalIn(Schema):
    """Why an entry is taken back; `words` where the reason is `other`, for the family to read too."""

    reason: ReversalReason
    words: str = Field("", max_length=LONGEST_WORDS)
