"""Splits the blocks of a town into smaller blocks, the way plots are divided: across the longest side.

A *side* is a straight line that both its neighbours share; a street that ends on it adds a node to it. So the
blocks stay a tiling, and every crossing is one node, without any search for intersections afterwards.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from math import hypot

ARTERIAL, STREET, LANE = 0, 1, 2
"""Classes of edges: main road, street, and lane or footpath."""

SNAP_M = 16.0
"""Two streets that meet a side within this many metres of each other meet in one crossing."""
CORNER_M = 24.0
"""No street begins nearer than this to a block's corner."""

Point = tuple[float, float]


@dataclass(eq=False, slots=True)
class Side:
    """A straight line from `start` to `end` with the nodes on it, ordered by metres from the start.

    `kind` is the class of its edges, or None where nobody can walk.
    """

    start: Point
    end: Point
    kind: int | None
    along: list[float] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    length: float = 0.0
    heading: Point = (0.0, 0.0)

    def __post_init__(self) -> None:
        dx, dy = self.end[0] - self.start[0], self.end[1] - self.start[1]
        self.length = hypot(dx, dy)
        self.heading = dx / self.length, dy / self.length

    def at(self, t: float) -> Point:
        """The point `t` metres from the start."""
        return self.start[0] + t * self.heading[0], self.start[1] + t * self.heading[1]

    def nearest(self, t: float) -> float:
        """The place of the node nearest to `t`."""
        index = bisect_left(self.along, t)
        return min(self.along[max(index - 1, 0) : index + 1], key=lambda place: abs(place - t))

    def add(self, t: float, node: int) -> None:
        """Puts a node at `t` metres."""
        index = bisect_left(self.along, t)
        self.along.insert(index, t)
        self.nodes.insert(index, node)

    def between(self, first: float, last: float) -> list[int]:
        """Nodes from `first` to `last`, in that direction."""
        low, high = min(first, last) - 1e-6, max(first, last) + 1e-6
        span = self.nodes[bisect_left(self.along, low) : bisect_left(self.along, high)]
        return span if first <= last else span[::-1]


Reach = tuple[Side, float, float]
"""A stretch of a side, from one place to another, in the direction of the block's outline."""


def corners(block: list[Reach]) -> list[Point]:
    """Corner points of a block, in order."""
    return [side.at(first) for side, first, _ in block]


def area(block: list[Reach]) -> float:
    """Square metres."""
    points = corners(block)
    return 0.5 * abs(
        sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    )


class Town:
    """Nodes and sides of a town while it is drawn."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.sides: list[Side] = []

    def node(self, point: Point) -> int:
        """Adds a node and gives its index."""
        self.points.append(point)
        return len(self.points) - 1

    def side(self, start: int, end: int, kind: int | None) -> Side:
        """Adds a side between two nodes."""
        side = Side(self.points[start], self.points[end], kind)
        side.along, side.nodes = [0.0, side.length], [start, end]
        self.sides.append(side)
        return side

    def ring(self, block: list[Reach]) -> list[int]:
        """Node indices around a block, with all nodes on its sides."""
        return [node for side, first, last in block for node in side.between(first, last)[:-1]]

    def split(
        self, block: list[Reach], ratio: float, lean: float, kind: int
    ) -> tuple[list[Reach], list[Reach]] | None:
        """Two blocks divided by a new street, or None if no street fits.

        Args:
            block: the outline, convex.
            ratio: where on the longest stretch the street begins, 0 to 1.
            lean: how far the street leans from the perpendicular, as a tangent.
            kind: class of the street.
        """
        lengths = [abs(last - first) for _, first, last in block]
        k = lengths.index(max(lengths))
        side, first, last = block[k]
        begin = self._place(side, first, last, first + ratio * (last - first))
        if begin is None:
            return None
        hit = self._shoot(block, k, side.at(begin), lean)
        if hit is None:
            return None
        j, t = hit
        end = self._place(*block[j], t)
        if end is None:
            return None
        far = block[j][0]
        street = self.side(self._ensure(side, begin), self._ensure(far, end), kind)
        there, back = (street, 0.0, street.length), (street, street.length, 0.0)
        low, high = (k, j) if k < j else (j, k)
        cut_low, cut_high = (begin, end) if k < j else (end, begin)
        low_side, low_first, low_last = block[low]
        high_side, high_first, high_last = block[high]
        one = [
            (low_side, cut_low, low_last),
            *block[low + 1 : high],
            (high_side, high_first, cut_high),
            back if k < j else there,
        ]
        two = [
            (high_side, cut_high, high_last),
            *block[high + 1 :],
            *block[:low],
            (low_side, low_first, cut_low),
            there if k < j else back,
        ]
        return one, two

    @staticmethod
    def _place(side: Side, first: float, last: float, t: float) -> float | None:
        """Where a street may meet this stretch: at a near crossing if there is one, never at a corner."""
        near = side.nearest(t)
        if abs(near - t) <= SNAP_M:
            t = near
        return t if min(abs(t - first), abs(t - last)) >= CORNER_M else None

    def _ensure(self, side: Side, t: float) -> int:
        near = side.nearest(t)
        if near == t:
            return side.nodes[side.along.index(near)]
        node = self.node(side.at(t))
        side.add(t, node)
        return node

    @staticmethod
    def _shoot(block: list[Reach], k: int, origin: Point, lean: float) -> tuple[int, float] | None:
        """The stretch, and the place on its side, that a street from `origin` on stretch `k` meets."""
        side, first, last = block[k]
        a, b = side.at(first), side.at(last)
        size = hypot(b[0] - a[0], b[1] - a[1])
        ex, ey = (b[0] - a[0]) / size, (b[1] - a[1]) / size
        dx, dy = -ey + lean * ex, ex + lean * ey
        for j, (other, start, stop) in enumerate(block):
            if j == k:
                continue
            p, q = other.at(start), other.at(stop)
            fx, fy = q[0] - p[0], q[1] - p[1]
            cross = dx * fy - dy * fx
            if abs(cross) < 1e-9:
                continue
            px, py = p[0] - origin[0], p[1] - origin[1]
            share = (px * dy - py * dx) / cross
            ahead = (px * fy - py * fx) / cross
            if 0 <= share <= 1 and ahead > 1:
                return j, start + share * (stop - start)
        return None
