"""What can be asked of regions: the tree, boundaries, the map, and minutes on foot. All of it is open data."""

import math
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanyu.domain.regions import geocoding, maps, shapes
from shanyu.domain.regions.geocoding import Place
from shanyu.domain.regions.models import Region
from shanyu.domain.regions.walks import Walk, WalkTime
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import query

__all__ = [
    "Place",
    "Walk",
    "WalkTime",
    "boundary_of",
    "find_region",
    "geocode",
    "locate",
    "map_ground",
    "map_streets",
    "outlines",
    "region_tree",
    "walk_from",
]

#: The longest circle on foot that is drawn.
LONGEST_MINUTES = 60.0


@query("regions.walk_from", audited=False)
def walk_from(actor: Actor, lon: float, lat: float, *, minutes: float = 15.0) -> Walk:
    """The ways on foot from a point in WGS-84: minutes to sites, and the area within `minutes`.

    Raises Invalid for a point that is not on earth or minutes outside 1 to 60.
    """
    lon, lat = _point(lon, lat)
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid({"minutes": _("步行时间应在 1 到 60 分钟之间。")})
    return Walk.start(lon, lat, float(minutes))


@query("regions.region_tree", of=Region, audited=False)
def region_tree(
    actor: Actor,
    regions: QuerySet[Region],
    *,
    under: Region | int | str | None = None,
    on: date | None = None,
) -> list[Region]:
    """The divisions of a day (today), parents before children, by code; `under` one of them, itself included.

    `under` is a region, its key, or its code as text. Each has `depth`, 0 for the first level of the answer.
    """
    on = on or today()
    rows = regions.filter(valid__contains=on)
    if under is not None:
        top = under.pk if isinstance(under, Region) else under
        if isinstance(top, str):
            top = regions.filter(code=top, valid__contains=on).values_list("pk", flat=True).first() or 0
        rows = rows.filter(lineage__contains=[top])
    found = list(rows.order_by("code"))
    shallowest = min((len(region.lineage) for region in found), default=0)
    for region in found:
        region.depth = len(region.lineage) - shallowest
    return found


@query("regions.find_region", of=Region, audited=False)
def find_region(
    actor: Actor, regions: QuerySet[Region], text: str, *, on: date | None = None
) -> list[Region]:
    """Divisions by code or by name (Chinese or English), the best match first, at most twenty."""
    words = text.strip()
    if not words:
        return []
    return list(geocoding.regions_named(words, regions.filter(valid__contains=on or today()))[:20])


@query("regions.boundary_of", on=Region, audited=False)
def boundary_of(actor: Actor, region: Region, *, on: date | None = None) -> dict | None:
    """The region's outline as a GeoJSON feature with its source, or None where none is known."""
    return maps.boundary_feature(region, on or today())


@query("regions.outlines", of=Region, audited=False)
def outlines(
    actor: Actor, regions: QuerySet[Region], codes: Sequence[str], *, on: date | None = None
) -> dict:
    """The outlines of several divisions for drawing areas: a FeatureCollection of those that are known.

    Simplified to what a map of a city shows; each feature has `code`, `name`, `name_en`, `synthetic`.
    """
    on = on or today()
    return maps.outline_features(regions.filter(code__in=list(codes), valid__contains=on), on)


@query("regions.map_ground", audited=False)
def map_ground(actor: Actor, bbox: tuple[float, float, float, float]) -> dict:
    """Water, green, railways (`kind`) and boundaries (`kind` "boundary" with `level`, `code`, `name`).

    A GeoJSON FeatureCollection cut to the box (west, south, east, north), with `sources`: whose data it is and
    whether it is synthetic. Communities appear only when zoomed in.
    """
    return maps.ground_features(_box(bbox), today())


@query("regions.map_streets", audited=False)
def map_streets(actor: Actor, bbox: tuple[float, float, float, float], detail: str = "auto") -> dict:
    """Streets in the box: one feature for each `kind` (main, street, lane), as `map_ground` answers.

    `detail` is "main", "streets", "all" or "auto"; a wide box shows fewer kinds than asked.
    """
    return maps.street_features(_box(bbox), detail)


@query("regions.locate", audited=False)
def locate(actor: Actor, lon: float, lat: float, *, on: date | None = None) -> Region | None:
    """The smallest region whose boundary holds the point, or None."""
    key = int(shapes.regions_at([_point(lon, lat)], on or today())[0])
    return Region.objects.filter(pk=key).first() if key else None


@query("regions.geocode", audited=False)
def geocode(actor: Actor, text: str) -> list[Place]:
    """Places by name or address among our own data: districts, streets, communities, open sites."""
    return geocoding.places_named(text[:60])


def _point(lon: float, lat: float) -> tuple[float, float]:
    lon, lat = float(lon), float(lat)
    if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -85 <= lat <= 85):
        raise Invalid({"place": _("这个位置不在地图上，请重新选择。")})
    return lon, lat


def _box(bbox: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = bbox
    _point(west, south)
    _point(east, north)
    if not (west < east and south < north):
        raise Invalid({"bbox": _("地图范围不对：西应小于东，南应小于北。")})
    return float(west), float(south), float(east), float(north)
