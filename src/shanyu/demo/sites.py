"""Fills a site's details in: name, address, building, papers, rooms, classes, offers, page and pictures."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from shanyu.demo import prose
from shanyu.demo.care import Care, Fees, custody_care, nursery_care, station_care
from shanyu.demo.geography import Geography, Place
from shanyu.demo.model import Operator, Owner, Paper, Site
from shanyu.demo.names import place_in_english, sort_key
from shanyu.demo.numbers import Numbers
from shanyu.demo.papers import CARE, Desk
from shanyu.demo.specs import Spec
from shanyu.demo.streams import stream
from shanyu.demo.words import ROADS

Pair = tuple[str, str]

_STEMS = ("社区", "居民委员会", "村民委员会", "居委会", "村委会")
_NATURES = {
    "home_based": "sole_trader",
    "station": "non_profit",
    "guidance_centre": "public_institution",
    "health_centre": "public_institution",
    "custody_station": "community",
    "school": "public_institution",
}


def stem(name: str) -> str:
    """A community's name without its kind: 桥西社区 → 桥西."""
    for suffix in _STEMS:
        if name.endswith(suffix) and len(name) > len(suffix):
            return name.removesuffix(suffix)
    return name


@dataclass(frozen=True)
class Builder:
    """Builds the sites of one district as of one day."""

    seed: int
    today: date
    geography: Geography
    numbers: Numbers

    @property
    def desk(self) -> Desk:
        return Desk(self.today, self.geography.district.name, self.geography.district.name_en)

    def street(self, community: Place) -> Place:
        return next(place for place in self.geography.streets if place.code == community.parent)

    def operator(self, spec: Spec) -> Operator:
        """The legal body behind a spec's operator key."""
        nature = _NATURES.get(spec.kind, "company")
        district, district_en = self.geography.district.name, self.geography.district.name_en
        zh, en = spec.brand
        words = {
            "nursery": (f"{zh}托育服务有限公司", f"{en} Childcare Services Ltd"),
            "kindergarten": (f"{zh}幼儿教育管理有限公司", f"{en} Preschool Management Ltd"),
            "home_based": (f"{zh}托育服务部（{spec.key[-2:]}）", f"{en} Home Childcare ({spec.key[-2:]})"),
            "station": (f"{zh}社区服务中心", f"{en} Community Services"),
            "custody_station": (f"{district}青少年托管服务站", f"{district_en} Youth Custody Services"),
            "school": (zh, en),
            "guidance_centre": (
                f"{district}妇幼保健计划生育服务中心",
                f"{district_en} Maternal and Child Health Centre",
            ),
            "health_centre": (
                f"{district}社区卫生管理中心",
                f"{district_en} Community Health Administration",
            ),
        }[spec.kind]
        key = spec.operator
        return Operator(key, *words, self.numbers.credit_code(nature), nature, spec.kind in CARE)

    def owner(self, spec: Spec, model: str) -> Owner | None:
        """Who owns the building, where it is not the operator."""
        street = self.street(self.geography.communities[spec.community])
        if model == "public_built" or spec.kind == "station":
            return Owner(f"{street.name}办事处", f"{street.name_en} Office", "government")
        if spec.kind in ("guidance_centre", "health_centre"):
            district = self.geography.district
            return Owner(f"{district.name}卫生健康局", f"{district.name_en} Health Bureau", "government")
        return None

    def site(self, spec: Spec, serial: int) -> tuple[Site, Owner | None]:
        """The site of a spec; `serial` numbers its papers within the district."""
        draw = stream(self.seed, "site", spec.key)
        community = self.geography.communities[spec.community]
        street = self.street(community)
        model = spec.running_model or _running_model(draw, spec)
        owner = self.owner(spec, model)
        opened = self.today - timedelta(days=int(draw.integers(420, 2_400)))
        road = ROADS[draw.integers(len(ROADS))]
        number = int(draw.integers(1, 399))
        name = spec.name or self._name(spec, community, street)
        care = self._care(draw, spec)
        desk = self.desk
        facts = {
            "name": name[0],
            "name_en": name[1],
            "road": road[0],
            "road_en": road[1],
            "community": community.name,
        }
        city = self.geography.parents[-1]
        site = Site(
            key=spec.key,
            reference=f"DEMO-{self.geography.district.code}-{serial:04d}",
            operator=spec.operator,
            owner=owner.name if owner else None,
            kind=spec.kind,
            station_grade=spec.grade,
            running_model=model,
            state="suspended" if spec.filing == "suspended" else "open",
            inclusive=spec.inclusive,
            name=name[0],
            name_en=name[1],
            sort_key=sort_key(name[0]),
            street=street.code,
            community=community.code,
            address=f"{city.name}{self.geography.district.name}{street.name}{road[0]}{number}号",
            address_en=f"{number} {road[1]}, {street.name_en}, {self.geography.district.name_en}, {city.name_en}",
            lon=spec.lonlat[0],
            lat=spec.lonlat[1],
            phone=self.numbers.landline(),
            floor_area_m2=care.area_m2,
            opened_on=opened,
            authorisations=desk.filing(spec.filing, serial, opened) if spec.kind in CARE else (),
            certificates=self._certificates(draw, spec, serial, opened),
            rooms=care.rooms,
            classes=care.classes,
            offers=care.offers,
            page=prose.page(draw, spec.kind, spec.grade, facts),
            pictures=prose.pictures(draw, spec.kind),
            contract=desk.contract(draw, spec.kind, owner.name, opened)
            if owner and model == "public_built"
            else None,
        )
        return site, owner

    def _certificates(
        self, draw: np.random.Generator, spec: Spec, serial: int, opened: date
    ) -> tuple[Paper, ...]:
        papers = self.desk.certificates(draw, spec.kind, serial, opened, spec.fire_days is not None)
        if spec.fire_days is None:
            return papers
        expires = self.today + timedelta(days=spec.fire_days)
        return tuple(
            replace(paper, issued_on=expires - timedelta(days=365), expires_on=expires)
            if paper.kind == "fire"
            else paper
            for paper in papers
        )

    def _care(self, draw: np.random.Generator, spec: Spec) -> Care:
        if spec.kind in CARE:
            fees = spec.fees or Fees.drawn(draw, spec.kind, spec.inclusive, self.today)
            return nursery_care(draw, spec.kind, fees, spec.bands)
        if spec.kind == "station":
            return station_care(draw, spec.grade, self.today - timedelta(days=300))
        if spec.kind == "school":
            middle = "初级" in spec.brand[0]
            return custody_care(
                draw, "school", ("middle_custody",) if middle else ("primary_custody",), self.today
            )
        if spec.kind == "custody_station":
            return custody_care(
                draw, "custody_station", ("kindergarten_custody", "primary_custody"), self.today
            )
        return Care((), (), (), round(float(draw.uniform(300, 2_400)), 1))

    def _name(self, spec: Spec, community: Place, street: Place) -> Pair:
        zh, en = spec.brand
        place, place_en = stem(community.name), place_in_english(stem(community.name))
        district, district_en = self.geography.district.name, self.geography.district.name_en
        return {
            "nursery": (f"{zh}{place}托育园", f"{en} Nursery, {place_en}"),
            "kindergarten": (f"{zh}{place}幼儿园托班", f"{en} Kindergarten Nursery Class, {place_en}"),
            "home_based": (f"{place}{zh}家庭托育点", f"{en} Home Childcare, {place_en}"),
            "station": (f"{place}{zh}婴幼儿成长驿站", f"{en} Growth Station, {place_en}"),
            "custody_station": (
                f"{stem(street.name)}爱心托管站",
                f"Caring Heart Custody Station, {street.name_en}",
            ),
            "school": (f"{zh}托管班", f"{en} Custody Classes"),
            "guidance_centre": (
                f"{district}婴幼儿照护服务指导中心",
                f"{district_en} Childcare Guidance Centre",
            ),
            "health_centre": (f"{street.name}社区卫生服务中心", f"{street.name_en} Community Health Centre"),
        }[spec.kind]


def _running_model(draw: np.random.Generator, spec: Spec) -> str:
    luck = draw.random()
    if spec.kind == "nursery":
        if spec.inclusive:
            return "public_built" if luck < 0.72 else "public" if luck < 0.82 else "private"
        return "employer" if luck < 0.1 else "private"
    if spec.kind == "kindergarten":
        return "public" if luck < 0.6 else "private"
    if spec.kind == "station":
        return "public_built" if luck < 0.4 else "public"
    return "private" if spec.kind == "home_based" else "public"
