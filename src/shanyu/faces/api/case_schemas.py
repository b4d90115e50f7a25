"""What goes in and out of the API of enrolment. Months are completed; a last day is counted in."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from shanyu.domain.enrolment.kinds import (
    ApplicationState,
    CaseState,
    EntryKind,
    Group,
    OfferState,
    PlacementState,
    Reason,
)
from shanyu.domain.providers.kinds import AgeBand, ServiceForm
from shanyu.faces.api.schemas import Clock

ClassId = Annotated[int, Field(ge=1, le=2**31 - 1, description="Id of a class, as the board tells it")]
Words = Annotated[str, Field(max_length=200, description="In the site's own words; never about health")]
Weekday = Annotated[int, Field(ge=1, le=7)]


class SiteNamed(Schema):
    id: UUID
    name: str
    name_en: str


class NextOut(Schema):
    """What comes next for the side that asks: whether it is its turn, until when, and which steps it may take."""

    says: str
    mine: bool
    due_at: datetime | None
    may: list[str]


class StepOut(Schema):
    """A case after a step."""

    id: UUID
    state: CaseState
    state_name: str
    due_at: datetime | None
    away_since: date | None = None
    last_day: date | None = None


class CaseBrief(StepOut):
    """A case in the family's list. `asks`: at how many sites it stands; `site`: where a place was accepted."""

    child: UUID
    form: ServiceForm
    wanted_from: date
    site: SiteNamed | None
    asks: int
    next: NextOut
    href: str = Field(..., description="Path of the case in this API")


class StandingOffer(Schema):
    """A place that is offered and held. `agreed`: guardians who have said yes, where two must."""

    id: UUID
    care_class: str
    starts_on: date
    until: datetime = Field(..., description="Until when it stands")
    agreed: int


class ApplicationOut(Schema):
    """What became of the wish at one site. `position` counts from 1 while it waits."""

    id: UUID
    site: SiteNamed
    rank: int | None
    state: ApplicationState
    state_name: str
    reason: str
    reason_name: str
    position: int | None
    offer: StandingOffer | None


class PlacementOut(Schema):
    """A place in a class, from the first day to the last; none is planned where `last_day` is null."""

    id: UUID
    care_class: str
    form: ServiceForm
    state: PlacementState
    first_day: date
    last_day: date | None


class EntryOut(Schema):
    """One step of the case's history."""

    kind: EntryKind
    kind_name: str
    state: CaseState
    site: str
    reason: str
    words: str
    at: datetime


class CaseOut(CaseBrief):
    """A case as its family reads it."""

    weekdays: list[int]
    opens: str | None
    closes: str | None
    ranked: bool
    needs_both: bool
    applications: list[ApplicationOut]
    placements: list[PlacementOut]
    entries: list[EntryOut]


class CaseIn(Schema):
    """A child's wish. `needs_both`: two guardians must agree to a place; `ranked`: the order of sites is one's own."""

    child: UUID
    sites: list[UUID] = Field(..., min_length=1, max_length=5, description="The most wanted first")
    form: ServiceForm
    wanted_from: date
    weekdays: list[Weekday] = Field([1, 2, 3, 4, 5], min_length=1, max_length=7, description="1 is Monday")
    opens: Clock | None = None
    closes: Clock | None = None
    ranked: bool = False
    needs_both: bool = False


class AskIn(Schema):
    site: UUID


class OrderIn(Schema):
    applications: list[UUID] = Field(..., min_length=1, max_length=20, description="The most wanted first")


class AcceptIn(Schema):
    leave: bool = Field(False, description="Give up the place the child has until then")


class LeaveIn(Schema):
    last_day: date


class InboxItem(Schema):
    """A case that wants something of the site or of its family. The child's name is masked before acceptance."""

    case: UUID
    application: UUID | None
    state: CaseState
    state_name: str
    child_name: str
    months: int
    overdue: bool
    next: NextOut


class WaitingOut(Schema):
    """One line of a site's waiting list. `months`: of the child on the day from which care is wanted."""

    position: int
    application: UUID
    case: UUID
    group: Group
    group_name: str
    child_name: str
    months: int
    form: ServiceForm
    wanted_from: date
    since: datetime


class FreeOut(Schema):
    """From a day on so many places are free for children who come then and stay."""

    on: date
    free: int


class ClassPlacesOut(Schema):
    """A class, and when how many of its places are free."""

    id: ClassId
    name: str
    band: AgeBand
    licensed: int
    free: list[FreeOut]


class BoardPlace(Schema):
    """One child's place in a class."""

    placement: UUID
    case: UUID
    child: UUID
    child_name: str
    form: ServiceForm
    state: PlacementState
    first_day: date
    last_day: date | None


class BoardClass(ClassPlacesOut):
    """A class with who is there or to come; `others`: places of children who are not on the platform, or kept back."""

    others: int
    places: list[BoardPlace]


class OfferIn(Schema):
    """A place in a class from a day on. Going past a family that waits before and fits needs a reason."""

    care_class: ClassId
    starts_on: date
    last_day: date | None = Field(None, description="For a place that has an end")
    reason: Reason | None = None
    words: Words = ""


class ReasonIn(Schema):
    reason: Reason
    words: Words = ""


class MoveUpIn(Schema):
    care_class: ClassId
    starts_on: date


class OfferMade(Schema):
    """An offer as its site sees it."""

    id: UUID
    application: UUID
    state: OfferState
    care_class: str
    starts_on: date
    until: datetime


class AnswerOut(Schema):
    """An application after the site's answer."""

    id: UUID
    state: ApplicationState
    reason: str
