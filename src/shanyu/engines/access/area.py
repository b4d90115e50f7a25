"""The area around the stretches of a network that someone can reach."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry


def reached_area(
    node_xy: NDArray[np.float64],
    edges: NDArray[np.int64],
    metres: NDArray[np.float64],
    reached: NDArray[np.bool_],
    left_over: NDArray[np.float64],
    reach_beside: float,
    detail: float,
    smallest_hole: float,
) -> BaseGeometry:
    """A Polygon or MultiPolygon around all reached stretches.

    reached: (n,) which nodes are reached. left_over: (n,) metres that may still be walked from each.
    The other arguments are those of `WalkNetwork.isochrone`.
    """
    if not reached.any():
        return shapely.Polygon()
    lines = shapely.multilinestrings(
        shapely.linestrings(reached_stretches(node_xy, edges, metres, left_over))
    )
    # Fewer and simpler lines first, then each widened by itself and all united: on a dense network this is a
    # hundred times quicker than widening them as one shape.
    lines = shapely.get_parts(shapely.simplify(shapely.line_merge(lines), detail))
    alone = reached.copy()
    alone[edges[(left_over[edges] > 0).any(axis=1)]] = False
    shapes = np.concatenate((lines, shapely.points(node_xy[alone])))
    widened = shapely.union_all(shapely.buffer(shapes, reach_beside, quad_segs=4))
    return shapely.simplify(_without_small_holes(widened, smallest_hole), detail)


def reached_stretches(
    node_xy: NDArray[np.float64],
    edges: NDArray[np.int64],
    metres: NDArray[np.float64],
    left_over: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The reached part of every edge as straight stretches, (k, 2, 2): start and end, each x and y.

    An edge whose two ends can together cover it is one whole stretch; otherwise it gives up to two, one from
    each end, cut where the metres run out.
    """
    first, last = node_xy[edges[:, 0]], node_xy[edges[:, 1]]
    from_first, from_last = left_over[edges[:, 0]], left_over[edges[:, 1]]
    touched = (from_first > 0) | (from_last > 0)
    whole = touched & (from_first + from_last >= metres)
    cut_first = touched & ~whole & (from_first > 0)
    cut_last = touched & ~whole & (from_last > 0)
    return np.concatenate(
        (
            np.stack((first[whole], last[whole]), axis=1),
            _cut(first[cut_first], last[cut_first], from_first[cut_first] / metres[cut_first]),
            _cut(last[cut_last], first[cut_last], from_last[cut_last] / metres[cut_last]),
        )
    )


def _cut(
    start: NDArray[np.float64], end: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.stack((start, start + (end - start) * share[:, None]), axis=1)


def _without_small_holes(area: BaseGeometry, smallest: float) -> BaseGeometry:
    parts = [
        shapely.Polygon(
            part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= smallest]
        )
        for part in shapely.get_parts(area)
    ]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
