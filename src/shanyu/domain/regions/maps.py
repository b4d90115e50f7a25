"""What a map is drawn from: streets, ground and boundaries cut to a box, as compact GeoJSON in WGS-84.

Every answer names its sources, and every feature says whether it is synthetic (drawn, not surveyed).
"""

import math
from datetime import date

import numpy as np
import shapely
from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from shanyu.domain.regions import networks, shapes
from shanyu.domain.regions.models import Boundary, Level, Region

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

KIND_NAMES = {networks.MAIN: "main", networks.STREET: "street", networks.LANE: "lane"}
#: The widest box, in degrees of longitude, in which streets and lanes are drawn: wider shows fewer kinds.
WIDEST_FOR_LANES = 0.035
WIDEST_FOR_STREETS = 0.09
WIDEST_FOR_COMMUNITIES = 0.06
WIDEST_FOR_TOWNS = 0.6
#: About one metre.
DECIMALS = 5
#: Detail finer than this share of the box's width is not seen.
SEEN_SHARE = 1 / 2500

_DETAILS = {"main": networks.MAIN, "streets": networks.STREET, "all": networks.LANE}


def street_features(box: Box, detail: str) -> dict:
    """One MultiLineString for each kind of street in the box."""
    most = min(_DETAILS.get(detail, networks.LANE), _kinds_for(box))
    local = [networks.network(key) for key in networks.keys_within(*box)]
    found: dict[tuple[int, bool], list[BaseGeometry]] = {}
    for one in local:
        lines, kinds, tree = one.lines
        places = np.sort(tree.query(shapely.box(*box), predicate="intersects"))
        for kind in range(most + 1):
            chosen = lines[places[kinds[places] == kind]]
            found.setdefault((kind, one.synthetic), []).extend(chosen)
    features = []
    for (kind, synthetic), lines in sorted(found.items()):
        cut = _cut(shapely.multilinestrings(lines), box, 0.0) if lines else None
        if cut is not None:
            features.append(_feature(cut, kind=KIND_NAMES[kind], synthetic=synthetic))
    return _collection(features, networks.notes(local))


def ground_features(box: Box, on: date) -> dict:
    """Water, green, railways and the boundaries of divisions fit for the size of the box."""
    detail = (box[2] - box[0]) * SEEN_SHARE
    grounds = shapes.ground()
    features, sources = [], {}
    for i in grounds.touching(box):
        cut = _cut(grounds.geometries[i], box, detail)
        if cut is not None:
            source, synthetic = grounds.sources[i]
            sources[source, synthetic] = None
            features.append(_feature(cut, kind=grounds.kinds[i], synthetic=synthetic))
    features += _boundary_features(box, on, detail, sources)
    return _collection(features, [{"source": s, "synthetic": y} for s, y in sources])


def boundary_feature(region: Region, on: date) -> dict | None:
    """A region's outline as a feature, or None where no boundary is known that day."""
    boundary = region.boundaries.filter(valid__contains=on).first()
    if boundary is None:
        return None
    return _feature(
        boundary.geometry,
        kind=region.level,
        code=region.code,
        name=region.name,
        name_en=region.name_en,
        source=boundary.source,
        synthetic=boundary.synthetic,
    )


def outline_features(regions: QuerySet[Region], on: date) -> dict:
    """The areas of these divisions, simplified, with their sources. One question."""
    rows = Boundary.objects.filter(region__in=regions, valid__contains=on).select_related("region")
    features, sources = [], {}
    for row in rows.order_by("region__code"):
        area = shapely.simplify(shapely.geometry.shape(row.geometry), (row.east - row.west) * SEEN_SHARE)
        geometry = shapely.geometry.mapping(shapely.transform(area, lambda xy: xy.round(DECIMALS)))
        sources[row.source, row.synthetic] = None
        features.append(
            _feature(
                geometry,
                code=row.region.code,
                name=row.region.name,
                name_en=row.region.name_en,
                synthetic=row.synthetic,
            )
        )
    return _collection(features, [{"source": s, "synthetic": y} for s, y in sources])


def _boundary_features(box: Box, on: date, detail: float, sources: dict) -> list[dict]:
    index = shapes.boundaries(on)
    places = index.touching(box)
    regions = Region.objects.filter(level__in=_levels_for(box)).in_bulk(index.owners[places].tolist())
    features = []
    for i in places:
        region = regions.get(int(index.owners[i]))
        # The outline is cut as a line, so that the edge of the map is not drawn as a boundary.
        cut = _cut(shapely.boundary(index.geometries[i]), box, detail) if region else None
        if cut is not None:
            source, synthetic = index.sources[i]
            sources[source, synthetic] = None
            features.append(
                _feature(
                    cut,
                    kind="boundary",
                    level=region.level,
                    code=region.code,
                    name=region.name,
                    name_en=region.name_en,
                    synthetic=synthetic,
                )
            )
    return features


def _kinds_for(box: Box) -> int:
    width = box[2] - box[0]
    if width <= WIDEST_FOR_LANES:
        return networks.LANE
    return networks.STREET if width <= WIDEST_FOR_STREETS else networks.MAIN


def _levels_for(box: Box) -> list[str]:
    width = box[2] - box[0]
    levels = [Level.PROVINCE, Level.CITY, Level.COUNTY]
    if width <= WIDEST_FOR_TOWNS:
        levels.append(Level.TOWN)
    if width <= WIDEST_FOR_COMMUNITIES:
        levels.append(Level.COMMUNITY)
    return levels


def _cut(geometry: BaseGeometry, box: Box, detail: float) -> dict | None:
    """The part within the box, with a margin so that lines do not end at the map's edge."""
    margin_x, margin_y = (box[2] - box[0]) * 0.05, (box[3] - box[1]) * 0.05
    around = (box[0] - margin_x, box[1] - margin_y, box[2] + margin_x, box[3] + margin_y)
    west, south, east, north = shapely.bounds(geometry)
    if not (around[0] <= west and around[1] <= south and east <= around[2] and north <= around[3]):
        geometry = shapely.clip_by_rect(geometry, *around)
    if detail > 10**-DECIMALS:
        geometry = shapely.simplify(geometry, detail)
    if geometry.is_empty or math.isnan(shapely.bounds(geometry)[0]):
        return None
    return shapely.geometry.mapping(shapely.transform(geometry, lambda xy: xy.round(DECIMALS)))


def _feature(geometry: dict, **properties: object) -> dict:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: list[dict], sources: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features, "sources": sources}
