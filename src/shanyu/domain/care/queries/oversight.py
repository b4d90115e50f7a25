"""How sites keep what they owe children every day, as the authority reads it: class-days, never children.

The unit is a class on one day, so that no figure tells of few children; and of a site with fewer than `K` children
its absences are told only together with others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from shanyu.domain.booking.small_numbers import K, Shown
from shanyu.domain.care import duties
from shanyu.domain.care.kinds import TracingState
from shanyu.domain.care.models import DaySummary, Entry, Tracing
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.queries.authority.reaching import Place, place_of, roots
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query
from shanyu.kernel.months import month_after

#: From this minute of the day on a site without a record is an exception.
RECORD_BY = 630
#: ISO weekdays on which care is usual: a day without any record counts on these only.
_USUAL = (2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Kept:
    """Class-days of a month: counted ones, and those on which something was not kept.

    `no_record`: not one entry on a working day. The others are of days with a record: `above` its ratio for a minute or
    more, `unchecked` (a child without morning or noon check), `indoors` (a child outdoors for less than the rule
    wants), `untold` (a child absent without a word).
    """

    days: int = 0
    no_record: int = 0
    above: int = 0
    unchecked: int = 0
    indoors: int = 0
    untold: Shown = field(default_factory=Shown)

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def wrong(self) -> int:
        return self.no_record + self.above + self.unchecked + self.indoors + self.untold.number


@dataclass(frozen=True)
class NowWrong:
    """What is not kept at a site today, as far as the day has gone."""

    site: Site
    no_record: bool
    untraced: bool


@dataclass(frozen=True)
class Oversight:
    """A month of a place: in all, by division below (or by site, within a street), by day; and today's exceptions."""

    place: Place
    month: date
    until: date
    whole: Kept
    parts: list[tuple[Region, Kept]]
    sites: list[tuple[Site, Kept]]
    days: list[tuple[date, Kept]]
    today: list[NowWrong]


@query("care.oversight")
def oversight(actor: Actor, *, place: str = "", month: date | None = None) -> Oversight:
    """What the record says of a place in a month (this one where none is named). Raises OutOfReach."""
    where = place_of(actor, place)
    within = [where.region.pk] if where.region else [region.pk for region in roots(actor)]
    first = (month or today()).replace(day=1)
    until = min(month_after(first), today()) - timedelta(days=1)
    sites = {
        one.pk: one
        for one in Site.objects.filter(region__lineage__overlap=within)
        .select_related("region")
        .order_by("sort_key")
    }
    by_site = _by_site(_rows(list(sites), first, until))
    parts = _parts(where, sites, by_site)
    return Oversight(
        where,
        first,
        until,
        sum(by_site.values(), Kept()),
        parts,
        [(sites[key], kept) for key, kept in by_site.items()] if not parts else [],
        _by_day(_rows(list(sites), first, until)),
        _today(sites),
    )


def _rows(sites: list[int], first: date, until: date) -> QuerySet[DaySummary]:
    """The summaries of a month: of days on which the site kept a record, or should have."""
    kept = DaySummary.objects.filter(site=OuterRef("site"), day=OuterRef("day"), entries__gt=0)
    rows = DaySummary.objects.filter(site__in=sites, day__gte=first, day__lte=until, expected__gt=0)
    return rows.filter(Exists(kept) | Q(day__week_day__in=_USUAL))


_RECORDED = Q(entries__gt=0)
_COUNTS = {
    "days": Count("pk"),
    "no_record": Count("pk", filter=Q(entries=0)),
    "above": Count("pk", filter=Q(above_minutes__gt=0)),
    "unchecked": Count("pk", filter=_RECORDED & (Q(no_morning__gt=0) | Q(no_noon__gt=0))),
    "indoors": Count("pk", filter=Q(short_outdoors__gt=0)),
    "untold": Count("pk", filter=_RECORDED & Q(unexplained__gt=0)),
}


def _by_site(rows: QuerySet[DaySummary]) -> dict[int, Kept]:
    found = rows.values("site").annotate(**_COUNTS, children=Max("expected")).order_by("site__sort_key")
    return {row["site"]: _kept(row, row["children"] >= K) for row in found}


def _by_day(rows: QuerySet[DaySummary]) -> list[tuple[date, Kept]]:
    """By day; absences only where so many classes are counted that none can be told apart."""
    found = rows.values("day").annotate(**_COUNTS).order_by("-day")
    return [(row["day"], _kept(row, row["days"] >= K)) for row in found]


def _kept(row: Mapping, told: bool) -> Kept:
    facts = {name: row[name] for name in _COUNTS if name != "untold"}
    return Kept(**facts, untold=Shown(row["untold"]) if told or not row["untold"] else Shown(0, True))


def _parts(where: Place, sites: Mapping[int, Site], by_site: Mapping[int, Kept]) -> list[tuple[Region, Kept]]:
    """By division below the place; none within a street, where sites stand by themselves."""
    if where.region is not None and where.region.level in {Level.TOWN, Level.COMMUNITY}:
        return []
    sums: dict[int, Kept] = defaultdict(Kept)
    keys = {part.pk for part in where.parts}
    for site, kept in by_site.items():
        for part in keys.intersection(sites[site].region.lineage):
            sums[part] += kept
    return [(part, sums[part.pk]) for part in where.parts if part.pk in sums]


def _today(sites: Mapping[int, Site]) -> list[NowWrong]:
    """Sites where nothing was recorded by the hour on a working day, and where tracing is open at noon."""
    day, moment = today(), local(now())
    minute = moment.hour * 60 + moment.minute
    silent: set[int] = set()
    if minute >= RECORD_BY and day.isoweekday() < 6:
        silent = _with_children(sites) - set(
            Entry.objects.filter(day=day, site__in=list(sites)).values_list("site", flat=True).distinct()
        )
    untraced: set[int] = set()
    if minute >= duties.tracing_ends(day):
        states = [TracingState.OPEN, TracingState.UNREACHED]
        untraced = set(
            Tracing.objects.filter(day=day, site__in=list(sites), state__in=states).values_list(
                "site", flat=True
            )
        )
    return [
        NowWrong(site, key in silent, key in untraced)
        for key, site in sites.items()
        if key in silent | untraced
    ]


def _with_children(sites: Iterable[int]) -> set[int]:
    """Open sites with children who have their place through the platform."""
    rows = CareClass.objects.filter(
        site__in=list(sites), placed_here__gt=0, closed_on=None, site__state=SiteState.OPEN
    )
    return set(rows.values_list("site", flat=True))
