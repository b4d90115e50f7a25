"""A division's file: its place in the tree, what lies below it, and what is known of it, with source and date."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.authority.figures import Part, Supply, supply_by_part
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.domain.regions.models import Boundary, Population, Region, WalkNetworkData
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

#: All ages first, then the bands from the youngest.
BANDS = ("from_month", F("to_month").asc(nulls_first=True))


@dataclass(frozen=True)
class PlaceFile:
    """A place with all its sites (closed ones too) by part, and its boundary, population and walking network."""

    place: Place
    on: date
    whole: Supply
    parts: tuple[Part, ...]
    boundary: Boundary | None
    populations: list[Population]
    network: WalkNetworkData | None
    came_from: list[Region]


@query("providers.place_file", of=Site)
def place_file(actor: Actor, sites: QuerySet[Site], *, place: str = "") -> PlaceFile:
    """One division within reach, in a fixed number of questions. Raises OutOfReach for any other."""
    on, where = today(), place_of(actor, place)
    by_part = supply_by_part(where.cut(sites), where, on)
    whole = Supply()
    for supply in by_part.values():
        whole.add(supply)
    region = where.region
    return PlaceFile(
        place=where,
        on=on,
        whole=whole,
        parts=tuple(Part(part, by_part.get(part.pk, Supply())) for part in where.parts),
        boundary=Boundary.objects.filter(region=region, valid__contains=on).defer("geometry").first(),
        populations=list(
            Population.objects.filter(region=region).order_by("-year", "source", "synthetic", *BANDS)
        ),
        network=_network(region),
        came_from=list(Region.objects.filter(successor=region).order_by("code")),
    )


def _network(region: Region | None) -> WalkNetworkData | None:
    """The newest network of the division itself or of what it lies in."""
    keys = region.lineage if region else []
    return WalkNetworkData.objects.filter(region__in=keys).defer("arrays").order_by("-pk").first()
