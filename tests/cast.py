"""The fixed cast of people and places that tests speak of.

A small slice of a Gongshu-like district: two streets, two operators, five sites; a father, a mother, a
grandmother and their two children; a head of two sites, a carer, an operator, a station keeper, officers of
the district and of the city, an auditor, an administrator; and a stranger with no role. Every test that
needs people takes the `cast` fixture; nobody makes people of their own unless the test is about making them.
"""

from copy import deepcopy
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from functools import cache

from django.contrib.auth.hashers import make_password
from psycopg.types.range import DateRange

from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import Account, Child, Guardianship, Household, RoleGrant
from shanyu.domain.providers import kinds
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    Credential,
    Operator,
    OperatorPost,
    Owner,
    Post,
    Room,
    ServiceOffer,
    Site,
    SitePage,
    Worker,
)
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel import keys
from shanyu.kernel.door import Actor, Role
from tests import rows

#: The day and moment at which every test stands unless it says otherwise: a Saturday, 09:30 in Hangzhou.
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
SINCE = DateRange(date(2020, 1, 1), None)
PASSWORD = "bamboo-shoot-2026"


#: By the key that seals: a test with a ring of its own needs rows that its ring opens.
_made: dict[bytes, tuple["Cast", str]] = {}


@dataclass
class Cast:
    """Everybody and everything by name."""

    province: Region
    city: Region
    district: Region
    other_district: Region
    street: Region
    other_street: Region
    far_street: Region
    community: Region
    operator: Operator
    other_operator: Operator
    owner: Owner
    bamboo: Site
    willow: Site
    station: Site
    school: Site
    far: Site
    father: Account
    mother: Account
    grandmother: Account
    stranger: Account
    head: Account
    carer: Account
    boss: Account
    keeper: Account
    expert: Account
    officer: Account
    city_officer: Account
    auditor: Account
    administrator: Account
    household: Household
    daughter: Child
    son: Child

    def actor(self, name: str, *, strong: bool = True) -> Actor:
        """The named account as an actor, with its second factor shown unless `strong=False`."""
        return actor_for(getattr(self, name).pk, assurance=2 if strong else 1)

    @property
    def accounts(self) -> dict[str, Account]:
        return {
            f.name: getattr(self, f.name) for f in fields(self) if f.type == "Account" or f.type is Account
        }


def account(username: str, name: str, **facts: object) -> Account:
    made = Account(username=username, name=name, **facts)
    made.password = _hashed()
    made.save()
    return made


@cache
def _hashed() -> str:
    """One hash for all, made once: a test of sign-in types PASSWORD, the others never look."""
    return make_password(PASSWORD, "tests")


def region(code: str, level: Level, name: str, parent: Region | None) -> Region:
    made = Region.objects.create(code=code, level=level, name=name, parent=parent, valid=SINCE)
    made.refresh_from_db()
    return made


def site(
    operator: Operator, kind: str, name: str, where: Region, lon: float, lat: float, **facts: object
) -> Site:
    defaults = {
        "running_model": kinds.RunningModel.PRIVATE,
        "state": kinds.SiteState.OPEN,
        "address": f"{where.name}示范路{int(lon * 1000) % 100}号",
        "sort_key": name,
        "opened_on": date(2021, 5, 1),
    }
    return Site.objects.create(
        operator=operator, kind=kind, name=name, region=where, lon=lon, lat=lat, **{**defaults, **facts}
    )


def worker(name: str, account: Account | None = None, identity: str | None = None) -> Worker:
    return Worker.objects.create(name=name, account=account, identity=identity)


def post(who: Worker, where: Site, role: str, care_class: CareClass | None = None) -> Post:
    return Post.objects.create(worker=who, site=where, role=role, care_class=care_class, valid=SINCE)


def put() -> Cast:
    """Put the cast into the database: made once by the models, afterwards the same rows again at once."""
    ring = keys.ring()
    key = ring.keys[ring.active]
    made, statement = _made.get(key, (None, ""))
    if made is None:
        made = build()
        _made[key] = deepcopy(made), rows.remembered()
        return made
    rows.put(statement)
    return deepcopy(made)


def build() -> Cast:
    """Make the cast, row by row."""
    places = _places()
    sites = _sites(places)
    people = _people(places, sites)
    return Cast(**places, **sites, **people)


def _places() -> dict:
    province = region("33", Level.PROVINCE, "浙江省", None)
    city = region("3301", Level.CITY, "杭州市", province)
    district = region("330105", Level.COUNTY, "拱墅区", city)
    other = region("330106", Level.COUNTY, "西湖区", city)
    street = region("330105004", Level.TOWN, "和睦街道", district)
    return {
        "province": province,
        "city": city,
        "district": district,
        "other_district": other,
        "street": street,
        "other_street": region("330105005", Level.TOWN, "拱宸桥街道", district),
        "far_street": region("330106003", Level.TOWN, "北山街道", other),
        "community": region("330105004001", Level.COMMUNITY, "和睦社区", street),
    }


def _sites(places: dict) -> dict:
    operator = Operator.objects.create(
        name="小竹林托育服务有限公司", nature="company", scope_has_childcare=True
    )
    other = Operator.objects.create(name="柳浪社会服务中心", nature="non_profit", scope_has_childcare=True)
    owner = Owner.objects.create(name="和睦街道办事处", kind="government")
    bamboo = site(
        operator, "nursery", "小竹林托育园", places["street"], 120.1365, 30.3120,
        inclusive=True, running_model="public_built", owner=owner, name_en="Little Bamboo Nursery",
    )  # fmt: skip
    willow = site(operator, "nursery", "小竹林托育园柳浪分园", places["other_street"], 120.1450, 30.3200)
    station = site(
        other, "station", "和睦成长驿站", places["street"], 120.1380, 30.3130,
        station_grade="demonstration", floor_area_m2=120, running_model="public",
    )  # fmt: skip
    school = site(
        other, "school", "和睦小学暑期托管", places["street"], 120.1400, 30.3100, running_model="public"
    )
    far = site(other, "nursery", "北山托育园", places["far_street"], 120.1300, 30.2700)
    _furnish(bamboo, fee_fen=268000)
    _furnish(willow, fee_fen=498000)
    return {
        "operator": operator,
        "other_operator": other,
        "owner": owner,
        "bamboo": bamboo,
        "willow": willow,
        "station": station,
        "school": school,
        "far": far,
    }


def _furnish(where: Site, *, fee_fen: int) -> None:
    """Filing, fire certificate, one room, one class with five free places, one offer, a published page."""
    Authorisation.objects.create(
        site=where, kind="filing", number=f"备{where.pk:06d}", authority="拱墅区卫生健康局", state="valid",
        issued_on=date(2021, 6, 1), valid=DateRange(date(2021, 6, 1), None),
    )  # fmt: skip
    Certificate.objects.create(
        site=where, kind="fire", issued_on=date(2026, 3, 1), expires_on=date(2027, 3, 1)
    )
    room = Room.objects.create(
        site=where, name="向阳活动室", use="living", area_m2=80, floor=1, has_camera=True
    )
    Room.objects.create(site=where, name="小院", use="outdoor", area_m2=60, floor=1)
    CareClass.objects.create(
        site=where, name="向阳班", band="older_toddler", room=room, licensed=20, placed=14, held=1
    )
    ServiceOffer.objects.create(
        site=where, form="full_day", weekdays=[1, 2, 3, 4, 5], opens=time(7, 30), closes=time(18, 30),
        fee_fen=fee_fen, fee_unit="month", meal_fee_fen=2000, valid=DateRange(date(2026, 1, 1), None),
    )  # fmt: skip
    SitePage.objects.create(
        site=where, state="published", introduction="和睦新村里的一家小园。", introduction_en="A small nursery.",
        published_at=NOW,
    )  # fmt: skip


def _people(places: dict, sites: dict) -> dict:
    people = {
        "father": account("father", "陈大山"),
        "mother": account("mother", "林小满"),
        "grandmother": account("grandmother", "王秀兰"),
        "stranger": account("stranger", "路过"),
        "head": account("head", "翟园长"),
        "carer": account("carer", "周老师"),
        "boss": account("boss", "许经理"),
        "keeper": account("keeper", "沈阿姨"),
        "expert": account("expert", "何医生"),
        "officer": account("officer", "郑科长"),
        "city_officer": account("city_officer", "胡处长"),
        "auditor": account("auditor", "审计员"),
        "administrator": account("administrator", "管理员"),
    }
    household = Household.objects.create(
        region=places["community"], address="和睦新村9幢1单元101室", lon="120.137", lat="30.312"
    )
    daughter = Child.objects.create(household=household, name="陈小丸", sex="f", born=date(2024, 8, 11))
    son = Child.objects.create(household=household, name="陈小树", sex="m", born=date(2026, 2, 28))
    for child in (daughter, son):
        for who, relation in (("father", "father"), ("mother", "mother")):
            Guardianship.objects.create(
                account=people[who], child=child, relation=relation, valid=DateRange(child.born, None)
            )
    head = worker("翟园长", people["head"])
    post(head, sites["bamboo"], "head")
    post(head, sites["willow"], "head")
    carer = worker("周老师", people["carer"])
    post(carer, sites["bamboo"], "carer", sites["bamboo"].classes.get())
    Credential.objects.create(
        worker=carer, kind="health", issued_on=date(2025, 12, 11), expires_on=date(2026, 12, 11)
    )
    post(worker("沈阿姨", people["keeper"]), sites["station"], "station_keeper")
    OperatorPost.objects.create(account=people["boss"], operator=sites["operator"], valid=SINCE)
    for who, role, where in (
        ("expert", Role.EXPERT, places["district"]),
        ("officer", Role.DISTRICT_OFFICER, places["district"]),
        ("city_officer", Role.CITY_OFFICER, places["city"]),
        ("auditor", Role.AUDITOR, None),
        ("administrator", Role.ADMINISTRATOR, None),
    ):
        RoleGrant.objects.create(account=people[who], role=role, region=where, valid=SINCE)
    return {**people, "household": household, "daughter": daughter, "son": son}
