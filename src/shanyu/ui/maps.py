"""What a page needs to put something on the map: points in the datum of the tiles, and features.

Places are kept as WGS-84. Where an installation shows tiles of another datum (SHANYU_TILE_DATUM), everything
drawn over them is shifted on the server, and what a reader taps is shifted back.
"""

from collections.abc import Iterable

import numpy as np
from django.conf import settings

from shanyu.kernel.coordinates import Datum, from_wgs84, to_wgs84

#: About a tenth of a metre.
DECIMALS = 6
LonLat = tuple[float, float]


def datum() -> Datum:
    """The datum things are drawn in: the tiles' own, or WGS-84 where the ground is ours."""
    return Datum(settings.SHANYU_TILE_DATUM.lower()) if settings.SHANYU_TILE_URL else Datum.WGS84


def drawn(lon: float, lat: float) -> list[float]:
    """A WGS-84 point as the map draws it."""
    return from_wgs84([lon, lat], datum()).round(DECIMALS).tolist()


def tapped(lon: float, lat: float) -> LonLat:
    """The WGS-84 point of a tap on the map."""
    here = to_wgs84([lon, lat], datum()).round(DECIMALS)
    return float(here[0]), float(here[1])


def drawn_geometry(geometry: dict) -> dict:
    """A GeoJSON geometry as the map draws it."""
    if datum() == Datum.WGS84:
        return geometry
    return {**geometry, "coordinates": _shifted(geometry["coordinates"])}


def _shifted(coordinates: Iterable) -> list:
    rows = list(coordinates)
    if rows and isinstance(rows[0], int | float):
        return drawn(rows[0], rows[1])
    if rows and isinstance(rows[0][0], int | float):
        return from_wgs84(np.array(rows), datum()).round(DECIMALS).tolist()
    return [_shifted(part) for part in rows]


def point(lon: float, lat: float, **properties: object) -> dict:
    """A GeoJSON point feature, as drawn."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": drawn(lon, lat)},
        "properties": properties,
    }


def collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}


def corners_of(features: list[dict]) -> list[LonLat]:
    """Every corner of the outer edges of these areas: what a map of them must show."""
    found: list[LonLat] = []
    for one in features:
        geometry = one["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found += [(corner[0], corner[1]) for polygon in polygons for corner in polygon[0]]
    return found


def box_around(points: Iterable[LonLat], margin: float = 0.004) -> list[float] | None:
    """West, south, east, north around WGS-84 points, as drawn; None for no points."""
    corners = np.array(list(points), dtype=float)
    if not len(corners):
        return None
    low, high = corners.min(axis=0) - margin, corners.max(axis=0) + margin
    return [*drawn(*low), *drawn(*high)]
