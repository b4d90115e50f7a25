"""A small town to walk in: a grid of 400 m by 400 m around 和睦街道 in the cast's district."""

from datetime import date

import numpy as np
from psycopg.types.range import DateRange
from shapely.geometry import box, mapping

from shanyu.domain.regions.models import Boundary, Region, WalkNetworkData
from shanyu.domain.regions.networks import Streets, pack
from shanyu.engines.access import LocalProjection

ORIGIN = (120.1365, 30.3120)
STEP_M = 80.0
SIDE = 6


def grid(kind_of_others: int = 1) -> Streets:
    """Six by six crossings, 80 m (one minute) apart; the lowest row is a main street."""
    rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)
    xy = np.column_stack((columns, rows)) * STEP_M
    edges = [(i, i + 1) for i in range(SIDE * SIDE) if i % SIDE < SIDE - 1]
    edges += [(i, i + SIDE) for i in range(SIDE * (SIDE - 1))]
    kind = [0 if max(edge) < SIDE else kind_of_others for edge in edges]
    return Streets(
        LocalProjection(*ORIGIN).to_lonlat(xy),
        np.array(edges, dtype=np.int32),
        np.full(len(edges), STEP_M, dtype=np.float32),
        np.array(kind, dtype=np.uint8),
    )


def lay(region: Region, streets: Streets | None = None) -> WalkNetworkData:
    streets = streets or grid()
    west, south, east, north = streets.box
    return WalkNetworkData.objects.create(
        region=region, arrays=pack(streets), nodes=len(streets.lonlat), edges=len(streets.edges),
        west=west, south=south, east=east, north=north, source="测试路网", synthetic=True,
    )  # fmt: skip


def outline(region: Region, west: float, south: float, east: float, north: float) -> Boundary:
    return Boundary.objects.create(
        region=region, geometry=mapping(box(west, south, east, north)), west=west, south=south, east=east,
        north=north, area_km2=(east - west) * (north - south) * 10_000, source="测试边界", synthetic=True,
        valid=DateRange(date(2020, 1, 1), None),
    )  # fmt: skip


def at(column: float, row: float) -> tuple[float, float]:
    """The longitude and latitude of a crossing, or of a place between crossings."""
    lon, lat = LocalProjection(*ORIGIN).to_lonlat((column * STEP_M, row * STEP_M))
    return float(lon), float(lat)
