"""Parsers for coordinates in any dress, and the row rule that turns them into one WGS-84 position."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.coordinates import Datum, to_wgs84

from .cells import Cell, as_text, fold, is_number, normal
from .problems import BadCell, Doubt, Say, say
from .schema import Finish, Options, Parser, Remark, Values

CHINA = (73.0, 3.0, 136.0, 54.0)
"""West, south, east, north. Longitudes and latitudes inside it cannot be taken for one another."""

_WORDS = re.compile(r"东经|北纬|经度|纬度|lon(?:gitude)?|lat(?:itude)?|[ensw:=]|point", re.IGNORECASE)
_DEGREES = re.compile(
    r"^(\d{1,3})[°度º˚](?:(\d{1,2}(?:\.\d+)?)['′’‘分](?:(\d{1,2}(?:\.\d+)?)(?:\"|″|”|“|''|′′|’’|秒)?)?)?$"
)
_CGCS = "cgcs2000"
_DATUMS = {
    Datum.WGS84: "wgs84 wgs-84 wgs_84 epsg4326 4326 gps 世界大地坐标系",
    Datum.GCJ02: (
        "gcj02 gcj-02 gcj_02 火星 火星坐标 火星坐标系 国测局 高德 高德地图 高德坐标 腾讯 腾讯地图 amap gaode tencent"
    ),
    Datum.BD09: "bd09 bd-09 bd_09 bd09ll 百度 百度地图 百度坐标 百度坐标系 baidu",
    _CGCS: "cgcs2000 cgcs-2000 国家2000 2000国家大地坐标系 国家大地2000 大地2000 天地图 4490 epsg4490",
}
_DATUM_OF = {word: datum for datum, words in _DATUMS.items() for word in words.split()}


class Position(NamedTuple):
    """Degrees in WGS-84, and the datum the file gave them in."""

    lon: float
    lat: float
    given_as: Datum


def degrees() -> Parser:
    """One angle in decimal degrees, from 120.15, 东经120.15°, 120°9′1″ or 120度9分1秒."""

    def parse(cell: Cell, options: Options) -> float:
        if is_number(cell):
            return float(cell)
        return _angle(normal(as_text(cell)), cell)

    return parse


def pair() -> Parser:
    """Two angles in one cell, "120.15,30.31", as (longitude, latitude); turned round with a Doubt if swapped."""

    def parse(cell: Cell, options: Options) -> tuple[float, float] | Doubt:
        words = normal(as_text(cell)).strip("()[]{} ")
        parts = [part for part in re.split(r"[,;|\n]", words) if part.strip()]
        if len(parts) != 2:
            parts = _WORDS.sub(" ", words).strip("() ").split()
        if len(parts) != 2:
            raise BadCell(
                say(_("“%(value)s”不是一对经纬度。"), value=as_text(cell)),
                say(_("请写成 120.15,30.31 的样子。")),
            )
        first, second = _angle(parts[0], cell), _angle(parts[1], cell)
        if _is_swapped(first, second):
            return Doubt((second, first), *_swapped_words())
        return first, second

    return parse


def datum() -> Parser:
    """A Datum from the many names people use. CGCS2000 is taken as WGS-84, with a Doubt once per file."""

    def parse(cell: Cell, options: Options) -> Datum | Doubt:
        found = datum_named(as_text(cell))
        if not found:
            raise BadCell(
                say(_("坐标系“%(value)s”不认得。"), value=as_text(cell)),
                say(_("可以填：WGS84、CGCS2000、GCJ02（高德、腾讯）、BD09（百度）。")),
            )
        if found == _CGCS:
            what = say(_("CGCS2000 坐标按 WGS-84 使用，相差不到一米。"))
            return Doubt(Datum.WGS84, what, say(_("不需要处理。")), once=True)
        return Datum(found)

    return parse


def datum_named(words: str) -> str:
    """The coordinate system a word names, "cgcs2000" included, or ""."""
    word = re.sub(r"坐标系统?$|坐标$|经纬度$", "", fold(words))
    return _DATUM_OF.get(word) or _DATUM_OF.get(fold(words), "")


def datum_in(headings: Sequence[str]) -> str:
    """The coordinate system that headings such as 经度(GCJ-02) or 百度纬度 name, if they name just one."""
    found = set()
    for heading in headings:
        words = fold(heading)
        found |= {
            datum
            for word, datum in _DATUM_OF.items()
            if len(word) > 1 and not word.isdigit() and word in words
        }
    return found.pop() if len(found) == 1 else ""


def position(
    key: str,
    *,
    lon: str = "lon",
    lat: str = "lat",
    both: str = "",
    datum: str = "",
    within: tuple[float, float, float, float] = CHINA,
) -> Finish:
    """The row rule that fills `key` with a Position, or None where the row has no coordinates.

    `lon`, `lat`, `both` and `datum` are keys of the schema's columns (`both` and `datum` may be ""). The
    datum comes from the row, else from the file's options; without one the position is left out with a
    warning, since guessing wrong moves a place by half a kilometre. A position outside `within` (west, south,
    east, north) is an error.
    """

    def finish(rows: Sequence[Values], options: Options) -> list[tuple[int, Remark]]:
        remarks: list[tuple[int, Remark]] = []
        points: dict[Datum, list[tuple[int, float, float]]] = {}
        of_file = datum_named(options.datum)
        for i, values in enumerate(rows):
            values[key] = None
            x, y = values.get(both) or (values.get(lon), values.get(lat))
            if x is None and y is None:
                continue
            at = both if values.get(both) else lon
            if x is None or y is None:
                remarks.append((i, _half_missing(lon if x is None else lat)))
                continue
            if _is_swapped(x, y):
                x, y = y, x
                remarks.append((i, Remark(at, *_swapped_words(), warning=True)))
            given = values.get(datum) or of_file
            if given:
                points.setdefault(Datum.WGS84 if given == _CGCS else Datum(given), []).append((i, x, y))
            else:
                remarks.append((i, _no_datum(at)))
        for given, found in points.items():
            for (i, *_degrees), (x, y) in zip(found, to_wgs84([p[1:] for p in found], given), strict=True):
                if within[0] <= x <= within[2] and within[1] <= y <= within[3]:
                    rows[i][key] = Position(float(x), float(y), given)
                else:
                    remarks.append((i, _outside(both if rows[i].get(both) else lon)))
        return remarks

    return finish


def _half_missing(key: str) -> Remark:
    return Remark(key, say(_("经度和纬度只填了一个。")), say(_("请补全，或两个都留空。")))


def _no_datum(key: str) -> Remark:
    remedy = say(_('请加一列“坐标系”，或在对照文件里写 datum = "GCJ02"。'))
    return Remark(key, say(_("没有说明坐标系，位置没有采用。")), remedy, warning=True)


def _outside(key: str) -> Remark:
    return Remark(key, say(_("坐标不在应有的范围内。")), say(_("请在地图上重新取点。")))


def _is_swapped(lon: float, lat: float) -> bool:
    west, south, east, north = CHINA
    return south <= lon <= north and west <= lat <= east


def _swapped_words() -> tuple[Say, Say]:
    return say(_("经度和纬度填反了，已对调。")), say(_("请在原表里改正。"))


def _angle(words: str, cell: Cell) -> float:
    bare = "".join(_WORDS.sub("", words).strip("() ").split())
    if found := _DEGREES.match(bare):
        whole, minutes, seconds = int(found[1]), float(found[2] or 0), float(found[3] or 0)
        if minutes < 60 and seconds < 60:
            return whole + minutes / 60 + seconds / 3600
    try:
        number = float(bare.rstrip("°度º˚"))
    except ValueError:
        number = float("nan")
    if not -180 <= number <= 180:
        raise BadCell(
            say(_("“%(value)s”读不成经纬度。"), value=as_text(cell)),
            say(_("请填小数度，例如经度 120.1531，纬度 30.3102。")),
        )
    return number
