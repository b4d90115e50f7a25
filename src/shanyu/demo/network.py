"""A plausible walking network over a district: arterial roads, streets, lanes, a canal and a railway.

An uneven lattice of arterials is bent by a smooth field of waves; its cells are divided into blocks until
they are as small as blocks are that far from the old town. Canal, rivers and the railway are strips of
the lattice that only arterials, bridges and underpasses cross. Nothing here is a survey: the map says so.
"""

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from shanyu.demo.atlas import districts
from shanyu.demo.blocks import ARTERIAL, LANE, STREET, Reach, Side, Town, area, corners
from shanyu.demo.geography import Geography
from shanyu.demo.plane import Plane
from shanyu.demo.streams import stream

NODES_WANTED = 20_000
_NODES_PER_BLOCK = 1.52
"""A street adds two nodes and one block; shared crossings, parks and water take some away (measured)."""
_MEAN_OF_LIMIT = 0.70
"""The mean block's area as a share of the limit above which a block is divided (measured)."""
_TURN = -0.13
"""Radians by which the lattice is turned: towns seldom face north exactly."""
_WIDTHS = {"canal": 78.0, "river": 34.0, "rail": 40.0}
WATER = ("canal", "river")


@dataclass(frozen=True)
class Network:
    """A walking network. All coordinates are WGS-84 degrees.

    Attributes:
        lonlat: nodes, float (n, 2).
        edges: pairs of node indices, int32 (m, 2); walked both ways; one connected component.
        metres: length of each edge, float (m,).
        kind: class of each edge, uint8 (m,): 0 arterial, 1 street, 2 lane or path.
        water: polygons of canal, rivers and ponds; `green`: of parks and hills; `rail`: lines of the railway.
    """

    lonlat: np.ndarray
    edges: np.ndarray
    metres: np.ndarray
    kind: np.ndarray
    water: tuple[shapely.Polygon, ...]
    green: tuple[shapely.Polygon, ...]
    rail: tuple[shapely.LineString, ...]


def where_nobody_builds(network: Network, plane: Plane) -> shapely.Geometry:
    """Water with its banks, parks, hills and the railway's strip, in the plane's metres; prepared for look-ups."""
    parts = [plane.flat(shape).buffer(10) for shape in network.water]
    parts += [plane.flat(shape).buffer(2) for shape in network.green]
    parts += [plane.flat(line).buffer(36) for line in network.rail]
    union = shapely.union_all(parts)
    shapely.prepare(union)
    return union


@dataclass(frozen=True)
class _Bend:
    """The smooth field that bends the lattice: lattice metres to plane metres."""

    waves: np.ndarray
    """(k, 6): wave numbers kx, ky, amplitudes ax, ay, phases px, py."""

    @classmethod
    def drawn(cls, draw: np.random.Generator) -> "_Bend":
        rows = []
        for length, height in ((9_000, 420), (5_600, 210), (3_300, 90), (1_700, 26)):
            for _ in range(2):
                heading = draw.uniform(0, 2 * pi)
                turn = draw.uniform(0, 2 * pi)
                rows.append(
                    (
                        2 * pi / length * cos(heading),
                        2 * pi / length * sin(heading),
                        height * cos(turn),
                        height * sin(turn),
                        draw.uniform(0, 2 * pi),
                        draw.uniform(0, 2 * pi),
                    )
                )
        return cls(np.array(rows))

    def apply(self, uv: np.ndarray) -> np.ndarray:
        uv = np.asarray(uv, dtype=float)
        turned = uv @ np.array([[cos(_TURN), sin(_TURN)], [-sin(_TURN), cos(_TURN)]])
        kx, ky, ax, ay, px, py = self.waves.T
        phase = uv[:, :1] * kx + uv[:, 1:] * ky
        return turned + np.column_stack([np.sin(phase + px) @ ax, np.sin(phase + py) @ ay])


def _crowding(metres_from_centre: np.ndarray) -> np.ndarray:
    """How much larger blocks are at this distance from the old town than the district's unit."""
    return 0.5 + (np.asarray(metres_from_centre) / 8_000) ** 1.3


def _lines(
    low: float, high: float, spacing: float, strips: dict[float, str], draw: np.random.Generator
) -> tuple[list[float], list[str]]:
    """Places of the lattice lines, and what lies between each two: land or a strip's name.

    `strips` gives for a share of the width which strip lies there.
    """
    places, gaps = [low], []
    due = sorted((low + share * (high - low), name) for share, name in strips.items())
    while places[-1] < high:
        ahead = places[-1] + spacing * draw.uniform(0.72, 1.28)
        if due and ahead + 0.3 * spacing > due[0][0]:
            at, name = due.pop(0)
            at = max(at, places[-1] + 0.5 * spacing)
            places += [at, at + _WIDTHS[name]]
            gaps += ["land", name]
        else:
            places.append(ahead)
            gaps.append("land")
    return places, gaps


def _line_kind(before: str, after: str, across: str) -> int | None:
    """Class of a lattice line between two gaps where it runs along (`across` land) or over a strip."""
    strip = before if before != "land" else after
    if strip == "land":
        return ARTERIAL
    if across == "land":
        return STREET if strip == "rail" else LANE
    return LANE if strip == "canal" and across == "rail" else None


class _Drawing:
    """Draws one district's town block by block."""

    def __init__(self, seed: int, geography: Geography, window: shapely.Geometry, target: int) -> None:
        self.seed, self.code = seed, geography.district.code
        self.plane = geography.plane
        self.ground = self.plane.flat(geography.district.polygon)
        self.window = self.ground.intersection(window)
        shapely.prepare(self.window)
        draw = stream(seed, "network", self.code)
        self.bend = _Bend.drawn(draw)
        self.centre = self.plane.metres(np.array([districts()[self.code].centre]))[0]
        self.unit = self._calibrate(target)
        spacing = 820 * float(np.sqrt(np.clip(self.unit / 9_000, 0.8, 12)))
        west, south, east, north = self.ground.buffer(900).bounds
        reach = max(east - west, north - south) * 0.56
        self.us, self.columns = _lines(-reach, reach, spacing, {0.40: "canal"}, draw)
        self.vs, self.rows = _lines(
            -reach, reach, spacing, {0.27: "river", 0.46: "rail", 0.64: "river"}, draw
        )
        self.hill = self._hill(draw)
        self.town = Town()
        self.water: list[tuple[str, list[Reach]]] = []
        self.green: list[list[Reach]] = []
        self.ponds: list[list[Reach]] = []
        self.rail: list[tuple[tuple[float, float], tuple[float, float]]] = []

    def _calibrate(self, target: int) -> float:
        """Square metres of a block at crowding 1, so that the whole district has about `target` nodes."""
        west, south, east, north = self.ground.bounds
        xs, ys = np.meshgrid(np.linspace(west, east, 60), np.linspace(south, north, 60))
        inside = shapely.contains_xy(self.ground, xs, ys)
        far = np.hypot(xs[inside] - self.centre[0], ys[inside] - self.centre[1])
        blocks_per_unit = self.ground.area * float(np.mean(1 / _crowding(far)))
        return _NODES_PER_BLOCK * blocks_per_unit / target / _MEAN_OF_LIMIT

    def _hill(self, draw: np.random.Generator) -> tuple[float, float, float]:
        """A wooded hill far from the old town, over which few paths lead: lattice place and size, metres."""
        spots = draw.uniform((self.us[0], self.vs[0]), (self.us[-1], self.vs[-1]), (400, 2))
        bent = self.bend.apply(spots)
        inside = shapely.contains_xy(self.ground, bent)
        far = (bent - self.centre).sum(axis=1)
        u, v = spots[inside][far[inside].argmax()]
        return float(u), float(v), 0.15 * float(np.sqrt(self.ground.area))

    def _limit(self, i: int, j: int) -> float:
        """The area above which a block in this cell is divided, square metres."""
        middle = (self.us[i] + self.us[i + 1]) / 2, (self.vs[j] + self.vs[j + 1]) / 2
        spot = self.bend.apply(np.array([middle]))[0]
        return self.unit * float(_crowding(np.hypot(*(spot - self.centre))))

    def _wooded(self, part: list[Reach]) -> bool:
        points = corners(part)
        u, v, size = self.hill
        du = sum(point[0] for point in points) / len(points) - u
        dv = sum(point[1] for point in points) / len(points) - v
        return (du / size) ** 2 + (1.5 * dv / size) ** 2 < 1

    def lattice(self) -> None:
        """Lays the lattice over the window and fills its cells."""
        grid = {
            (i, j): self.bend.apply(np.array([(u, v)]))[0]
            for i, u in enumerate(self.us)
            for j, v in enumerate(self.vs)
        }
        wanted = [
            (i, j)
            for i in range(len(self.columns))
            for j in range(len(self.rows))
            if self._touches([grid[i, j], grid[i + 1, j], grid[i + 1, j + 1], grid[i, j + 1]])
        ]
        nodes: dict[tuple[int, int], int] = {}
        sides: dict[tuple[int, int, bool], Side] = {}

        def node(i: int, j: int) -> int:
            if (i, j) not in nodes:
                nodes[i, j] = self.town.node((self.us[i], self.vs[j]))
            return nodes[i, j]

        def side(i: int, j: int, upright: bool) -> Side:
            key = (i, j, upright)
            if key not in sides:
                gaps, across = (self.columns, self.rows[j]) if upright else (self.rows, self.columns[i])
                at = i if upright else j
                kind = _line_kind(
                    gaps[at - 1] if at else "land", gaps[at] if at < len(gaps) else "land", across
                )
                end = node(i, j + 1) if upright else node(i + 1, j)
                sides[key] = self.town.side(node(i, j), end, kind)
            return sides[key]

        for i, j in wanted:
            low, right, top, left = (
                side(i, j, False),
                side(i + 1, j, True),
                side(i, j + 1, False),
                side(i, j, True),
            )
            block = [
                (low, 0.0, low.length),
                (right, 0.0, right.length),
                (top, top.length, 0.0),
                (left, left.length, 0.0),
            ]
            self._fill(i, j, block)

    def _touches(self, quad: list[np.ndarray]) -> bool:
        return shapely.Polygon(quad).buffer(120).intersects(self.window)

    def _fill(self, i: int, j: int, block: list[Reach]) -> None:
        draw = stream(self.seed, "block", self.code, i, j)
        names = {self.columns[i], self.rows[j]} - {"land"}
        if not names:
            self._divide(block, self._limit(i, j), draw)
            return
        if "rail" in names:
            self._track(i, j)
        wet = [name for name in WATER if name in names]
        parts = [block]
        if len(names) == 1 and draw.random() < 0.8:
            parts = list(self.town.split(block, draw.uniform(0.4, 0.6), 0.0, STREET) or [block])
        if wet:
            self.water += [(wet[0], part) for part in parts]

    def _track(self, i: int, j: int) -> None:
        middle_u, middle_v = sum(self.us[i : i + 2]) / 2, sum(self.vs[j : j + 2]) / 2
        if self.columns[i] == "rail":
            self.rail.append(((middle_u, self.vs[j]), (middle_u, self.vs[j + 1])))
        if self.rows[j] == "rail":
            self.rail.append(((self.us[i], middle_v), (self.us[i + 1], middle_v)))

    def _divide(self, block: list[Reach], unit: float, draw: np.random.Generator) -> None:
        waiting = [block]
        while waiting:
            part = waiting.pop()
            size = area(part)
            wooded = size < 60 * unit and self._wooded(part)
            limit = 9 * unit if wooded else unit
            if not wooded and 3 * limit < size < 9 * limit and draw.random() < 0.035:
                self.green.append(part)
                if draw.random() < 0.3:
                    self.ponds.append(part)
                continue
            if size > limit * draw.uniform(0.8, 1.25):
                kind = STREET if size > 7 * limit and not wooded else LANE
                halves = self.town.split(part, draw.uniform(0.36, 0.64), draw.normal(0, 0.05), kind)
                if halves:
                    waiting += halves
                    continue
            if wooded:
                self.green.append(part)


def draw_network(
    seed: int, geography: Geography, window: shapely.Geometry | None = None, target: int = NODES_WANTED
) -> Network:
    """The walking network of a district.

    Args:
        seed: the city's seed.
        geography: the district.
        window: only this part of it, in WGS-84 degrees; streets there are as dense as in the whole district.
        target: about how many nodes the whole district is to have.
    """
    part = geography.plane.flat(window or geography.district.polygon)
    drawing = _Drawing(seed, geography, part, target)
    drawing.lattice()
    return _gather(drawing)


def _gather(drawing: _Drawing) -> Network:
    """Turns sides into edges, drops what lies outside, keeps the largest connected part."""
    xy = drawing.bend.apply(np.array(drawing.town.points))
    pairs, kinds = [], []
    for side in drawing.town.sides:
        if side.kind is not None:
            pairs += zip(side.nodes[:-1], side.nodes[1:], strict=True)
            kinds += [side.kind] * (len(side.nodes) - 1)
    edges, kind = np.array(pairs, dtype=np.int32), np.array(kinds, dtype=np.uint8)
    inside = shapely.contains_xy(drawing.window, xy)
    draw = stream(drawing.seed, "gaps", drawing.code)
    kept = inside[edges].all(axis=1) & ((kind != LANE) | (draw.random(len(edges)) > 0.10))
    edges, kind = edges[kept], kind[kept]
    graph = coo_matrix((np.ones(len(edges)), edges.T), shape=(len(xy), len(xy)))
    label = connected_components(graph, directed=False)[1]
    main = label == np.bincount(label[edges[:, 0]]).argmax()
    kept = main[edges[:, 0]]
    edges, kind = edges[kept], kind[kept]
    used, flat = np.unique(edges, return_inverse=True)
    edges = flat.reshape(-1, 2).astype(np.int32)
    nodes = xy[used]
    metres = np.round(np.hypot(*(nodes[edges[:, 0]] - nodes[edges[:, 1]]).T), 1)
    return Network(drawing.plane.degrees(nodes), edges, metres, kind, *_ground(drawing, xy))


def _ground(drawing: _Drawing, xy: np.ndarray) -> tuple[tuple, tuple, tuple]:
    """Water, green and rails for the map's ground, clipped to the window, in degrees."""

    def outline(block: list[Reach]) -> shapely.Geometry:
        return shapely.Polygon(xy[drawing.town.ring(block)]).buffer(0)

    def clipped(shapes: list[shapely.Geometry], round_m: float) -> tuple:
        union = shapely.union_all(shapes).buffer(1).buffer(-1 - round_m).buffer(round_m)
        parts = shapely.get_parts(union.simplify(1.5).intersection(drawing.window))
        return tuple(drawing.plane.globe(p) for p in parts if p.geom_type == "Polygon" and p.area > 400)

    strips = {name: [outline(block) for kind, block in drawing.water if kind == name] for name in WATER}
    canal = shapely.union_all(strips["canal"]).buffer(1).buffer(-13)
    river = shapely.union_all(strips["river"]).buffer(1).buffer(-7)
    ponds = [_pond(outline(block)) for block in drawing.ponds]
    banks = [shapely.union_all([*strips["canal"], *strips["river"]])]
    water = clipped([canal.union(river), *ponds], 6)
    green = clipped([outline(block).buffer(-7) for block in drawing.green] + [b.buffer(-4) for b in banks], 5)
    lines = [shapely.LineString(drawing.bend.apply(np.linspace(a, b, 12))) for a, b in drawing.rail]
    merged = shapely.line_merge(shapely.union_all(lines)) if lines else shapely.MultiLineString()
    tracks = shapely.get_parts(merged.intersection(drawing.window))
    return water, green, tuple(drawing.plane.globe(t.simplify(1)) for t in tracks if t.length > 20)


def _pond(park: shapely.Polygon) -> shapely.Geometry:
    """A rounded pond inside a park."""
    inset = 0.32 * float(np.sqrt(park.area))
    return park.buffer(-inset).buffer(0.62 * inset)
