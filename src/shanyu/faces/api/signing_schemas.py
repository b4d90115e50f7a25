"""What goes in and out of the API of documents and agreements."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from shanyu.domain.agreements.kinds import FeeKind, PaperState
from shanyu.domain.enrolment.kinds import DocumentKind, DocumentState, ReferralState, Side
from shanyu.domain.providers.kinds import FeeUnit, ServiceForm
from shanyu.faces.api.case_schemas import ClassId, Weekday
from shanyu.faces.api.schemas import Clock

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class DocumentOut(Schema):
    """One document that the place asks for at entry. `source` says where it comes from, in words in `source_name`."""

    kind: DocumentKind
    id: UUID | None = Field(
        ..., description="Key of what was handed in or fetched; null for what is known anyway"
    )
    has_file: bool
    name: str
    needed: bool
    state: DocumentState
    source: str
    source_name: str
    since: date | None
    until: date | None
    common: bool = Field(..., description="The household's: siblings have it too")


class ClauseOut(Schema):
    title: str
    paragraphs: list[str]


class FactOut(Schema):
    label: str
    value: str


class SignatureOut(Schema):
    side: Side
    signed_as: str = Field(..., description="As what, in words")
    name: str
    at: datetime
    sha256: Sha256


class PaperOut(Schema):
    """An agreement, or a change of it. `sha256` is of the whole text, in both languages: who signs names it."""

    id: UUID
    title: str
    state: PaperState
    state_name: str
    sample: bool = Field(..., description="The text is a sample and no place's own")
    begins_on: date
    form: ServiceForm
    weekdays: list[int]
    opens: str
    closes: str
    care_class: ClassId
    care_class_name: str
    fee_fen: int
    fee_unit: FeeUnit
    meal_fee_fen: int = Field(..., description="For each day; 0 where none is asked")
    sha256: Sha256
    facts: list[FactOut]
    clauses: list[ClauseOut]
    signatures: list[SignatureOut]
    families_needed: int
    waits_for: list[Side]
    may_sign: bool
    code: str = Field(
        ..., description="Code by which anybody can verify the document; empty before it is made"
    )


class AgreementOut(Schema):
    """The agreement of a case and its changes, the newest first."""

    agreement: PaperOut
    changes: list[PaperOut]


class SignIn(Schema):
    """Sign the text with this hash, and no other."""

    sha256: Sha256


class ChangeIn(Schema):
    """Another plan from a day on. Without hours the published ones hold, without a class the child stays in its own."""

    begins_on: date
    form: ServiceForm
    weekdays: list[Weekday] = Field([1, 2, 3, 4, 5], min_length=1, max_length=7, description="1 is Monday")
    opens: Clock | None = None
    closes: Clock | None = None
    care_class: ClassId | None = None


class FeeLineOut(Schema):
    """One price over some days of a month, both ends counted in. No `amount_fen`: it goes by use."""

    kind: FeeKind
    form: ServiceForm
    since: date
    last: date
    days: int
    unit: FeeUnit
    price_fen: int
    percent: int = Field(..., description="How much of it is asked, after waiver and suspension")
    amount_fen: int | None


class FeesOut(Schema):
    """What a month costs. Not `whole`: what goes by use is not in the total."""

    month: str = Field(..., description="Such as 2026-12")
    total_fen: int
    whole: bool
    lines: list[FeeLineOut]


class PreviewOut(Schema):
    """What a change would make of the month it begins in, and of the next whole one; differences are after − before."""

    before: FeesOut
    after: FeesOut
    difference_fen: int
    next_before: FeesOut
    next_after: FeesOut
    next_difference_fen: int


class ReferralOut(Schema):
    """One site asks another to look after a child too. What is passed on is read by people, on the platform's pages.

    `side`: family, out (one's own site asks) or in (it is asked). `child` is masked for a site that has not taken
    it up. `may`: agree, refuse, take, decline, end.
    """

    id: UUID
    side: str
    child: str
    months: int
    from_site: str
    to_site: str
    parts: list[str]
    state: ReferralState
    state_name: str
    since: date
    until: date | None
    may: list[str]
