"""Unmet demand as the authority reads it: children who look for a place, each once, by street and month of age.

Never who. Small numbers are told only in groups (`booking.small_numbers`), made for each district from all its
children, so that no comparison of places reaches into one.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, F, Func, IntegerField, Value

from shanyu.domain.booking.small_numbers import Leaf, Path, Shown, grouped, published, tellable
from shanyu.domain.enrolment.kinds import CaseState
from shanyu.domain.enrolment.models import Case
from shanyu.domain.providers.queries.authority.reaching import Place, place_of, roots
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class UnmetDemand:
    """Children without an offer of a place, as of `on`: by street, by completed months of age, and in all.

    A number that says `more` leaves something out. Children of households without a region are in none.
    """

    place: Place
    on: date
    whole: Shown
    streets: list[tuple[Region, Shown]]
    months: list[tuple[int, Shown]]


@query("enrolment.unmet_demand")
def unmet_demand(actor: Actor, *, place: str = "") -> UnmetDemand:
    """Who looks for a place in vain, as figures. Raises OutOfReach for a place elsewhere."""
    where = place_of(actor, place)
    within = {where.region.pk} if where.region else {region.pk for region in roots(actor)}
    streets = _streets(within)
    whole, by_street, by_month = Shown(), defaultdict(Shown), defaultdict(Shown)
    for leaves in _districts(streets).values():
        groups = grouped(leaves)

        def inside(path: Path, within: set[int] = within) -> bool:
            street = streets.get(path[0])
            return street is not None and not within.isdisjoint(street.lineage)

        for key, [shown] in published(leaves, groups, lambda p: p[0] if inside(p) else None).items():
            by_street[key] += shown
        for key, [shown] in published(leaves, groups, lambda p: p[1] if inside(p) else None).items():
            by_month[key] += shown
        for [shown] in published(leaves, groups, lambda p: True if inside(p) else None).values():
            whole += shown
    lines = sorted(by_street.items(), key=lambda line: streets[line[0]].code)
    return UnmetDemand(
        where, today(), whole, [(streets[key], shown) for key, shown in lines], sorted(by_month.items())
    )


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


def _districts(streets: dict[int, Region]) -> dict[int, dict[Path, Leaf]]:
    """The cells of each district: street and months of age, with the number of children."""
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
    counts: dict[int, Counter[Path]] = defaultdict(Counter)
    for lineage, age, children in rows:
        street = next(key for key in lineage if key in streets)
        counts[streets[street].parent_id][street, age] += children
    return {
        district: {path: _leaf(number) for path, number in found.items()}
        for district, found in counts.items()
    }


def _leaf(number: int) -> Leaf:
    return Leaf((number,), (0,)) if tellable([number]) else Leaf((0,), (number,))
