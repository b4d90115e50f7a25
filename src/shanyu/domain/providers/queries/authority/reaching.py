"""Places within an authority's reach: where it begins, and the way down to a street (省 › 市 › 区 › 街道)."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from shanyu.domain.providers.models import Site
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, OutOfReach, Role, remembered

ROLES = (Role.DISTRICT_OFFICER, Role.CITY_OFFICER, Role.INSPECTOR, Role.AUDITOR)


@dataclass(frozen=True)
class Step:
    """One place on the way from the province down; `within` says whether it can be opened."""

    region: Region
    within: bool


@dataclass(frozen=True)
class Place:
    """Where an authority looks: one region, or everything it answers for when `region` is None.

    `parts` are the divisions below: of the region, or the several that the authority begins with.
    """

    region: Region | None
    steps: tuple[Step, ...] = ()
    parts: tuple[Region, ...] = field(default_factory=tuple)

    def cut(self, sites: QuerySet[Site]) -> QuerySet[Site]:
        """The sites of this place."""
        if self.region is None:
            return sites
        return sites.filter(region__lineage__contains=[self.region.pk])


@remembered
def roots(actor: Actor) -> list[Region]:
    """The regions where the actor's reach begins, the topmost of each line; by code."""
    keys = {key for role in ROLES for key in actor.targets(role, "region")}
    everywhere = any(grant.role in ROLES and grant.over == "platform" for grant in actor.grants)
    start = Q(parent=None, valid__contains=today()) if everywhere else Q(pk__in=keys)
    found = list(Region.objects.filter(start).order_by("code"))
    held = {region.pk for region in found}
    return [region for region in found if not held.intersection(region.lineage[:-1])]


@remembered
def place_of(actor: Actor, code: str = "") -> Place:
    """The place with this code, or where the actor's reach begins. Raises OutOfReach for any other place."""
    top = roots(actor)
    if not code and len(top) != 1:
        return Place(None, parts=tuple(top))
    region = _within(top, code) if code else top[0]
    held = {root.pk for root in top}
    above, below = Q(pk__in=region.lineage), Q(parent=region, valid__contains=today())
    around = {one.pk: one for one in Region.objects.filter(above | below).order_by("code")}
    steps = tuple(Step(around[key], bool(held.intersection(around[key].lineage))) for key in region.lineage)
    return Place(region, steps, tuple(one for one in around.values() if one.parent_id == region.pk))


def _within(top: list[Region], code: str) -> Region:
    found = Region.objects.filter(code=code, valid__contains=today()).first()
    if found is None or not {root.pk for root in top}.intersection(found.lineage):
        raise OutOfReach
    return found


def streets_of(actor: Actor, place: Place) -> list[Region]:
    """Districts and streets of a place, for choosing one in a filter."""
    tops = [place.region] if place.region else roots(actor)
    levels = [Level.COUNTY, Level.TOWN]
    return list(
        Region.objects.filter(
            lineage__overlap=[region.pk for region in tops], level__in=levels, valid__contains=today()
        ).order_by("code")
    )
