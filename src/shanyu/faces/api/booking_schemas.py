"""What goes in and out of the API of sessions and bookings. Moments are RFC 3339; ages are completed months."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from shanyu.domain.booking.kinds import BookingState, Group, SessionKind, SessionState, Unit
from shanyu.faces.api.schemas import Place
from shanyu.kernel.coordinates import Datum

Months = Annotated[int, Field(ge=0, le=216)]
Day = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Spoken = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class SessionsAsked(Schema):
    """Which sessions: published ones that have not begun. All filters together must hold."""

    near: Place | None = Field(
        None, description="LON,LAT of the place to walk from", examples=["120.137,30.312"]
    )
    datum: Datum = Field(Datum.WGS84, description="Datum of all coordinates asked and answered")
    minutes: int | None = Field(None, ge=1, le=60, description="Within so many minutes on foot of `near`")
    months: list[Months] = Field([], max_length=10, description="Ages of children: sessions for one of them")
    kind: list[SessionKind] = Field(
        [], max_length=10, description="Kinds; without any: activities, courses and trainings"
    )
    spoken: Spoken | None = Field(None, description="Language that is spoken, for example `zh`")
    since: Day | None = Field(
        None, description="First day, YYYY-MM-DD; today unless given or past, a year ahead at the most"
    )
    days: int = Field(8, ge=1, le=92, description="So many days, the first counted in")
    free_places: bool = Field(False, description="Only sessions with a free place now")
    sort: str = Field("time", pattern="^(time|walk)$", description="time, or walk from `near`")
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=1_000)


class SessionAsked(Schema):
    datum: Datum = Field(Datum.WGS84, description="Datum of the answer's coordinates")


class KeptOut(Schema):
    """Places kept for a group until they open to all."""

    group: Group
    free: int
    open_to_all_at: datetime


class WaveOut(Schema):
    """Places that open later."""

    opens_at: datetime
    places: int
    group: str


class PlacesOut(Schema):
    capacity: int
    taken: int
    free: int = Field(..., description="Free for everybody now")
    waiting: int = Field(..., description="Families in line")
    kept: list[KeptOut]
    later: list[WaveOut]


class HostOut(Schema):
    id: UUID
    name: str
    name_en: str


class SessionItem(Schema):
    """A session in a list; minutes are null without `near`."""

    id: UUID
    kind: SessionKind
    kind_name: str
    state: SessionState
    title: str
    title_en: str
    host: HostOut
    starts_at: datetime
    ends_at: datetime
    place: str
    place_en: str
    lon: float
    lat: float
    spoken: str
    age_from: int
    age_to: int = Field(..., description="Oldest completed months, counted in")
    unit: Unit
    price_fen: int
    opens_at: datetime = Field(..., description="When booking opens")
    closes_at: datetime
    cancel_until: datetime = Field(..., description="Until when cancelling is free")
    popular: bool
    places: PlacesOut
    walk_minutes: float | None = None
    href: str = Field(..., description="Path of the session in this API")


class Sessions(Schema):
    items: list[SessionItem]
    total: int
    total_is_least: bool = Field(..., description="There may be more than `total`")
    next: str | None = Field(None, description="Path of the next page")
    datum: Datum


class SessionOut(SessionItem):
    """A session's page."""

    datum: Datum
    summary: str
    summary_en: str
    bring: str
    bring_en: str
    most_adults: int
    agreement: str | None = Field(None, description="Title of the text to be signed before booking")
    cancelled_because: str


class ChildOut(Schema):
    """One's own child before a session. `why`: empty where it fits, else unborn, too_young, too_old or clash."""

    id: UUID
    months: int
    why: str


class BookIn(Schema):
    """Whom to book for: children of one household, all or nothing."""

    children: list[UUID] = Field([], max_length=6, description="May be empty where a place is a family's")
    adults: int = Field(1, ge=1, le=20)
    join: bool = Field(True, description="Stand in line where it is full")


class BookingOut(Schema):
    """A booking. `position` is the place in line; `code` is shown at the door."""

    id: UUID
    session: UUID
    title: str
    starts_at: datetime
    state: BookingState
    state_name: str
    places: int
    adults: int
    position: int | None = None
    until: datetime | None = Field(None, description="Until when an offer or a hold is to be taken up")
    code: str = ""
    href: str = Field(..., description="Path of the booking in this API")


class BookingsAsked(Schema):
    page: int = Field(1, ge=1, le=1_000, description="Page of the past bookings, 20 each")


class Bookings(Schema):
    """What waits for an answer, what comes, where the family waits in line, and a page of what was.

    `called_off`: the host called the session off, and its time has not passed yet.
    """

    asked: list[BookingOut]
    called_off: list[BookingOut]
    coming: list[BookingOut]
    line: list[BookingOut]
    past: list[BookingOut]
    past_total: int


class HostSessionsAsked(Schema):
    since: Day | None = Field(None, description="First day, YYYY-MM-DD, counted in")
    until: Day | None = Field(None, description="Last day, YYYY-MM-DD, counted in")
    page: int = Field(1, ge=1, le=10_000, description="Page, 50 sessions each")


class HostSession(Schema):
    """A session as its host counts it; drafts are among them."""

    id: UUID
    kind: SessionKind
    state: SessionState
    title: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    waiting: int


class HostSessions(Schema):
    items: list[HostSession]
    total: int
    page: int
    size: int
