"""From words to places, among our own data only: no text a family types leaves the platform."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import shapely
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from shapely.geometry import shape

from shanyu.domain.regions.models import Boundary, Level, Region
from shanyu.kernel.clock import today

MOST = 10
#: Levels small enough to be a place on a map that someone can start from.
PLACE_LEVELS = (Level.COUNTY, Level.TOWN, Level.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Place:
    """A place by name. `detail` tells it apart from others of the name; `kind` is a level or a source's own."""

    name: str
    detail: str
    lon: float
    lat: float
    kind: str
    region_code: str = ""
    exact: bool = False


PlaceSource = Callable[[str], Iterable[Place]]
_sources: list[PlaceSource] = []


def place_source(source: PlaceSource) -> PlaceSource:
    """Register a later domain's answer to: which open places have this in their name or address?"""
    if source not in _sources:
        _sources.append(source)
    return source


def places_named(text: str) -> list[Place]:
    """At most ten places, the surest first: a whole name, then the beginning of one, then a part of one."""
    words = "".join(text.split())
    if len(words) < 2:
        return []
    found = list(_regions_as_places(words))
    for source in _sources:
        found += source(words)
    # Sorting is stable, so within one sureness divisions stand before addresses.
    return sorted(found, key=lambda place: not place.exact)[:MOST]


def regions_named(text: str, rows: QuerySet[Region]) -> QuerySet[Region]:
    """Regions whose code or name holds the text, the best match first, larger divisions before smaller."""
    rank = Case(
        When(Q(code=text) | Q(name=text) | Q(name_en__iexact=text), then=Value(0)),
        When(Q(code__startswith=text) | Q(name__startswith=text), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    holds = Q(code__startswith=text) | Q(name__contains=text) | Q(name_en__icontains=text)
    return rows.filter(holds).annotate(rank=rank).order_by("rank", "code")


def _regions_as_places(text: str) -> Iterable[Place]:
    on = today()
    rows = Region.objects.filter(valid__contains=on, level__in=PLACE_LEVELS).select_related("parent")
    regions = list(regions_named(text, rows)[:MOST])
    outlines = {
        boundary.region_id: boundary.geometry
        for boundary in Boundary.objects.filter(valid__contains=on, region__in=regions)
    }
    for region in regions:
        if region.pk in outlines:
            inside = shapely.point_on_surface(shape(outlines[region.pk]))
            yield Place(
                name=region.name,
                detail=region.parent.name if region.parent else "",
                lon=round(inside.x, 6),
                lat=round(inside.y, 6),
                kind=region.level,
                region_code=region.code,
                exact=region.rank == 0,
            )
