"""GeoJSON files: outlines of divisions, ground, and streets as lines."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from shanyu.domain.regions import geometry as outlines
from shanyu.domain.regions.drafts import BoundaryDraft, GroundDraft, RegionDraft
from shanyu.domain.regions.importing.outcome import FileOutcome, RegionImportOptions
from shanyu.domain.regions.importing.tables import division_code
from shanyu.kernel.coordinates import Datum, to_wgs84
from shanyu.kernel.tabular.places import datum_named
from shanyu.kernel.tabular.problems import BadCell, UnreadableFile, say

_CODES = ("code", "adcode", "gb", "zoning_code", "区划代码", "代码")
_NAMES = ("name", "NAME", "zoning_name", "名称", "区划名称")
_SINCE = ("since", "valid_from", "生效日期")
_GROUND_TAGS = {
    "water": {
        "natural": {"water", "bay"},
        "waterway": {"river", "canal", "riverbank"},
        "landuse": {"reservoir"},
    },
    "green": {"leisure": {"park", "garden"}, "landuse": {"grass", "forest"}, "natural": {"wood", "scrub"}},
    "rail": {"railway": {"rail", "light_rail", "subway"}},
}
_LINES = ("LineString", "MultiLineString")


@dataclass(frozen=True)
class Feature:
    """One feature; `number` counts from 1 in the file. The geometry is in WGS-84, or None if it cannot be read."""

    number: int
    properties: dict
    geometry: BaseGeometry | None

    def first(self, names: tuple[str, ...]) -> str:
        """The first of these properties that holds something, as text."""
        found = (self.properties.get(name) for name in names)
        value = next((value for value in found if value not in (None, "")), "")
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    @property
    def is_line(self) -> bool:
        return self.geometry is not None and self.geometry.geom_type in _LINES


def read_features(path: Path, datum: str) -> list[Feature]:
    """All features in WGS-84. Raises UnreadableFile."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableFile(
            say(_("%(name)s 不是可以读取的 GeoJSON。"), name=path.name), say(_("请导出为 UTF-8 的 GeoJSON。"))
        ) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise UnreadableFile(
            say(_("%(name)s 里没有 FeatureCollection。"), name=path.name),
            say(_("请导出为 GeoJSON FeatureCollection。")),
        )
    given = _datum(data, datum)
    return [_feature(number, feature, given) for number, feature in enumerate(features, start=1)]


def kind_of_features(features: list[Feature]) -> str:
    """Ground where features say so, a network where there are lines, else divisions with their outlines."""
    if any(_ground_kind(feature) for feature in features):
        return "ground"
    return "network" if any(feature.is_line for feature in features) else "regions"


def division_drafts(
    features: list[Feature], outcome: FileOutcome, options: RegionImportOptions
) -> Iterator[tuple[int, RegionDraft, BoundaryDraft]]:
    """A division and its outline from each good feature."""
    for feature in features:
        try:
            code = division_code(feature.first(_CODES))
            since = _date(feature.first(_SINCE))
        except BadCell as bad:
            outcome.bad(feature.number, "code", feature.first(_CODES), bad.reason, bad.remedy)
            continue
        try:
            outline, mended = outlines.read_outline(mapping(feature.geometry) if feature.geometry else None)
        except outlines.BadOutline as bad:
            outcome.bad(feature.number, "geometry", code, say(bad.says), say(bad.remedy))
            continue
        if mended:
            what = say(_("边界有一处自交或重叠（%(where)s），已改正，面积不变。"), where=mended)
            outcome.warn(feature.number, "geometry", code, what, say(_("请看一下地图上的边界。")))
        outcome.good()
        boundary = BoundaryDraft(code, outlines.as_geojson(outline), options.source, options.synthetic, since)
        name = feature.first(_NAMES)
        yield feature.number, RegionDraft(code, name, feature.first(("name_en",)), since=since), boundary


def ground_drafts(features: list[Feature], outcome: FileOutcome) -> list[GroundDraft]:
    found = []
    for feature in features:
        kind = _ground_kind(feature)
        if not kind or feature.geometry is None or feature.geometry.is_empty:
            what = say(_("看不出是水面、绿地还是铁路，或者没有几何。"))
            remedy = say(_("请写明 kind：water、green 或 rail。"))
            outcome.bad(feature.number, "kind", feature.properties.get("kind", ""), what, remedy)
            continue
        if feature.is_line != (kind == "rail"):
            what = say(_("铁路应是线，水面和绿地应是面。"))
            outcome.bad(feature.number, "geometry", kind, what, say(_("请改正几何的类型。")))
            continue
        valid = feature.geometry if feature.is_line else shapely.make_valid(feature.geometry)
        outcome.good()
        found.append(GroundDraft(kind, outlines.as_geojson(valid)))
    return found


def _feature(number: int, feature: object, datum: Datum) -> Feature:
    feature = feature if isinstance(feature, dict) else {}
    properties = feature.get("properties") or {}
    try:
        geometry = shapely.force_2d(shape(feature.get("geometry")))
        if datum != Datum.WGS84:
            geometry = shapely.transform(geometry, lambda xy: to_wgs84(xy, datum))
        if not all(map(math.isfinite, geometry.bounds)):
            geometry = None
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        geometry = None
    return Feature(number, properties, geometry)


def _datum(data: dict, told: str) -> Datum:
    """What the command says, else WGS-84 as the format demands; an old `crs` member must agree."""
    if told:
        named = datum_named(told)
        return Datum.WGS84 if named == "cgcs2000" else Datum(named or told)
    crs = str((data.get("crs") or {}).get("properties", {}).get("name", "CRS84"))
    if not any(known in crs for known in ("CRS84", "4326", "4490")):
        raise UnreadableFile(
            say(_("文件的坐标参考系 %(crs)s 不能直接使用。"), crs=crs),
            say(_("请先转换为 WGS-84 经纬度（EPSG:4326），或用 --datum 写明。")),
        )
    return Datum.WGS84


def _ground_kind(feature: Feature) -> str:
    said = str(feature.properties.get("kind", ""))
    if said in _GROUND_TAGS:
        return said
    for kind, tags in _GROUND_TAGS.items():
        if any(feature.properties.get(key) in values for key, values in tags.items()):
            return kind
    return ""


def _date(words: str) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise BadCell(
            say(_("生效日期“%(value)s”读不成日期。"), value=words[:40]), say(_("请写成 2024-03-05 的样子。"))
        ) from error
