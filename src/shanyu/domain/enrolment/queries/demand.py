"""Unmet demand as the authority reads it: children who look for a place, each once, by street, by age and by both.

Never who. What may be told of a district is settled once from all its children (`enrolment.two_ways`), so that no
comparison of places and ages reaches into a small number.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, F, Func, IntegerField, Value

from shanyu.domain.booking.small_numbers import Shown, published
from shanyu.domain.enrolment.kinds import CaseState
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.two_ways import TwoWays, two_ways
from shanyu.domain.providers.queries.authority.reaching import Place, place_of, roots
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

#: Ages in completed months at which a band begins, and the class of ages that it belongs to (years of age).
BANDS = {0: 0, 6: 0, 12: 1, 18: 1, 24: 2, 30: 2, 36: 3, 72: 3}
_FIRSTS = tuple(BANDS)


@dataclass(frozen=True)
class Ages:
    """Completed months from `first` to before `after`; None where there is no end."""

    first: int
    after: int | None


@dataclass(frozen=True)
class UnmetDemand:
    """Children without an offer of a place, as of `on`: in all, by street, by age, and by both.

    A number that says `more` leaves something out. Children of households without a region are in none.
    columns, cells: ages, and by street a number for each of them; only within one district, else empty.
    """

    place: Place
    on: date
    whole: Shown
    streets: list[tuple[Region, Shown]]
    ages: list[tuple[Ages, Shown]]
    columns: list[Ages]
    cells: dict[int, list[Shown]]


@query("enrolment.unmet_demand")
def unmet_demand(actor: Actor, *, place: str = "") -> UnmetDemand:
    """Who looks for a place in vain, as figures. Raises OutOfReach for a place elsewhere."""
    where = place_of(actor, place)
    within = {where.region.pk} if where.region else {region.pk for region in roots(actor)}
    streets = _streets(within)
    inside = {key for key, street in streets.items() if not within.isdisjoint(street.lineage)}
    whole, by_street, told = Shown(), {}, _districts(streets)
    for found in told.values():
        lines = published(found.leaves, found.groups, lambda path: path[1] if path[1] in inside else None)
        by_street |= {key: shown for key, [shown] in lines.items()}
        lines = published(found.leaves, found.groups, lambda path: True if path[1] in inside else None)
        whole = sum((shown for [shown] in lines.values()), whole)
    near = {key: found for key, found in told.items() if any(path[1] in inside for path in found.leaves)}
    one = next(iter(near.values())) if len(near) == 1 else None
    return UnmetDemand(
        where,
        today(),
        whole,
        sorted(((streets[key], shown) for key, shown in by_street.items()), key=lambda line: line[0].code),
        [line for line in _ages(near.values(), inside) if line[1].number or line[1].more],
        [_ages_of(column) for column in one.columns] if one else [],
        {key: _cells(one, key) for key in by_street} if one else {},
    )


def _ages(told: Iterable[TwoWays], inside: set[int]) -> list[tuple[Ages, Shown]]:
    """By age: as the one district tells it, or its streets together; of several districts by band."""
    found = list(told)
    if len(found) == 1 and not _lies_within(found[0], inside):
        rows = [_cells(found[0], path[1]) for path in found[0].leaves if path[1] in inside]
        return [
            (_ages_of(column), sum((row[number] for row in rows), Shown()))
            for number, column in enumerate(found[0].columns)
        ]
    lines = found[0].spans if len(found) == 1 else [range(band, band + 1) for band in range(len(BANDS))]
    return [(_ages_of(line), sum((_of_line(one, line, inside) for one in found), Shown())) for line in lines]


def _of_line(found: TwoWays, line: range, inside: set[int]) -> Shown:
    """What a district adds to a line of ages: its spans that lie wholly in the line."""
    if not _lies_within(found, inside):
        return Shown(0, True)
    whole = Shown()
    for span, number in zip(found.spans, found.by_span, strict=True):
        if span.start < line.stop and line.start < span.stop:
            told = number is not None and line.start <= span.start and span.stop <= line.stop
            whole += Shown(number) if told else Shown(0, True)
    return whole


def _lies_within(found: TwoWays, inside: set[int]) -> bool:
    return all(path[1] in inside for path in found.leaves)


def _cells(found: TwoWays, street: int) -> list[Shown]:
    row = found.cells.get(street, [None] * len(found.columns))
    return [Shown(0, True) if number is None else Shown(number) for number in row]


def _ages_of(bands: range) -> Ages:
    return Ages(_FIRSTS[bands.start], _FIRSTS[bands.stop] if bands.stop < len(_FIRSTS) else None)


def _streets(within: set[int]) -> dict[int, Region]:
    """Every street of the districts that these regions are, lie in or hold."""
    named = Region.objects.filter(pk__in=within)
    above = {key for region in named for key in region.lineage}
    counties = Region.objects.filter(level=Level.COUNTY, pk__in=above) | Region.objects.filter(
        level=Level.COUNTY, lineage__overlap=list(within)
    )
    keys = list(counties.values_list("pk", flat=True))
    rows = Region.objects.filter(level=Level.TOWN, lineage__overlap=keys)
    return {region.pk: region for region in rows}


def _districts(streets: dict[int, Region]) -> dict[int, TwoWays]:
    """What may be told of each district."""
    months = Func(
        F("child__born"),
        Value(today(), DateField()),
        function="enrolment_months",
        output_field=IntegerField(),
    )
    rows = (
        Case.objects.filter(state=CaseState.APPLIED, household__region__lineage__overlap=list(streets))
        .annotate(months=months)
        .values_list("household__region__lineage", "months")
        .annotate(children=Count("child", distinct=True))
    )
    counts: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * len(BANDS)))
    for lineage, age, children in rows:
        street = next(key for key in lineage if key in streets)
        band = sum(first <= age for first in _FIRSTS) - 1
        counts[streets[street].parent_id][street][max(band, 0)] += children
    classes = list(BANDS.values())
    return {district: two_ways(district, found, classes) for district, found in counts.items()}
