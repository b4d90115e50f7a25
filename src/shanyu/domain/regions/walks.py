"""Minutes on foot from one point: over a network where one is known, else by the straight line, and said so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from shanyu.domain.regions import networks
from shanyu.domain.regions.networks import LocalNetwork
from shanyu.domain.regions.walking import walking_rule
from shanyu.engines.access import LocalProjection, haversine_m

#: A site's snapped node is trusted while it stands as far from the site as it says, to this many metres.
SNAP_TOLERANCE_M = 2.0
_CORNERS_OF_A_CIRCLE = 16

SnappedSite = tuple[int, float, float, int | None, float | None]
"""(key, longitude, latitude, node of its network or None, metres to that node or None)."""


@dataclass(frozen=True, slots=True)
class WalkTime:
    """Minutes and metres on foot; `estimated` when they come from the straight line."""

    minutes: float
    metres: float
    estimated: bool


@dataclass(frozen=True)
class NetworkNote:
    """Whose network the minutes come from, and whether it is drawn rather than surveyed."""

    source: str
    synthetic: bool


@dataclass(frozen=True)
class Walk:
    """The ways on foot from one point. `known` tells whether a walking network covers the point.

    Nothing is computed before it is asked for.
    """

    lon: float
    lat: float
    minutes: float
    network: LocalNetwork | None = field(repr=False)
    node: int = 0
    node_metres: float = 0.0

    @classmethod
    def start(cls, lon: float, lat: float, minutes: float) -> "Walk":
        on = networks.covering(lon, lat)
        return cls(lon, lat, minutes, *on) if on else cls(lon, lat, minutes, None)

    @property
    def known(self) -> bool:
        return self.network is not None

    @property
    def factor(self) -> float:
        return walking_rule().straight_line_factor

    @property
    def network_note(self) -> NetworkNote | None:
        return NetworkNote(self.network.source, self.network.synthetic) if self.network else None

    def minutes_to(self, sites: Sequence[SnappedSite]) -> list[WalkTime]:
        """How long to each site, in the order given. Sites off the network or too far away are estimated."""
        if not sites:
            return []
        lonlat = np.array([(lon, lat) for _key, lon, lat, *_snap in sites], dtype=np.float64)
        pace = walking_rule().metres_per_minute
        straight = haversine_m((self.lon, self.lat), lonlat) * self.factor
        if self.network is None:
            return [WalkTime(metres / pace, metres, True) for metres in straight.tolist()]
        nodes, beside = self._snapped(sites, lonlat)
        walked = self._reached[nodes] * pace + beside
        # From one node the way back and forth to it says nothing of two places beside it.
        walked = np.where(nodes == self.node, np.minimum(walked, straight), walked)
        guessed = ~np.isfinite(walked) | (beside > walking_rule().furthest_snap_m)
        metres = np.where(guessed, straight, walked)
        return [WalkTime(m / pace, m, g) for m, g in zip(metres.tolist(), guessed.tolist(), strict=True)]

    @cached_property
    def area(self) -> dict:
        """The area within `minutes` as a GeoJSON Polygon or MultiPolygon in WGS-84."""
        if self.network is None:
            projection = LocalProjection(self.lon, self.lat)
            radius = self.minutes * walking_rule().metres_per_minute / self.factor
            shape = shapely.buffer(shapely.Point(0, 0), radius, quad_segs=_CORNERS_OF_A_CIRCLE)
        else:
            projection = self.network.projection
            shape = self.network.walk.isochrone(self._reached, self.minutes)
        degrees = shapely.transform(shape, lambda xy: projection.to_lonlat(xy).round(5))
        return shapely.geometry.mapping(degrees)

    @cached_property
    def _reached(self) -> NDArray[np.float64]:
        xy = self.network.projection.to_xy((self.lon, self.lat))
        return self.network.walk.minutes_from(xy, max(walking_rule().farthest_minutes, self.minutes))

    def _snapped(
        self, sites: Sequence[SnappedSite], lonlat: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Nodes and metres as the sites keep them, corrected where they belong to another network."""
        local = self.network
        nodes = np.array([-1 if s[3] is None else s[3] for s in sites], dtype=np.int64)
        beside = np.array([np.nan if s[4] is None else s[4] for s in sites], dtype=np.float64)
        xy = local.projection.to_xy(lonlat)
        here = np.where((nodes >= 0) & (nodes < len(local.walk)), nodes, 0)
        away = np.hypot(*(xy - local.walk.node_xy[here]).T)
        wrong = (here != nodes) | ~(np.abs(away - beside) <= SNAP_TOLERANCE_M)
        if wrong.any():
            nodes[wrong], beside[wrong] = local.walk.nearest_node(xy[wrong])
        return nodes, beside
