"""A plausible partition of a real district among the real names of its streets and communities.

Open boundaries of streets do not exist, so these are drawn: Voronoi cells of the communities' points, relaxed
within their street (Lloyd 1982), and a street is the union of its communities. The cells tile the district:
no gap and no overlap beyond rounding. Every place made here carries ``synthetic=True``.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.ops import voronoi_diagram

from shanyu.demo import atlas
from shanyu.demo.names import in_pinyin, place_in_english
from shanyu.demo.plane import Plane
from shanyu.demo.streams import stream


@dataclass(frozen=True)
class Place:
    """A place of the division tree.

    `level` is ``province``, ``city``, ``district``, ``street`` or ``community``; `polygon` is WGS-84 in
    degrees (None for province and city); `point` lies inside it; `synthetic` tells that it is drawn.
    """

    code: str
    name: str
    level: str
    parent: str | None
    polygon: shapely.Geometry | None
    point: tuple[float, float] | None
    synthetic: bool

    @property
    def name_en(self) -> str:
        """The name in pinyin with its kind in English: 拱宸桥街道 → Gongchenqiao Subdistrict."""
        for kind, kind_en in _KINDS.items():
            if self.name.endswith(kind) and len(self.name) > len(kind):
                return f"{place_in_english(self.name.removesuffix(kind))} {kind_en}"
        return in_pinyin(self.name)


_KINDS = {
    "街道": "Subdistrict",
    "社区": "Community",
    "居民委员会": "Community",
    "居委会": "Community",
    "村民委员会": "Village",
    "村委会": "Village",
    "生活区": "Estate",
    "省": "Province",
    "市": "City",
    "区": "District",
    "镇": "Town",
}


@dataclass(frozen=True)
class Geography:
    """A district with its streets and communities, in the order of their codes."""

    district: Place
    parents: tuple[Place, ...]
    streets: tuple[Place, ...]
    communities: tuple[Place, ...]
    plane: Plane

    @property
    def places(self) -> tuple[Place, ...]:
        """All places, parents before children."""
        return (*self.parents, self.district, *self.streets, *self.communities)

    def community_of(self, lonlat: np.ndarray) -> np.ndarray:
        """Index into `communities` of the cell around (or nearest to) each point: (n, 2) degrees to (n,)."""
        tree = shapely.STRtree([self.plane.flat(place.polygon) for place in self.communities])
        return tree.nearest(shapely.points(self.plane.metres(lonlat)))


def _scatter(
    area: shapely.Geometry, count: int, draw: np.random.Generator, centre: np.ndarray, grip: float
) -> np.ndarray:
    """`count` points in the area, denser near the centre: a point at distance d is kept with e^(−d/grip)."""
    west, south, east, north = area.bounds
    shapely.prepare(area)
    kept: list[np.ndarray] = []
    nearest = area.distance(shapely.Point(centre))
    while sum(map(len, kept)) < count:
        tries = draw.uniform((west, south), (east, north), (400, 2))
        far = np.hypot(*(tries - centre).T) - nearest
        lucky = draw.random(len(tries)) < np.exp(-np.maximum(far, 0) / grip)
        kept.append(tries[lucky & shapely.contains_xy(area, tries)])
    return np.concatenate(kept)[:count]


def _cells(points: np.ndarray, area: shapely.Geometry) -> list[shapely.Geometry]:
    """Voronoi cells clipped to the area, in the order of the points."""
    diagram = voronoi_diagram(shapely.MultiPoint(points), envelope=area.envelope.buffer(20_000))
    cells = np.array(diagram.geoms)
    tree = shapely.STRtree(cells)
    order = tree.query(shapely.points(points), predicate="intersects")[1]
    return list(shapely.intersection(cells[order], area))


def _relax(points: np.ndarray, area: shapely.Geometry, rounds: int, pull: float = 1.0) -> np.ndarray:
    """Moves each point towards the centre of its cell; `pull` below 1 keeps sizes uneven, as towns are."""
    for _ in range(rounds):
        centres = shapely.get_coordinates(shapely.centroid(_cells(points, area)))
        inside = shapely.contains_xy(area, centres)
        points = np.where(inside[:, None], points + pull * (centres - points), points)
    return points


def _street_points(district: atlas.District, area: shapely.Geometry, plane: Plane, seed: int) -> np.ndarray:
    names, hints = atlas.streets(district.code), atlas.anchors(district.code)
    if set(hints) == set(names):
        return plane.metres(np.array([hints[code] for code in names]))
    draw = stream(seed, "streets", district.code)
    centre = plane.metres(np.array([district.centre]))[0]
    points = _scatter(area, len(names), draw, centre, grip=np.sqrt(area.area) / 2.5)
    points = _relax(points, area, rounds=4, pull=0.6)
    # Codes are given from the old town outwards, so the first names take the cells nearest to it.
    return points[np.argsort(np.hypot(*(points - centre).T), kind="stable")]


def _community_points(
    counts: dict[str, int], streets: np.ndarray, cells: list[shapely.Geometry], seed: int
) -> np.ndarray:
    """Points of all communities; the first of each street is the street's own point."""
    points = []
    for (code, count), own, cell in zip(counts.items(), streets, cells, strict=True):
        draw = stream(seed, "communities", code)
        loose = _scatter(cell, count - 1, draw, own, grip=np.sqrt(cell.area)) if count > 1 else []
        points.append(np.vstack([own, *_relax_around(own, loose, cell)]) if count > 1 else own[None])
    return np.concatenate(points)


def _relax_around(own: np.ndarray, loose: np.ndarray, cell: shapely.Geometry) -> np.ndarray:
    for _ in range(4):
        loose = _relax(np.vstack([own, loose]), cell, rounds=1)[1:]
    return loose


def _ladder(district: atlas.District) -> tuple[Place, Place]:
    province = Place(district.province_code, district.province, "province", None, None, None, False)
    return province, Place(district.city_code, district.city, "city", province.code, None, None, False)


def draw_geography(seed: int, code: str) -> Geography:
    """The district of this six-digit code with its streets and communities.

    Raises:
        KeyError: the code is none of `atlas.CITY`.
    """
    district = atlas.districts()[code]
    plane = Plane.around(district.outline)
    area = plane.flat(district.outline)
    names = atlas.communities(code)
    by_street = defaultdict(list)
    for community in names:
        by_street[community[:9]].append(community)
    counts = {street: len(by_street[street]) for street in atlas.streets(code)}
    street_points = _street_points(district, area, plane, seed)
    points = _community_points(counts, street_points, _cells(street_points, area), seed)
    cells = [plane.globe(cell) for cell in _cells(points, area)]
    middles = [tuple(map(float, plane.degrees(point[None])[0])) for point in points]
    ends = np.cumsum([0, *counts.values()])
    streets, communities = [], []
    for (street, name), (first, last) in zip(atlas.streets(code).items(), pairwise(ends), strict=True):
        union = shapely.union_all(cells[first:last], grid_size=1e-6)
        streets.append(Place(street, name, "street", code, union, middles[first], True))
        for child, cell, middle in zip(
            by_street[street], cells[first:last], middles[first:last], strict=True
        ):
            communities.append(Place(child, names[child], "community", street, cell, middle, True))
    inside = district.outline.representative_point()
    top = Place(
        code, district.name, "district", district.city_code, district.outline, (inside.x, inside.y), False
    )
    return Geography(top, _ladder(district), tuple(streets), tuple(communities), plane)
