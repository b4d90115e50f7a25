"""What a planned city is made of. The words in the fields are those of the providers' vocabulary.

Money is fen; areas are square metres; points are WGS-84 degrees; a period's end is its first day outside,
or None where it has no end.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time

import numpy as np

from shanyu.demo.geography import Geography
from shanyu.demo.network import Network


@dataclass(frozen=True)
class Owner:
    """Who owns a building. `kind`: government, public_institution, state_company or private."""

    name: str
    name_en: str
    kind: str


@dataclass(frozen=True)
class Operator:
    """The legal body that runs sites, known by `key` within the plan."""

    key: str
    name: str
    name_en: str
    credit_code: str
    nature: str
    scope_has_childcare: bool


@dataclass(frozen=True)
class Target:
    """One quality target of a contract with what was last measured."""

    name: str
    name_en: str
    unit: str
    target: float
    measured: float
    measured_on: date


@dataclass(frozen=True)
class Contract:
    """A public owner hands a building to an operator (公建民营)."""

    owner: str
    signed_on: date
    starts: date
    ends: date
    rent_waived: bool
    monthly_rent_fen: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Authorisation:
    """A filing with its number, authority, state (pending, valid, suspended) and term."""

    kind: str
    number: str
    authority: str
    authority_en: str
    state: str
    issued_on: date | None
    starts: date | None
    ends: date | None


@dataclass(frozen=True)
class Paper:
    """A certificate of a site or a credential of a worker."""

    kind: str
    number: str
    issued_by: str
    issued_on: date
    expires_on: date | None


@dataclass(frozen=True)
class Room:
    """A functional area, indoors or out."""

    name: str
    use: str
    area_m2: float
    floor: int
    has_camera: bool


@dataclass(frozen=True)
class CareClass:
    """A class of an age band with licensed, placed and held places; `room` is a room's name."""

    name: str
    band: str
    room: str
    licensed: int
    placed: int
    held: int


@dataclass(frozen=True)
class Offer:
    """A form of service with hours and fee; `band` is empty where the fee is the same for all."""

    form: str
    band: str
    weekdays: tuple[int, ...]
    opens: time
    closes: time
    fee_fen: int
    fee_unit: str
    meal_fee_fen: int
    starts: date
    ends: date | None


@dataclass(frozen=True)
class Page:
    """What a site says of itself, in both languages."""

    introduction: str
    introduction_en: str
    meals: str
    meals_en: str
    camera_policy: str
    camera_policy_en: str


@dataclass(frozen=True)
class Picture:
    """One of the package's drawings (`static/pictures/NAME.svg`) with its words."""

    drawing: str
    words: str
    words_en: str


@dataclass(frozen=True)
class Site:
    """One place where children are cared for. `operator` is an operator's key, `owner` an owner's name."""

    key: str
    reference: str
    operator: str
    owner: str | None
    kind: str
    station_grade: str
    running_model: str
    state: str
    inclusive: bool
    name: str
    name_en: str
    sort_key: str
    street: str
    community: str
    address: str
    address_en: str
    lon: float
    lat: float
    phone: str
    floor_area_m2: float
    opened_on: date
    authorisations: tuple[Authorisation, ...] = ()
    certificates: tuple[Paper, ...] = ()
    rooms: tuple[Room, ...] = ()
    classes: tuple[CareClass, ...] = ()
    offers: tuple[Offer, ...] = ()
    page: Page | None = None
    pictures: tuple[Picture, ...] = ()
    contract: Contract | None = None


@dataclass(frozen=True)
class Post:
    """What a worker does where, since when; `care_class` is a class's name or empty."""

    site: str
    role: str
    care_class: str
    full_time: bool
    starts: date


@dataclass(frozen=True)
class Worker:
    """A person who works with children, with posts at one or more sites. `cast` names a member of the cast."""

    key: str
    name: str
    name_en: str
    sex: str
    born: date
    identity: str
    mobile: str
    posts: tuple[Post, ...]
    credentials: tuple[Paper, ...]
    cast: str = ""


@dataclass(frozen=True)
class Guardian:
    """An adult with an account. `household` is an index into the households."""

    household: int
    relation: str
    name: str
    name_en: str
    sex: str
    born: date
    identity: str
    mobile: str
    cast: str = ""


@dataclass(frozen=True)
class Child:
    """A child of a household; `identity` is empty while only the birth certificate exists."""

    household: int
    name: str
    name_en: str
    sex: str
    born: date
    identity: str
    birth_certificate: str


@dataclass(frozen=True)
class Families:
    """Households with their adults and children.

    Attributes:
        lonlat: homes, float (n, 2).
        community: index of each home's community in the geography, int (n,).
        addresses: one per household.
        guardians: adults with an account. Households without one are known from the population register only.
        children: those under three first come from `under_three`; older siblings are among them too.
    """

    lonlat: np.ndarray
    community: np.ndarray
    addresses: list[str]
    guardians: list[Guardian]
    children: list[Child]

    @property
    def rows(self) -> int:
        """How many rows they become: homes, children, accounts beyond the cast's, and guardianships."""
        born = Counter(child.household for child in self.children)
        guarded = sum(born[guardian.household] for guardian in self.guardians)
        accounts = sum(not guardian.cast for guardian in self.guardians)
        return len(self.addresses) + len(self.children) + accounts + guarded


@dataclass(frozen=True)
class Population:
    """Residents of a community in a year, from `from_month` up to `to_month` of age (None: no upper end)."""

    community: str
    year: int
    from_month: int
    to_month: int | None
    people: int


@dataclass(frozen=True)
class DistrictPlan:
    """One district, whole."""

    geography: Geography
    network: Network
    owners: tuple[Owner, ...]
    operators: tuple[Operator, ...]
    sites: tuple[Site, ...]
    workers: tuple[Worker, ...]
    families: Families
    population: tuple[Population, ...]


@dataclass(frozen=True)
class Member:
    """One of the cast: who signs in, as what, over what, with one sentence in each language.

    `role` is a role of the door; `region`, `sites` and `operator` say its reach where the role needs one.
    """

    username: str
    name: str
    name_en: str
    sex: str
    born: date
    identity: str
    mobile: str
    role: str
    sentence: str
    sentence_en: str
    region: str = ""
    sites: tuple[str, ...] = ()
    operator: str = ""


@dataclass(frozen=True)
class CityPlan:
    """The whole demo: its districts, the cast, and the day and seed it was planned for."""

    seed: int
    scale: str
    today: date
    districts: tuple[DistrictPlan, ...]
    cast: tuple[Member, ...] = field(default=())
