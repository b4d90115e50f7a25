"""Reads the package's own copies of names and outlines. See `data/SOURCES.md` for where they come from."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import shapely
from shapely.geometry import shape

DATA = Path(__file__).parent / "data"

GONGSHU = "330105"
"""The demo's district."""
HAIKOU = ("460105", "460106", "460107", "460108")
"""The districts of the demo's second city, in which custody matters most."""
CITY = (GONGSHU, "330102", "330106", "330108", "330113", "330114", *HAIKOU)
"""The ten districts of the scale `city`."""

CENTRES = {"33": (120.1650, 30.2600), "46": (110.3400, 20.0350)}
"""A point in the old town of Hangzhou and of Haikou, by province: towns are denser near it."""


@dataclass(frozen=True)
class District:
    """A real district: code, names and outline (WGS-84, degrees)."""

    code: str
    name: str
    city_code: str
    city: str
    province_code: str
    province: str
    outline: shapely.MultiPolygon

    @property
    def centre(self) -> tuple[float, float]:
        """The old town of the city this district belongs to, longitude and latitude."""
        return CENTRES[self.code[:2]]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def districts() -> dict[str, District]:
    """The ten districts by their six-digit code."""
    collection = json.loads((DATA / "districts.geojson").read_text("utf-8"))
    return {
        feature["properties"]["code"]: District(**feature["properties"], outline=shape(feature["geometry"]))
        for feature in collection["features"]
    }


@cache
def streets(district: str) -> dict[str, str]:
    """Names of the streets and towns of a district by their nine-digit code."""
    return {row["code"]: row["name"] for row in _rows("streets.csv") if row["code"].startswith(district)}


@cache
def communities(district: str) -> dict[str, str]:
    """Names of the communities of a district by their twelve-digit code."""
    return {row["code"]: row["name"] for row in _rows("communities.csv") if row["code"].startswith(district)}


@cache
def anchors(district: str) -> dict[str, tuple[float, float]]:
    """Rough points (longitude, latitude) for a district's streets, where we have them, by street code."""
    return {
        row["code"]: (float(row["lon"]), float(row["lat"]))
        for row in _rows("anchors.csv")
        if row["code"].startswith(district)
    }
