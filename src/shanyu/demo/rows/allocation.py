"""Programmes of the demo: one that was allocated, published and contested, and one that is open to be entered.

What officials do is done by their verbs, at the moments at which they would have done it; the crowd of entries is
written at once. Rules, groups and the public value are samples.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from math import ceil

import numpy as np
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.demo import model as plan
from shanyu.demo.crowd import Kid
from shanyu.demo.rows.bulk import copy, public_id
from shanyu.demo.rows.crowd import kids_of, own_kids
from shanyu.demo.rows.sites import Keep
from shanyu.demo.streams import stream
from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import Account
from shanyu.domain.programmes import actions, computing
from shanyu.domain.programmes.kinds import EvidenceState, Group
from shanyu.domain.programmes.models import Entry, Evidence, Programme, ProgrammeClass, RuleSet, Run, Wish
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.rules import band_rule
from shanyu.domain.regions.models import Region
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import SHANGHAI, frozen, now
from shanyu.kernel.door import Actor

HOSTS, ENTRIES, OPEN_ENTRIES = 22, 3_000, 400
"""As many schools, and as many entries, as the summer of 2025 in Haikou had and more wishes than places."""
_HOURS = {
    "school": (time(8), time(17)),
    "custody_station": (time(8, 30), time(17, 30)),
    "kindergarten": (time(8), time(16, 30)),
}
_BANDS = {
    "school": ("primary_custody", "primary_custody"),
    "custody_station": ("primary_custody", "kindergarten_custody"),
    "kindergarten": ("older_toddler",),
}
_KEPT = {"primary_custody": 4, "kindergarten_custody": 3, "older_toddler": 2}
_SHARES = {
    Group.MIGRANT: 0.14, Group.NEW_WORK: 0.08, Group.HARDSHIP: 0.04, Group.LEFT_BEHIND: 0.03, Group.DISABLED: 0.02,
}  # fmt: skip
_RESERVED = (Group.MIGRANT, Group.NEW_WORK, Group.HARDSHIP, Group.LEFT_BEHIND)
_SHOWN = {
    Group.MIGRANT: "居住证和务工合同", Group.NEW_WORK: "平台接单记录", Group.HARDSHIP: "低保证",
    Group.LEFT_BEHIND: "社区证明", Group.DISABLED: "残疾人证",
}  # fmt: skip
_SMALL_GROUP = 6
_YOUNG = 0.08


@dataclass(frozen=True)
class Seasonal:
    """What a programme is called by the day on which it begins."""

    kind: str
    name: str
    name_en: str


@dataclass
class Office:
    """Who leads the demo's programmes, where, and around which day."""

    seed: int
    code: str
    region: Region
    day: date
    officer: Actor
    second: Actor
    small: bool
    hosts: list[tuple[plan.Site, Site]]
    rules: list[RuleSet] = field(default_factory=list)

    def at(self, days: int, hour: int = 9) -> datetime:
        return datetime.combine(self.day + timedelta(days=days), time(hour), SHANGHAI)


def write_programmes(
    seed: int,
    district: plan.DistrictPlan,
    regions: dict[str, Region],
    kept: Keep,
    cast: dict[str, Account],
    day: date,
    small: bool,
) -> int:
    """The programmes of the cast's own district. Returns how many entries."""
    code = district.geography.district.code
    officer, second = (actor_for(cast[name].pk, assurance=2) for name in ("gu", "tang"))
    office = Office(seed, code, regions[code], day, officer, second, small, _hosts(district.sites, kept))
    with frozen(office.at(-45)):
        for name, criteria, age in (
            ("集中报名分配规则", ("groups", "sibling", "neighbour"), 60),
            ("上一年的分配规则", (), 425),
        ):
            ranks = (
                {Group.HARDSHIP: 0, Group.DISABLED: 0, Group.LEFT_BEHIND: 1, Group.MIGRANT: 1}
                if criteria
                else {}
            )
            new = actions.NewRules(
                name=name, since=office.day - timedelta(days=age), criteria=criteria, group_ranks=ranks
            )
            office.rules.append(actions.make_rules(officer, office.region.pk, new))
    own, kids = own_kids(cast["chen"], day), kids_of(code, day)
    count = _published(office, own, kids) + _open(office, kids)
    # What would be done now was done then: nobody of the crowd needs to be told.
    ProcrastinateJob.objects.filter(task_name__startswith="programmes.").delete()
    return count


def _hosts(sites: Sequence[plan.Site], kept: Keep) -> list[tuple[plan.Site, Site]]:
    """Schools first, then custody stations and kindergartens; those around the cast before all others."""
    order = {"school": 0, "custody_station": 1, "kindergarten": 2}
    found = [one for one in sites if one.kind in order and kept.sites[one.key].state == "open"]
    found.sort(key=lambda one: (order[one.kind], not one.key.startswith("core"), one.key))
    by_kind = {kind: list(each) for kind, each in groupby(found, key=lambda one: one.kind)}
    gardens = by_kind.get("kindergarten", [])[:4]
    others = [one for one in found if one.kind != "kindergarten"][: HOSTS - len(gardens)]
    # Read anew: what the database makes of a region's place in the tree is not in the rows that were written.
    rows = Site.objects.select_related("region").in_bulk(
        [kept.sites[one.key].pk for one in (*others, *gardens)]
    )
    return [(one, rows[kept.sites[one.key].pk]) for one in (*others, *gardens)]


def _season(starts: date) -> Seasonal:
    if 5 <= starts.month <= 8:
        return Seasonal("summer", "暑期托管班", "Summer classes")
    if starts.month in (12, 1, 2):
        return Seasonal("holiday", "寒假托管班", "Winter holiday classes")
    return Seasonal("holiday", "假期托管班", "Holiday classes")


def _published(office: Office, own: list[Kid], kids: list[Kid]) -> int:
    """Announced, entered, verified, drawn, run beside last year's rules, signed by two, published, contested once."""
    starts = office.day + timedelta(days=45)
    called = _season(starts)
    with frozen(office.at(-44)):
        row = _draft(
            office, called, starts, opens=office.at(-35), closes=office.at(-21, 17), value_at=office.at(-16, 22),
            fee_fen=24_000, last=office.rules[1], hosts=office.hosts,
        )  # fmt: skip
    with frozen(office.at(-30)):
        entries = _enter(office, row, "published", own, kids, ENTRIES)
        _claims(office, entries, waiting=0)
    with frozen(office.at(-19)):
        actions.close_list(office.officer, row.pk)
    with frozen(office.at(-15)):
        actions.draw(office.officer, row.pk, value="03 11 17 22 28 31 + 09")
        run = actions.final_run(office.officer, row.pk)
        computing.compute(run.pk)
    with frozen(office.at(-6)):
        for who in (office.officer, office.second):
            actions.sign_off(who, run.pk)
        actions.publish(office.officer, run.pk)
        Run.objects.filter(pk=run.pk).update(told_at=office.at(-6))
    with frozen(office.at(-2)):
        lost = run.placings.filter(programme_class=None).exclude(entry__child__in=[kid.child for kid in own])
        entry = lost.order_by("entry__alias").first().entry
        guardian = actor_for(entry.asked_by_id, assurance=1)
        actions.contest(guardian, entry.pk, words="我家孩子的居住证在报名时已经办好，希望再核对一次。")
    return len(entries)


def _open(office: Office, kids: list[Kid]) -> int:
    """Open for some days yet, with claims that wait for a verifier; the cast has not entered."""
    starts = office.day + timedelta(days=80)
    called = Seasonal("station", "爱心托管站", "Caring Heart custody station")
    hosts = [pair for pair in office.hosts if pair[0].kind != "school"]
    with frozen(office.at(-8)):
        row = _draft(
            office, called, starts, opens=office.at(-4), closes=office.at(10, 17), value_at=office.at(14, 22),
            fee_fen=0, last=None, hosts=hosts,
        )  # fmt: skip
    with frozen(office.at(-1)):
        entries = _enter(office, row, "open", [], kids, OPEN_ENTRIES)
        _claims(office, entries, waiting=3)
    Programme.objects.filter(pk=row.pk).update(state="open")
    return len(entries)


def _draft(
    office: Office, called: Seasonal, starts: date, *, opens: datetime, closes: datetime, value_at: datetime,
    fee_fen: int, last: RuleSet | None, hosts: list[tuple[plan.Site, Site]],
) -> Programme:  # fmt: skip
    """A programme with its classes and verifiers, announced."""
    new = actions.NewProgramme(
        kind=called.kind, name=f"{starts.year} 年{called.name}", name_en=f"{called.name_en} {starts.year}",
        about="演示样本 SAMPLE。孩子在学校、托管站或幼儿园由老师看护，不上课。请带水杯和午休的小毯子。",
        about_en="A sample. Teachers mind the children at schools, stations or kindergartens; no lessons are taught. "
        "Bring a cup and a blanket for the nap.",
        from_month=24, to_month=144, opens_at=opens, closes_at=closes, starts_on=starts,
        ends_on=starts + timedelta(days=26), rules=office.rules[0], last_rules=last, fee_fen=fee_fen,
        public_value=f"{value_at:%Y-%m-%d} 双色球开奖号码（演示样本 SAMPLE）", public_value_at=value_at,
    )  # fmt: skip
    row = actions.make_programme(office.officer, office.region.pk, new)
    for number, (planned, site) in enumerate(hosts, 1):
        for letter, band in zip("ab", _BANDS[planned.kind], strict=False):
            actions.add_class(
                office.officer, row.pk, site, _class(office, f"{number:02}{letter}", band, planned, starts)
            )
    for who in (office.officer, office.second):
        actions.name_verifier(office.officer, row.pk, Account.objects.get(pk=who.account_id))
    return actions.announce(office.officer, row.pk)


def _class(office: Office, code: str, band: str, planned: plan.Site, starts: date) -> actions.NewClass:
    most, kept = band_rule(band, starts).most, _KEPT[band]
    if office.small:
        most, kept = 5, 1
    opens, closes = _HOURS[planned.kind]
    return actions.NewClass(
        code=code, name=f"{code[-1].upper()}班", band=band, opens=opens, closes=closes, cap=most,
        staff=max(2, ceil(most / 7)), minimum=0 if office.small else 10,
        reserves=[(group, kept) for group in ([Group.MIGRANT] if office.small else _RESERVED)],
    )  # fmt: skip


def _enter(
    office: Office, row: Programme, what: str, own: list[Kid], kids: list[Kid], most: int
) -> list[Entry]:
    """Children whose age fits: one's own first, the others in a drawn order; they wish what is near."""
    draw = stream(office.seed, "programmes", office.code, what)
    classes = list(row.classes.select_related("site").order_by("code"))
    crowd = [kids[i] for i in draw.permutation(len(kids))]
    fitting = [(kid, fits) for kid in (*own, *crowd) if (fits := _fitting(kid, classes, row))]
    # Most who ask for such classes are at school; there are many more children under three in the city's book.
    young = 1 if office.small else _YOUNG
    fitting = [
        (kid, fits)
        for kid, fits in fitting
        if kid in own or fits[0].band != "older_toddler" or draw.random() < young
    ]
    chosen = fitting[:most]
    entries = [
        Entry(
            public_id=public_id(office.seed, office.code, what, "entry", kid.child), programme=row, child_id=kid.child,
            household_id=kid.household, alias=f"{draw.integers(1 << 48):012x}", family=f"f{kid.household:x}",
            asked_by_id=kid.account, asked_at=now(),
        )
        for kid, _fits in chosen
    ]  # fmt: skip
    copy(entries)
    copy([wish for entry, pair in zip(entries, chosen, strict=True) for wish in _wishes(draw, entry, *pair)])
    return entries


def _fitting(kid: Kid, classes: list[ProgrammeClass], row: Programme) -> list[ProgrammeClass]:
    months = completed_months(kid.born, row.starts_on)
    return [one for one in classes if one.from_month <= months < one.to_month]


def _wishes(draw: np.random.Generator, entry: Entry, kid: Kid, fits: list[ProgrammeClass]) -> Iterator[Wish]:
    away = np.hypot(
        [one.site.lon * 0.86 - kid.lon * 0.86 for one in fits], [one.site.lat - kid.lat for one in fits]
    )
    liked = np.argsort(away * draw.uniform(0.7, 1.4, len(fits)))[: int(draw.integers(2, 7))]
    for rank, number in enumerate(liked.tolist(), 1):
        yield Wish(entry=entry, version=1, rank=rank, programme_class=fits[number], created_at=now())


def _claims(office: Office, entries: list[Entry], waiting: int) -> None:
    """Some families' priorities, checked by the second official; the first of them wait."""
    draw = stream(office.seed, "programmes", office.code, "claims", entries[0].alias)
    rows = []
    for number, (entry, luck) in enumerate(zip(entries, draw.random(len(entries)), strict=True)):
        group = _group(number, float(luck), office.small)
        if group is None:
            continue
        rows.append(
            Evidence(
                public_id=public_id(office.seed, office.code, "evidence", entry.public_id),
                entry=entry,
                group=group,
                details=_SHOWN[group],
                claimed_by_id=entry.asked_by_id,
                state=EvidenceState.VERIFIED,
                verifier_id=office.second.account_id,
                decided_at=now(),
            )
        )
    for row in rows[:waiting]:
        row.state, row.verifier_id, row.decided_at = EvidenceState.CLAIMED, None, None
    copy(rows)


def _group(number: int, luck: float, small: bool) -> Group | None:
    """By shares of the city; in a small demo two groups that are just large enough to be shown."""
    if small:
        return {0: Group.MIGRANT, 1: Group.NEW_WORK}.get(number // _SMALL_GROUP)
    for group, share in _SHARES.items():
        if luck < share:
            return group
        luck -= share
    return None
