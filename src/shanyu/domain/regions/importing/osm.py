"""A walking network from an OpenStreetMap extract (.osm.pbf). Its data is © OpenStreetMap contributors, ODbL."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import osmium
from django.utils.translation import gettext_lazy as _

from shanyu.domain.regions.importing.outcome import FileOutcome, Progress
from shanyu.domain.regions.importing.streets import Weaver, kind_of
from shanyu.domain.regions.networks import Streets
from shanyu.kernel.tabular.problems import UnreadableFile, say

SOURCE = "© OpenStreetMap contributors (ODbL 1.0)"
NOT_BUILT = {"construction", "proposed", "planned", "abandoned", "razed", "disused"}
#: Roads one may walk beside only where the map says so.
FAST = {"motorway", "motorway_link", "trunk", "trunk_link", "motorroad", "raceway", "bus_guideway", "escape"}
NO = {"no", "private", "customers", "delivery", "military", "permit"}
YES = {"yes", "designated", "permissive", "official", "destination"}
_TELL_EVERY = 5_000

Box = tuple[float, float, float, float]


def read_streets(path: Path, box: Box | None, outcome: FileOutcome, progress: Progress) -> Streets:
    """The walkable ways within the box (west, south, east, north), every point of them a node.

    Raises UnreadableFile for a file that is no such extract.
    """
    weaver, left_out = Weaver(), Counter()
    try:
        ways = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        for way in ways.with_filter(osmium.filter.KeyFilter("highway")):
            if not way.is_way():
                continue
            outcome.good()
            if outcome.tally.rows % _TELL_EVERY == 0:
                progress(outcome.tally.rows)
            reason = why_not(dict(way.tags))
            if reason:
                left_out[reason] += 1
            else:
                _weave(way, weaver, box)
    except (RuntimeError, OSError) as error:
        raise UnreadableFile(
            say(_("%(name)s 不是可以读取的 OpenStreetMap 数据。"), name=path.name),
            say(_("请重新下载 .osm.pbf 文件。")),
        ) from error
    for reason, count in left_out.most_common():
        outcome.note(
            say(_("没有采用 %(count)s 条道路：%(reason)s。"), count=count, reason=_WORDS[reason]), say("")
        )
    outcome.note(say(_("数据来自 OpenStreetMap（ODbL），地图上会注明。")), say(""))
    return weaver.woven(outcome)


_WORDS = {
    "unbuilt": _("还没有建成"),
    "fast": _("高速公路、快速路，没有注明可以步行"),
    "forbidden": _("不让行人通过"),
    "area": _("是一片场地，不是道路"),
}


def why_not(tags: dict[str, str]) -> str:
    """Why nobody walks here, as a key, or "" for a way one can walk."""
    highway, foot = tags.get("highway", ""), tags.get("foot", "")
    if highway in NOT_BUILT:
        return "unbuilt"
    if tags.get("area") == "yes":
        return "area"
    if foot in YES:
        return ""
    if foot in NO or tags.get("access") in NO:
        return "forbidden"
    if highway in FAST and tags.get("sidewalk", "no") in ("no", "none"):
        return "fast"
    return ""


def _weave(way: osmium.osm.Way, weaver: Weaver, box: Box | None) -> None:
    kind = kind_of(way.tags.get("highway"))
    points = [(node.ref, node.lon, node.lat) for node in way.nodes if node.location.valid()]
    for (start, x, y), (end, x2, y2) in pairwise(points):
        if start != end and (box is None or _inside(box, x, y) or _inside(box, x2, y2)):
            weaver.places[start] = (x, y)
            weaver.places[end] = (x2, y2)
            weaver.join(start, end, kind)


def _inside(box: Box, lon: float, lat: float) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north
