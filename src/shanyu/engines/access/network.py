"""The walking network: how many minutes on foot from everywhere to a set of places.

The compiled searches are imported where they are used: the compiler takes 66 MB and a second to load, and
processes that never walk (a migration, an import of sites) need neither.
"""

import math
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from shanyu.engines.access.area import reached_area

DEFAULT_WALKING_SPEED = 4.8
"""Kilometres in an hour (80 m a minute): a common planning value, not one that a rule prescribes."""


class WalkNetwork:
    """Streets and paths as nodes and undirected edges.

    node_xy: (n, 2) places of the nodes in projected metres, n ≥ 1. They serve for snapping and drawing only;
        walking minutes come from `metres`.
    edges: (m, 2) integer pairs of node indices from 0 to n - 1. Of parallel edges the shortest counts.
    metres: (m,) finite lengths of the edges, not negative. A zero length joins two nodes at one place.
    walking_speed: kilometres in an hour.

    A network never changes after it is made, and may be used by several threads at once.
    Raises ValueError, saying what is wrong, for anything else.
    """

    def __init__(
        self,
        node_xy: ArrayLike,
        edges: ArrayLike,
        metres: ArrayLike,
        *,
        walking_speed: float = DEFAULT_WALKING_SPEED,
    ) -> None:
        self.node_xy = _points(node_xy, "node_xy")
        if len(self.node_xy) == 0:
            raise ValueError("a network needs at least one node")
        self.edges = _edges(edges, len(self.node_xy))
        self.metres = _lengths(metres, len(self.edges))
        if not (math.isfinite(walking_speed) and walking_speed > 0):
            raise ValueError(f"walking_speed must be a positive number of km/h, not {walking_speed}")
        self.walking_speed = float(walking_speed)
        self.metres_per_minute = self.walking_speed * 1000 / 60
        self._starts, self._neighbours, self._lengths = _compressed(
            self.edges, self.metres, len(self.node_xy)
        )

    def __len__(self) -> int:
        """The number of nodes."""
        return len(self.node_xy)

    def minutes_to_nearest(self, sites: ArrayLike, limit: float) -> NDArray[np.float64]:
        """Walking minutes from every node to the nearest of `sites`.

        sites: indices of nodes. limit: minutes, inclusive; infinity for no limit.
        Returns (n,), with infinity where no site is within the limit.
        """
        nodes = self._nodes(sites)
        return self._spread(nodes, np.zeros(len(nodes)), limit)

    def minutes_from(self, xy: ArrayLike, limit: float) -> NDArray[np.float64]:
        """Walking minutes from one point (x, y) in projected metres to every node, infinity beyond `limit`.

        The way from the point to its nearest node is walked in a straight line at the same speed. Drop small
        islands of the network first (`components`), else a point may snap to one and reach nothing.
        """
        nodes, metres = self.nearest_node(xy)
        if len(nodes) != 1:
            raise ValueError("minutes_from takes one point (x, y)")
        return self._spread(nodes.astype(np.int32), metres, limit)

    def within(self, sites: ArrayLike, limit: float) -> csr_array:
        """Walking minutes between every node and every site within `limit` minutes (inclusive).

        Returns a sparse (n, number of sites) array in compressed rows. A pair within the limit is **stored**,
        also when its minutes are zero (a site at the node itself); a pair beyond the limit is not stored. So
        tell reachable from unreachable by `indptr`, `indices` and `data` (or `tocoo()`), never by comparing a
        dense copy with zero, and do not call `eliminate_zeros`. The indices of each row are sorted.
        """
        from shanyu.engines.access.dijkstra import spread_each

        nodes = self._nodes(sites)
        ends, reached, metres = spread_each(
            self._starts, self._neighbours, self._lengths, nodes, self._limit_metres(limit)
        )
        minutes = metres / self.metres_per_minute
        return csc_array((minutes, reached, ends), shape=(len(self), len(nodes))).tocsr()

    def nearest_node(self, xy: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The nearest node of each point, and the metres to it in a straight line.

        xy: (2,) or (k, 2) projected metres. Returns indices (k,) and metres (k,), k = 1 for a single point.
        """
        metres, nodes = self._tree.query(np.atleast_2d(_points(np.atleast_2d(xy), "xy")))
        return nodes.astype(np.int64), metres

    def components(self) -> NDArray[np.int64]:
        """Which connected part each node belongs to: (n,), 0 for the largest, 1 for the next, and so on."""
        rows, columns = self.edges.T
        graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(len(self), len(self)))
        count, labels = connected_components(graph, directed=False)
        by_size = np.argsort(-np.bincount(labels, minlength=count), kind="stable")
        rank = np.empty(count, dtype=np.int64)
        rank[by_size] = np.arange(count)
        return rank[labels]

    def isochrone(
        self,
        minutes: ArrayLike,
        limit: float,
        *,
        reach_beside: float = 50.0,
        detail: float = 5.0,
        smallest_hole: float = 40_000.0,
    ) -> BaseGeometry:
        """The area within `limit` minutes, as a Polygon or MultiPolygon in projected metres (empty if none).

        minutes: (n,) from `minutes_from` or `minutes_to_nearest`, computed with at least this limit.
        Every edge is cut where the limit ends on it. What remains is widened by `reach_beside` metres on each
        side, holes below `smallest_hole` square metres (blocks one can walk around) are filled, and the
        outline is simplified to within `detail` metres.
        """
        values = np.asarray(minutes, dtype=np.float64)
        if values.shape != (len(self),):
            raise ValueError(f"minutes must hold one value for each of {len(self)} nodes, not {values.shape}")
        left_over = np.maximum(self._limit_metres(limit) - values * self.metres_per_minute, 0)
        reached = values <= limit
        return reached_area(
            self.node_xy, self.edges, self.metres, reached, left_over, reach_beside, detail, smallest_hole
        )

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.node_xy)

    def _spread(
        self, seeds: NDArray[np.int32], seed_metres: NDArray[np.float64], limit: float
    ) -> NDArray[np.float64]:
        from shanyu.engines.access.dijkstra import spread

        bound = self._limit_metres(limit)
        reached = spread(self._starts, self._neighbours, self._lengths, seeds, seed_metres, bound)
        return reached / self.metres_per_minute

    def _limit_metres(self, limit: float) -> float:
        if math.isnan(limit) or limit < 0:
            raise ValueError(f"limit must be a number of minutes from zero up, not {limit}")
        return float(limit) * self.metres_per_minute

    def _nodes(self, sites: ArrayLike) -> NDArray[np.int32]:
        return _indices(sites, len(self), "sites", 1).astype(np.int32)


def warm_up() -> None:
    """Compile the searches, or load them from numba's cache, on a tiny network before anyone waits."""
    network = WalkNetwork([[0.0, 0.0], [80.0, 0.0]], [[0, 1]], [80.0])
    network.within([0], 1.0)
    network.minutes_to_nearest([0], 1.0)


def _points(values: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.array(values, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"{name} must have the shape (n, 2), not {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite")
    return array


def _indices(values: ArrayLike, count: int, name: str, dimensions: int) -> NDArray[np.int64]:
    array = np.asarray(values)
    if array.size == 0:
        array = array.astype(np.int64)
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{name} must be whole numbers, not {array.dtype}")
    if array.ndim != dimensions:
        raise ValueError(f"{name} must have {dimensions} dimension(s), not {array.ndim}")
    if array.size and (array.min() < 0 or array.max() >= count):
        raise ValueError(f"{name} must be indices of nodes, from 0 to {count - 1}")
    return array.astype(np.int64)


def _edges(values: ArrayLike, count: int) -> NDArray[np.int64]:
    array = np.asarray(values)
    if array.size == 0:
        return np.empty((0, 2), dtype=np.int64)
    edges = _indices(array, count, "edges", 2)
    if edges.shape[1] != 2:
        raise ValueError(f"edges must have the shape (m, 2), not {edges.shape}")
    return edges


def _lengths(values: ArrayLike, count: int) -> NDArray[np.float64]:
    array = np.array(values, dtype=np.float64)
    if array.shape != (count,):
        raise ValueError(f"metres must hold one length for each of {count} edges, not {array.shape}")
    if not np.isfinite(array).all() or (array < 0).any():
        raise ValueError("metres must be finite and not negative")
    return array


def _compressed(
    edges: NDArray[np.int64], metres: NDArray[np.float64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Both directions of every edge, in compressed rows."""
    tails = np.concatenate((edges[:, 0], edges[:, 1]))
    order = np.argsort(tails, kind="stable")
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(tails, minlength=count), out=starts[1:])
    heads = np.concatenate((edges[:, 1], edges[:, 0]))[order].astype(np.int32)
    return starts, heads, np.concatenate((metres, metres))[order]
