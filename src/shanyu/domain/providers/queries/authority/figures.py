"""Supply in figures: how many sites and places, for how many residents, where. Each figure opens to its list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable

from shanyu.domain.providers.kinds import CARE_KINDS, SiteKind, SiteState, StationGrade
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.queries.authority.conditions import running
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.domain.providers.rules import Rule, in_force
from shanyu.domain.regions.models import Population, Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

TARGET = "target.places_per_thousand"


@dataclass(frozen=True)
class Residents:
    """How many people live somewhere, by one source. The newest year counts, surveyed before synthetic."""

    people: int
    year: int
    source: str
    synthetic: bool


@dataclass
class Supply:
    """What is offered in a place. Only open sites count, and only places for children under three.

    `inclusive_places` are the licensed places at inclusive sites.
    """

    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    care_sites: int = 0
    inclusive_sites: int = 0
    licensed: int = 0
    free: int = 0
    inclusive_places: int = 0
    demonstration: int = 0
    residents: Residents | None = None

    @property
    def sites(self) -> int:
        return sum(self.kinds.values())

    @property
    def stations(self) -> int:
        return self.kinds.get(SiteKind.STATION, 0)

    @property
    def inclusive_share(self) -> Decimal | None:
        """Per cent of the licensed places that are at inclusive sites."""
        return _share(self.inclusive_places * 100, self.licensed, "1")

    @property
    def per_thousand(self) -> Decimal | None:
        """Licensed places for each thousand residents of any age; None where nobody told how many there are."""
        return _share(self.licensed * 1000, self.residents.people if self.residents else 0, "0.01")

    def add(self, other: "Supply") -> None:
        for kind, number in other.kinds.items():
            self.kinds[kind] += number
        for name in (
            "care_sites",
            "inclusive_sites",
            "licensed",
            "free",
            "inclusive_places",
            "demonstration",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Part:
    """One division below the place, with its supply."""

    region: Region
    supply: Supply


@dataclass(frozen=True)
class Figures:
    """The supply of a place as of a day: the whole, and by the divisions below it.

    `target` is the rule that sets the places per thousand residents, None where none is in force.
    """

    place: Place
    on: date
    whole: Supply
    parts: tuple[Part, ...]
    target: Rule | None

    @property
    def parts_with_care(self) -> int:
        return sum(1 for part in self.parts if part.supply.care_sites)

    @property
    def parts_with_demonstration(self) -> int:
        return sum(1 for part in self.parts if part.supply.demonstration)


@query("providers.figures", of=Site)
def figures(actor: Actor, sites: QuerySet[Site], *, place: str = "") -> Figures:
    """The figures of a place and of the divisions below it, in a fixed number of questions.

    Raises OutOfReach for a place elsewhere.
    """
    on, where = today(), place_of(actor, place)
    by_part = supply_by_part(where.cut(sites).filter(state=SiteState.OPEN), where, on)
    known = residents_of([*where.parts, *([where.region] if where.region else [])])
    whole = Supply()
    for supply in by_part.values():
        whole.add(supply)
    parts = []
    for region in where.parts:
        supply = by_part.get(region.pk, Supply())
        supply.residents = known.get(region.pk)
        parts.append(Part(region, supply))
    whole.residents = known.get(where.region.pk) if where.region else None
    whole.residents = whole.residents or _summed([part.supply.residents for part in parts])
    return Figures(where, on, whole, tuple(parts), in_force(TARGET, on))


def supply_by_part(sites: QuerySet[Site], place: Place, on: date) -> dict[int | None, Supply]:
    """Supply by the key of the division below `place`; None for what lies in none of them. Two questions."""
    found: dict[int | None, Supply] = defaultdict(Supply)
    counts = sites.order_by().annotate(part=_part(place, "region")).values(
        "part", "kind", "inclusive", "station_grade"
    )  # fmt: skip
    for row in counts.annotate(number=Count("pk")):
        supply = found[row["part"]]
        supply.kinds[row["kind"]] += row["number"]
        if row["kind"] in CARE_KINDS:
            supply.care_sites += row["number"]
            supply.inclusive_sites += row["number"] * row["inclusive"]
        supply.demonstration += row["number"] * (row["station_grade"] == StationGrade.DEMONSTRATION)
    classes = CareClass.objects.filter(running(on), site__in=sites.filter(kind__in=CARE_KINDS))
    places = classes.order_by().annotate(part=_part(place, "site__region")).values("part")
    inclusive = Sum("licensed", filter=Q(site__inclusive=True), default=0)
    for row in places.annotate(all=Sum("licensed"), left=Sum("free"), cheap=inclusive):
        supply = found[row["part"]]
        supply.licensed, supply.free, supply.inclusive_places = row["all"], row["left"], row["cheap"]
    return found


def _part(place: Place, region: str) -> Combinable:
    """The key of the division below `place` that a row's region lies in."""
    if place.region is not None:
        return F(f"{region}__lineage__{len(place.region.lineage)}")
    whens = [When(**{f"{region}__lineage__contains": [part.pk]}, then=Value(part.pk)) for part in place.parts]
    return Case(*whens, output_field=IntegerField())


def residents_of(regions: Iterable[Region]) -> dict[int, Residents]:
    """The residents of all ages of these regions, one question."""
    rows = Population.objects.filter(region__in=list(regions), from_month=0, to_month=None)
    return {
        row.region_id: Residents(row.people, row.year, row.source, row.synthetic)
        for row in rows.order_by("year", "-synthetic", "pk")
    }


def _summed(known: list[Residents | None]) -> Residents | None:
    """The sum over all parts, where every part of one year and one source is known."""
    if not known or None in known or len({(one.year, one.source) for one in known}) > 1:
        return None
    first = known[0]
    return Residents(sum(one.people for one in known), first.year, first.source, first.synthetic)


def _share(part: int, whole: int, unit: str) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal(unit), ROUND_HALF_UP) if whole else None
