"""Walking networks as they are kept and as they are used.

Kept: compressed arrays in one column (`WalkNetworkData.arrays`). Used: a `LocalNetwork` ready to search, built
once per process and remembered by the row's key. A row never changes, a new network is a new row, so what
is remembered is never stale; which row is newest is asked every time.
"""

import io
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from django.db.models import QuerySet
from numpy.typing import NDArray

from shanyu.domain.regions.models import WalkNetworkData
from shanyu.domain.regions.walking import walking_rule
from shanyu.engines.access import LocalProjection, WalkNetwork

#: Kinds of an edge, from the widest street to the narrowest path.
MAIN, STREET, LANE = 0, 1, 2
DEGREE = 10_000_000
MOST_REMEMBERED = 12


class BrokenNetwork(ValueError):
    """The bytes of a network are not what `pack` writes."""


@dataclass(frozen=True)
class Streets:
    """A walking network in degrees.

    lonlat: (n, 2) WGS-84. edges: (m, 2) indices of nodes, walked both ways. metres: (m,) lengths.
    kind: (m,) MAIN, STREET or LANE.
    """

    lonlat: NDArray[np.float64]
    edges: NDArray[np.int32]
    metres: NDArray[np.float32]
    kind: NDArray[np.uint8]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return (*map(float, self.lonlat.min(axis=0)), *map(float, self.lonlat.max(axis=0)))


def pack(streets: Streets) -> bytes:
    """Compressed bytes: degrees as int32 in units of 1e-7 (about a centimetre)."""
    if len(streets.lonlat) == 0:
        raise BrokenNetwork("a network needs at least one node")
    out = io.BytesIO()
    np.savez_compressed(
        out,
        lonlat=np.rint(np.asarray(streets.lonlat, dtype=np.float64) * DEGREE).astype(np.int32),
        edges=np.asarray(streets.edges, dtype=np.int32).reshape(-1, 2),
        metres=np.asarray(streets.metres, dtype=np.float32),
        kind=np.asarray(streets.kind, dtype=np.uint8),
    )
    return out.getvalue()


def unpack(packed: bytes) -> Streets:
    """The inverse of `pack`. Raises BrokenNetwork."""
    try:
        with np.load(io.BytesIO(bytes(packed)), allow_pickle=False) as arrays:
            streets = Streets(
                arrays["lonlat"].astype(np.float64) / DEGREE,
                arrays["edges"],
                arrays["metres"],
                arrays["kind"],
            )
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise BrokenNetwork("the arrays of a network cannot be read") from error
    if not (len(streets.edges) == len(streets.metres) == len(streets.kind)):
        raise BrokenNetwork("the arrays of a network differ in length")
    return streets


@dataclass(frozen=True)
class LocalNetwork:
    """A network ready to search: `walk` works in the metres of `projection`."""

    key: int
    region_id: int
    source: str
    synthetic: bool
    streets: Streets
    projection: LocalProjection
    walk: WalkNetwork

    @classmethod
    def of(cls, row: WalkNetworkData) -> "LocalNetwork":
        streets = unpack(row.arrays)
        projection = LocalProjection((row.west + row.east) / 2, (row.south + row.north) / 2)
        walk = WalkNetwork(
            projection.to_xy(streets.lonlat),
            streets.edges,
            streets.metres,
            walking_speed=walking_rule().speed_km_per_hour,
        )
        return cls(row.pk, row.region_id, row.source, row.synthetic, streets, projection, walk)

    def snap(self, lonlat: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The nearest node of each place (k, 2) and the metres to it."""
        return self.walk.nearest_node(self.projection.to_xy(np.atleast_2d(lonlat)))

    @cached_property
    def lines(self) -> tuple[NDArray, NDArray[np.uint8], shapely.STRtree]:
        """The streets for drawing: edges of one kind joined into long lines, their kinds, and a tree over them.

        Joining leaves out the ends that two edges share, which halves what a map must load.
        """
        drawn, kinds = [], []
        rounded = self.streets.lonlat.round(5)
        for kind in np.unique(self.streets.kind):
            edges = self.streets.edges[self.streets.kind == kind]
            merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(rounded[edges])))
            parts = shapely.get_parts(merged)
            drawn.append(parts)
            kinds.append(np.full(len(parts), kind, dtype=np.uint8))
        lines = np.concatenate(drawn) if drawn else np.empty(0, dtype=object)
        return lines, np.concatenate(kinds) if kinds else np.empty(0, np.uint8), shapely.STRtree(lines)


_remembered: OrderedDict[int, LocalNetwork] = OrderedDict()
_lock = threading.Lock()


def network(key: int) -> LocalNetwork:
    """The network of this row, from memory if it was used lately. Raises WalkNetworkData.DoesNotExist."""
    with _lock:
        if key in _remembered:
            _remembered.move_to_end(key)
            return _remembered[key]
    built = LocalNetwork.of(WalkNetworkData.objects.get(pk=key))
    with _lock:
        _remembered[key] = built
        while len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return built


def forget() -> None:
    """Empty the memory; a new row needs no forgetting."""
    with _lock:
        _remembered.clear()


def newest() -> QuerySet[WalkNetworkData]:
    """The newest network of every region that has one."""
    newest = WalkNetworkData.objects.order_by("region_id", "-created_at", "-pk").distinct("region_id")
    return WalkNetworkData.objects.filter(pk__in=newest.values("pk")).order_by("-created_at", "-pk")


def keys_within(west: float, south: float, east: float, north: float) -> list[int]:
    """Keys of the newest networks that touch the box, the newest first."""
    touching = newest().filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    return list(touching.values_list("pk", flat=True))


def snap(lonlat: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The nearest node of each place (k, 2) over all networks, -1 off every network, and the metres to it.

    Where the networks of neighbours overlap, the one with the nearest node is taken.
    """
    nodes = np.full(len(lonlat), -1, dtype=np.int64)
    metres = np.full(len(lonlat), np.inf)
    west, south = lonlat.min(axis=0)
    east, north = lonlat.max(axis=0)
    for key in keys_within(west, south, east, north):
        local = network(key)
        found, away = local.snap(lonlat)
        better = (away < metres) & (away <= walking_rule().furthest_snap_m)
        nodes[better], metres[better] = found[better], away[better]
    return nodes, metres


def covering(lon: float, lat: float) -> tuple[LocalNetwork, int, float] | None:
    """The network a point lies on, its nearest node there and the metres to it; None where there is none."""
    found = [_on(network(key), lon, lat) for key in keys_within(lon, lat, lon, lat)]
    best = min(found, key=lambda on: on[2], default=None)
    return best if best and best[2] <= walking_rule().furthest_snap_m else None


def _on(local: LocalNetwork, lon: float, lat: float) -> tuple[LocalNetwork, int, float]:
    nodes, metres = local.snap(np.array([[lon, lat]]))
    return local, int(nodes[0]), float(metres[0])


def notes(networks: Iterable[LocalNetwork]) -> list[dict]:
    """Source and honesty of what is drawn, each once."""
    return [
        {"source": source, "synthetic": synthetic}
        for source, synthetic in dict.fromkeys((one.source, one.synthetic) for one in networks)
    ]
