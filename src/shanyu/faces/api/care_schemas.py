"""What goes in and out of the API of the daily record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from shanyu.domain.care.actions.recording import MOST


class EntriesIn(Schema):
    """Entries as the provider's own system has them. A bad one is refused by itself and stops no good one."""

    entries: list[dict[str, Any]] = Field(
        ...,
        max_length=MOST,
        description=(
            "Each with `mark` (a fresh UUID: sent again it is the same entry), `child` (id), `kind`, `at` (ISO 8601 "
            "with its zone), `facts` by kind, and where they apply `note`, `by` (worker's id), `batch`, `replaces` "
            "(marks of the entries that it corrects) and `withdrawn`. Kinds and facts: docs/care.md."
        ),
    )
    sent_at: AwareDatetime | None = Field(
        None, description="What the sender's clock says now: times are put right by its difference"
    )


class RefusedEntry(Schema):
    """An entry that was not taken, with the reason and what to do. `mark` is as it was sent, empty where unreadable."""

    mark: str
    code: str
    says: str
    next_step: str


class EntriesOut(Schema):
    """What became of the entries, by their marks: new, known already, or refused."""

    accepted: list[UUID]
    known: list[UUID]
    refused: list[RefusedEntry]


class FloorChildOut(Schema):
    """One child of a class and where it stands. `leave`: the reason of a leave that covers the day, or empty."""

    id: UUID
    name: str
    present: bool
    arrived_at: datetime | None
    left_at: datetime | None
    checks: list[str]
    outcome: str = Field(..., description="What followed from the last check, or empty")
    outdoor_minutes: int
    leave: str
    disputed: bool = Field(..., description="Two entries contradict each other")


class FloorOut(Schema):
    """A class on a day: its children, and children and carers who are there now."""

    class_id: int
    name: str
    day: date
    children_present: int
    carers_present: int
    children_per_carer: int | None = Field(
        ..., description="The most that the rule allows; null without a rule"
    )
    above_ratio: bool
    children: list[FloorChildOut]
