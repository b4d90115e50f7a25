"""The figures of sessions as they may be told: cells of a month from the database, then lines of a table from cells.

A cell is what a host holds of one kind in one region in one month. The cells of a whole district are counted even
where less is asked for: which numbers are told together must not depend on the question (`small_numbers`).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.small_numbers import (
    Group,
    K,
    Leaf,
    Shown,
    Vector,
    grouped,
    plus,
    published,
    tellable,
)
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import SHANGHAI, now

#: What is judged together, by where a session keeps it. Stars follow the voices that gave them.
MEASURES = (
    {"came": "turnout__came", "absent": "turnout__absent"},
    {"unmet": "counter__waiting"},
    {"voices": "turnout__voices", "stars": "turnout__stars"},
)
NOBODY = Shown()
_FACTS = ("sessions", "places", "taken")


class Spot(NamedTuple):
    """The path of a cell: keys of its district and street (0: in none), its host, and its region and kind."""

    district: int
    street: int
    host: int
    own: tuple[int, str]


@dataclass(frozen=True)
class Cell:
    """Figures of some sessions. `places` and `taken` are places, and open to everybody on each session's page.

    All others count families: `came` and `absent` were met at the door or missed, `unmet` stood in line when a
    session began, `voices` rated it, with `stars` in all.
    """

    sessions: int = 0
    places: int = 0
    taken: int = 0
    came: Shown = NOBODY
    absent: Shown = NOBODY
    unmet: Shown = NOBODY
    voices: Shown = NOBODY
    stars: Shown = NOBODY

    @property
    def rating(self) -> float | None:
        """The mean of the stars that may be told."""
        return self.stars.number / self.voices.number if self.voices.number else None

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Cell)))


@dataclass
class Month:
    """The cells of one month: facts of sessions, and for each of `MEASURES` the leaves and their groups."""

    facts: dict[Spot, Vector] = field(default_factory=dict)
    leaves: list[dict[Spot, Leaf]] = field(default_factory=lambda: [{} for _measure in MEASURES])

    @cached_property
    def groups(self) -> list[list[Group]]:
        return [grouped(leaves) for leaves in self.leaves]

    def lines(self, line: Callable[[Spot], Hashable | None]) -> dict[Hashable, Cell]:
        """The figures of the lines of a table; `line` says in which one a cell counts, None for none."""
        keys = {spot: line(spot) for spot in self.facts}
        sums: dict[Hashable, Vector] = {}
        for spot, facts in self.facts.items():
            if (key := keys[spot]) is not None:
                sums[key] = plus(sums[key], facts) if key in sums else facts
        told: dict[Hashable, dict[str, Shown]] = defaultdict(dict)
        for names, leaves, groups in zip(MEASURES, self.leaves, self.groups, strict=True):
            for key, numbers in published(leaves, groups, keys.__getitem__).items():
                told[key].update(zip(names, numbers, strict=True))
        return {key: Cell(*facts, **told[key]) for key, facts in sums.items()}

    def alone(self, spot: Spot, session: Session) -> Cell:
        """The figures of one session of a cell: a number is told alone or not at all."""
        told: dict[str, Shown] = {}
        for names, groups in zip(MEASURES, self.groups, strict=True):
            numbers = [_own(session, name, path) for name, path in names.items()]
            joined = any(numbers) and any(spot in group.joined for group in groups)
            hidden = joined or not tellable(numbers)
            told |= {
                name: Shown(0, True) if hidden else Shown(number)
                for name, number in zip(names, numbers, strict=True)
            }
        counter = session.counter
        return Cell(1, counter.capacity, counter.taken, **told)


@dataclass(frozen=True)
class Counted:
    """Cells by month; the district and street of each of their regions; the streets.

    `within`: keys of the regions that were asked for.
    """

    months: Mapping[date, Month]
    ways: Mapping[int, tuple[int, int]]
    streets: Mapping[int, Region]
    within: frozenset[int]

    def alone(self, session: Session) -> Cell:
        """The figures of one of the sessions, in so far as they may be told alone."""
        # A session that was called off since its row was read has no cell any more.
        way = self.ways.get(session.region_id, (0, 0))
        spot = Spot(*way, session.host_id, (session.region_id, session.kind))
        return self.months[month_of(session.starts_at)].alone(spot, session)


def counted(asked: QuerySet[Session], districts: Iterable[int], first: date, after: date) -> Counted:
    """Everything that was held from `first` until `after` in these regions, in a fixed number of questions.

    `districts`: regions that hold whole districts; `asked`: the sessions asked for, of which only the regions count.
    """
    rows = list(_rows(list(districts), first, after))
    inside = Exists(asked.filter(region=OuterRef("pk")))
    found = Region.objects.filter(pk__in={row["region_id"] for row in rows})
    regions = list(found.annotate(inside=inside).values_list("pk", "lineage", "inside"))
    above = Region.objects.filter(pk__in={key for _pk, lineage, _inside in regions for key in lineage})
    steps = {row.pk: row for row in above.filter(level__in=[Level.COUNTY, Level.TOWN])}
    streets = {key: row for key, row in steps.items() if row.level == Level.TOWN}
    ways = {
        pk: (
            next((key for key in lineage if key in steps and key not in streets), 0),
            next((key for key in lineage if key in streets), 0),
        )
        for pk, lineage, _inside in regions
    }
    months: dict[date, Month] = defaultdict(Month)
    for row in rows:
        region = row["region_id"]
        spot = Spot(*ways[region], row["host_id"], (region, row["kind"]))
        _put(months[month_of(row["month"])], spot, row)
    return Counted(months, ways, streets, frozenset(pk for pk, _lineage, inside in regions if inside))


def month_of(moment: datetime) -> date:
    """The first day of its month in Hangzhou."""
    return moment.astimezone(SHANGHAI).date().replace(day=1)


def between(rows: QuerySet[Session], first: date, after: date) -> QuerySet[Session]:
    """The published sessions that begin from `first` on, before `after`."""
    return rows.filter(
        state=SessionState.PUBLISHED,
        starts_at__gte=datetime.combine(first, time.min, SHANGHAI),
        starts_at__lt=datetime.combine(after, time.min, SHANGHAI),
    )


def _rows(districts: list[int], first: date, after: date) -> QuerySet:
    """For each cell its facts, and of each number the sum and `small_…`, the part of the small sessions in it."""
    sums = {"sessions": Count("pk"), "places": Sum("counter__capacity"), "taken": Sum("counter__taken")}
    for names in MEASURES:
        begun = Q(starts_at__lte=now()) if "unmet" in names else Q()
        small = Q()
        for path in names.values():
            small |= Q(**{f"{path}__range": (1, K - 1)})
        for name, path in names.items():
            sums[name] = Sum(path, filter=begun)
            sums[f"small_{name}"] = Sum(path, filter=begun & small)
    rows = between(Session.objects.filter(region__lineage__overlap=districts), first, after)
    month = TruncMonth("starts_at", tzinfo=SHANGHAI)
    return rows.order_by().values("region_id", "host_id", "kind", month=month).annotate(**sums)


def _own(session: Session, name: str, path: str) -> int:
    if name == "unmet" and session.starts_at > now():
        return 0
    kept, column = path.split("__")
    return getattr(getattr(session, kept, None), column, 0)


def _put(month: Month, spot: Spot, row: Mapping[str, int | None]) -> None:
    month.facts[spot] = tuple(row[name] or 0 for name in _FACTS)
    for names, leaves in zip(MEASURES, month.leaves, strict=True):
        whole = tuple(row[name] or 0 for name in names)
        small = tuple(row[f"small_{name}"] or 0 for name in names)
        if any(whole):
            leaves[spot] = Leaf(plus(whole, tuple(-number for number in small)), small)
