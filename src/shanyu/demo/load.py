"""Builds the demo city in the database: all of it in one transaction, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pghistory
from django.db import connection, transaction
from rich.progress import Progress

from shanyu.demo.cast import draw_cast
from shanyu.demo.model import DistrictPlan, Member
from shanyu.demo.models import DemoCity
from shanyu.demo.plan import districts_of, plan_districts
from shanyu.demo.rows import places
from shanyu.demo.rows.allocation import write_programmes
from shanyu.demo.rows.booking import write_programme
from shanyu.demo.rows.cast import WELCOME, grant_cast, write_cast
from shanyu.demo.rows.days import write_days
from shanyu.demo.rows.enrolment import write_enrolment
from shanyu.demo.rows.families import write_families
from shanyu.demo.rows.messages import write_messages
from shanyu.demo.rows.protection import write_protection
from shanyu.demo.rows.sites import write_fee_caps, write_sites
from shanyu.demo.rows.staff import write_staff
from shanyu.demo.rows.weekly import write_weeks
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Owner
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import SHANGHAI, today

#: Any number will do as long as it is always the same: two starters must not build at once.
BUILDING = 7_310_106

_TITLES = {
    "small": "善育示范街区 · 杭州拱宸桥  (a made-up neighbourhood of Gongchenqiao, Hangzhou)",
    "district": "善育示范区 · 杭州市拱墅区  (a made-up Gongshu, Hangzhou)",
    "city": "善育示范城市 · 杭州与海口十区  (ten made-up districts of Hangzhou and Haikou)",
}


class OtherData(Exception):
    """This database holds something else than the wanted city; the words say what to do."""


@dataclass(frozen=True)
class Person:
    """One of the cast as the command line introduces them."""

    username: str
    password: str
    name: str
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True)
class City:
    """What was built: a title, and who can sign in."""

    title: str
    cast: tuple[Person, ...]


def build(scale: str, seed: int, bars: Progress | None = None) -> City:
    """Build the demo of a scale and seed into an empty, migrated database; nothing to do where it is there.

    Raises:
        OtherData: the database holds another demo, or data that is none.
        ValueError: the scale is unknown.
    """
    cast = draw_cast()
    if not _is_built(scale, seed):
        with transaction.atomic(), pghistory.context(verb="demo.build", account=None):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUILDING])
            if not _is_built(scale, seed):
                _build(scale, seed, cast, _Stages(bars))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    people = [Person(m.username, WELCOME, m.name, m.sentence, m.sentence_en) for m in cast]
    return City(_TITLES[scale], tuple(people))


def _is_built(scale: str, seed: int) -> bool:
    """Whether this very city is here. Raises OtherData."""
    city = DemoCity.objects.first()
    if city is None:
        if Region.objects.exists() or Account.objects.exists():
            raise OtherData("This home already holds data that is no demo: choose another with --home DIR.")
        return False
    if (city.scale, city.seed) != (scale, seed):
        raise OtherData(
            f"This home already holds the demo of scale {city.scale} and seed {city.seed}: "
            "ask for that one, or choose another home with --home DIR."
        )
    return True


def _build(scale: str, seed: int, cast: tuple[Member, ...], stages: "_Stages") -> None:
    day = today()
    loader = _Loader(seed, day, cast, stages, scale == "small")
    codes = districts_of(scale)
    plans = plan_districts(seed, scale, day, cast)
    for number, _code in enumerate(codes, start=1):
        stages.of = f" {number}/{len(codes)}" if len(codes) > 1 else ""
        with stages.stage("Planning", 1) as advance:
            plan = next(plans)
            advance(1)
        loader.write(plan)
    DemoCity.objects.create(scale=scale, seed=seed, today=day)


@dataclass
class _Stages:
    """Shows how far the building is, where anybody looks."""

    bars: Progress | None
    of: str = ""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        if self.bars is None:
            yield lambda count: None
            return
        task = self.bars.add_task(name + self.of, total=total)
        yield lambda count: self.bars.advance(task, count)


@dataclass
class _Loader:
    """Writes districts one after the other, remembering what they share."""

    seed: int
    day: date
    cast: tuple[Member, ...]
    stages: _Stages
    small: bool
    regions: dict[str, Region] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def write(self, plan: DistrictPlan) -> None:
        code = plan.geography.district.code
        morning = datetime.combine(self.day, time(10), SHANGHAI)
        first = not self.accounts
        if first:
            self.accounts = write_cast(self.seed, self.cast)
        with self.stages.stage("Places", len(plan.geography.places)) as advance:
            places.write_regions(plan.geography, self.regions)
            places.write_population(plan, self.regions)
            advance(len(plan.geography.places))
        with self.stages.stage("Streets", len(plan.network.lonlat)) as advance:
            network = places.write_network(plan.network, self.regions[code])
            advance(len(plan.network.lonlat))
        with self.stages.stage("Sites", len(plan.sites)) as advance:
            kept = write_sites(self.seed, plan, self.regions, self.owners, network, morning)
            write_fee_caps(self.regions[code], morning)
            advance(len(plan.sites))
        with self.stages.stage("Staff", len(plan.workers)) as advance:
            write_staff(self.seed, plan, kept, self.accounts)
            advance(len(plan.workers))
        with self.stages.stage("Families", plan.families.rows) as advance:
            write_families(self.seed, plan, self.regions, self.accounts, advance)
        if first:
            grant_cast(self.cast, self.accounts, self.regions, kept)
        with self.stages.stage("Programme", 1) as advance:
            write_programme(
                self.seed, plan, self.regions, kept, self.accounts if first else {}, self.day, self.small
            )
            advance(1)
        with self.stages.stage("Enrolment", 1) as advance:
            write_enrolment(self.seed, plan, self.regions, kept, self.accounts if first else {}, self.day)
            advance(1)
        if first:
            with self.stages.stage("Allocation", 1) as advance:
                write_programmes(self.seed, plan, self.regions, kept, self.accounts, self.day, self.small)
                advance(1)
            with self.stages.stage("Weeks", 1) as advance:
                write_weeks(self.seed, self.accounts, self.day)
                advance(1)
            with self.stages.stage("Protection", 1) as advance:
                write_protection(self.seed, self.accounts, self.day)
                advance(1)
            with self.stages.stage("Days", 1) as advance:
                write_days(self.seed, self.accounts, self.day)
                advance(1)
            with self.stages.stage("Messages", 1) as advance:
                write_messages(self.seed, self.accounts, self.day)
                advance(1)
