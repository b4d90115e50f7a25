"""Outlines as they arrive and as they are kept: checked, mended where that is safe, turned the right way round."""

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from shanyu.engines.access import LocalProjection
from shanyu.kernel.door.refusals import Words

#: Mending an outline may not change its area by more than this share; else a person must look.
MOST_CHANGED = 0.001
_AREAS = ("Polygon", "MultiPolygon")


class BadOutline(ValueError):
    """An outline that cannot be used: `says` tells why, `remedy` what to do; both are lazy words."""

    def __init__(self, says: Words, remedy: Words) -> None:
        self.says, self.remedy = says, remedy
        super().__init__()

    def __str__(self) -> str:
        return f"{self.says} {self.remedy}"


def read_outline(geometry: object) -> tuple[BaseGeometry, str]:
    """A valid (multi)polygon in degrees, exterior rings counter-clockwise, and what was mended ("" if nothing).

    Raises BadOutline for what is no area, lies off the earth, or crosses itself too much to be mended safely.
    """
    found = _read(geometry)
    west, south, east, north = found.bounds
    if not (west >= -180 and east <= 180 and south >= -85 and north <= 85):
        raise BadOutline(
            _("坐标不是经纬度（超出了地球的范围）。"), _("请先转换成经纬度（WGS-84、GCJ-02 或 BD-09）。")
        )
    trouble = "" if found.is_valid else explain_validity(found)
    if trouble:
        found = _mended(found, trouble)
    return shapely.orient_polygons(found), trouble


def area_km2(outline: BaseGeometry) -> float:
    """The area in square kilometres, on a plane around the outline's middle."""
    middle = outline.centroid
    projection = LocalProjection(middle.x, middle.y)
    return shapely.transform(outline, projection.to_xy).area / 1e6


def as_geojson(outline: BaseGeometry) -> dict:
    """The geometry with seven decimals, about a centimetre."""
    return mapping(shapely.transform(outline, lambda xy: xy.round(7)))


def _read(geometry: object) -> BaseGeometry:
    try:
        found = shapely.force_2d(shape(geometry))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise BadOutline(_("几何数据无法读取。"), _("请检查这一项的 geometry 是否为 GeoJSON。")) from error
    if found.geom_type not in _AREAS or found.is_empty:
        raise BadOutline(_("这不是面（Polygon 或 MultiPolygon）。"), _("边界必须是闭合的面。"))
    return found


def _mended(outline: BaseGeometry, trouble: str) -> BaseGeometry:
    mended = shapely.make_valid(outline, method="structure")
    parts = [part for part in shapely.get_parts(mended) if part.geom_type in _AREAS]
    mended = shapely.union_all(parts)
    claimed = sum(abs(part.area) for part in shapely.get_parts(outline))
    if mended.is_empty or abs(mended.area - claimed) > MOST_CHANGED * max(mended.area, claimed):
        raise BadOutline(
            _("边界自己相交（%(where)s），改正会明显改变面积。") % {"where": trouble},
            _("请在制图软件里改正这一处，再导入。"),
        )
    return mended
