"""What goes in and out of the API. Fees in fen, distances in metres, areas in square metres, times as HH:MM."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from shanyu.domain.providers.kinds import FeeUnit, RunningModel, ServiceForm, SiteKind, SiteState
from shanyu.kernel.coordinates import Datum

LONGITUDE = r"-?(180(\.0{1,12})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,12})?)"
LATITUDE = r"-?(85(\.0{1,12})?|(8[0-4]|[0-7]?[0-9])(\.[0-9]{1,12})?)"
Place = Annotated[str, StringConstraints(pattern=rf"^{LONGITUDE},{LATITUDE}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,12}$")]

Kind = Annotated[SiteKind, Field(description="Kind of site")]


class SitesAsked(Schema):
    """Which sites, in which order. All filters together must hold."""

    near: Place | None = Field(
        None, description="LON,LAT of the place to walk from", examples=["120.137,30.312"]
    )
    work: Place | None = Field(None, description="LON,LAT of a second place: sites near either are found")
    datum: Datum = Field(Datum.WGS84, description="Datum of all coordinates asked and answered")
    kind: list[SiteKind] = Field([], description="Kinds of site; several may be given", max_length=20)
    form: list[ServiceForm] = Field([], description="Forms of service; several may be given", max_length=20)
    inclusive: bool | None = Field(None, description="Only inclusive (普惠) sites, or only others")
    child_months: int | None = Field(None, ge=0, le=216, description="The child's age in completed months")
    max_fee_fen: int | None = Field(
        None,
        ge=0,
        le=10_000_000,
        description="Highest fee of a fitting offer; monthly unless `form` is given",
    )
    has_free: bool = Field(False, description="Only sites with a free place (for the child's age, if given)")
    opens_by: Clock | None = Field(None, description="An offer that opens at this time or before")
    open_until: Clock | None = Field(None, description="An offer that is open at least until this time")
    q: str = Field("", max_length=60, description="Words of name, address or operator; pinyin for names")
    region: Code | None = Field(None, description="Division code; sites within it")
    minutes: float | None = Field(None, ge=1, le=60, description="Within so many minutes on foot of `near`")
    sort: str = Field("walk", pattern="^(walk|fee|free|name)$", description="walk, fee, free or name")
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=10_000)


class RegionsAsked(Schema):
    """Which divisions: all of today, or one and all within it."""

    under: Code | None = Field(None, description="Code of a division")
    limit: int = Field(100, ge=1, le=100)
    offset: int = Field(0, ge=0, le=10_000)


class RegionBrief(Schema):
    code: str
    level: str
    name: str
    name_en: str


class RegionOut(RegionBrief):
    parent: str | None = Field(None, description="Code of the division above")


class Regions(Schema):
    items: list[RegionOut]
    total: int
    next: str | None = Field(None, description="Path of the next page")


class Fee(Schema):
    fen: int
    unit: FeeUnit


class TrustReason(Schema):
    state: str = Field(..., description="valid, soon, warning or closed")
    words: str


class TrustOut(Schema):
    """Why the site can be trusted: the worst of its lines, and the lines."""

    state: str = Field(..., description="valid, soon, warning or closed")
    lines: list[TrustReason]


class SiteBrief(Schema):
    """What is the same in the list and on the page."""

    id: UUID
    name: str
    name_en: str
    kind: SiteKind
    kind_name: str
    state: SiteState
    running_model: RunningModel
    inclusive: bool
    region: RegionBrief
    operator: str
    address: str
    address_en: str
    phone: str
    lon: float
    lat: float
    free_places: int
    trust: TrustOut
    href: str = Field(..., description="Path of the site's page in this API")


class SiteItem(SiteBrief):
    """A site in a list; metres and minutes are null without `near`."""

    distance_m: float | None = Field(None, description="Metres in a straight line from `near`")
    walk_minutes: float | None = None
    walk_estimated: bool = Field(False, description="Minutes come from the straight line, not from streets")
    work_minutes: float | None = None
    free_for_child: int | None = None
    fee: Fee | None = None
    forms: list[ServiceForm]
    opens: str | None = None
    closes: str | None = None


class WalkNote(Schema):
    """Where the walking minutes come from."""

    known: bool = Field(..., description="Whether a walking network covers the place")
    straight_line_factor: float | None = Field(None, description="What the straight line is multiplied by")
    source: str | None = None
    synthetic: bool | None = None


class Sites(Schema):
    items: list[SiteItem]
    total: int
    total_is_least: bool = Field(..., description="There may be more than `total`")
    next: str | None = Field(None, description="Path of the next page")
    datum: Datum
    walk: WalkNote


class RoomOut(Schema):
    name: str
    use: str
    area_m2: float
    floor: int
    has_camera: bool


class ClassOut(Schema):
    name: str
    band: str
    band_name: str
    licensed: int
    free: int
    children_per_carer: int | None = None
    carers: int
    ratio_ok: bool | None = None
    ratio_rule: str | None = Field(None, description="Title, document and article of the ratio's rule")


class OfferOut(Schema):
    form: ServiceForm
    band: str
    weekdays: list[int] = Field(..., description="ISO numbers, 1 is Monday")
    opens: str
    closes: str
    fee: Fee
    meal_fee_fen: int
    cap_fen: int | None = Field(None, description="The region's cap on this fee for inclusive sites")
    cap_source: str | None = None
    over_cap: bool


class StaffOut(Schema):
    name: str = Field(..., description="Family name and form of address only")
    role: str
    role_name: str
    full_time: bool
    credentials: list[str]


class AuthorisationOut(Schema):
    kind: str
    number: str
    authority: str
    issued_on: date | None = None
    valid_until: date | None = Field(None, description="The first day it no longer holds; null for no end")


class CertificateOut(Schema):
    kind: str
    kind_name: str
    issued_on: date
    expires_on: date | None = None


class SitePageOut(SiteBrief):
    """A site's page."""

    datum: Datum
    introduction: str
    introduction_en: str
    meals: str
    meals_en: str
    camera_policy: str
    camera_policy_en: str
    outdoor_m2: float
    licensed_places: int
    rooms: list[RoomOut]
    classes: list[ClassOut]
    offers: list[OfferOut]
    staff: list[StaffOut]
    authorisation: AuthorisationOut | None = None
    certificates: list[CertificateOut]
    owner: str | None = Field(None, description="Owner of the building, where it is not the operator")
    opened_on: date | None = None
    closed_on: date | None = None
    history_since: date


class SiteAsked(Schema):
    datum: Datum = Field(Datum.WGS84, description="Datum of the answer's coordinates")
