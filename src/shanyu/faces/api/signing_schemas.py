"""What goes in and out of the API of documents and agreements."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from shanyu.domain.agreements.kinds import PaperState
from shanyu.domain.enrolment.kinds import DocumentKind, DocumentState, Side

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class DocumentOut(Schema):
    """One document that the place asks for at entry. `source` says where it comes from, in words in `source_name`."""

    kind: DocumentKind
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
    fee_fen: int
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
