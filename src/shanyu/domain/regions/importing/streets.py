"""Putting a walking network together: from a table of edges, from lines, and always its largest connected part."""

import itertools
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np
import shapely
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from shanyu.domain.regions.importing.geojson import Feature
from shanyu.domain.regions.importing.outcome import FileOutcome
from shanyu.domain.regions.importing.tables import good_rows
from shanyu.domain.regions.networks import LANE, MAIN, STREET, Streets
from shanyu.engines.access import haversine_m
from shanyu.kernel.coordinates import Datum, to_wgs84
from shanyu.kernel.tabular.problems import UnreadableFile, say
from shanyu.kernel.tabular.table import Table

#: OpenStreetMap's words for roads, and plain ones, by how a map draws them.
KIND_OF_WORD = {
    **dict.fromkeys(
        ("trunk", "primary", "secondary", "tertiary", "main", "arterial", "主干路", "次干路"), MAIN
    ),
    **dict.fromkeys(("residential", "unclassified", "living_street", "pedestrian", "street", "支路"), STREET),
}


@dataclass
class Weaver:
    """Collects edges between nodes that are known by any hashable name; `places` holds each node's degrees."""

    places: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    edges: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    metres: list[float] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def join(self, start: Hashable, end: Hashable, kind: int, metres: float = float("nan")) -> None:
        """An edge; without `metres` its length is the straight line between its ends."""
        self.edges.append((start, end))
        self.metres.append(metres)
        self.kinds.append(kind)

    def woven(self, outcome: FileOutcome, datum: Datum = Datum.WGS84) -> Streets:
        """The largest connected part. Raises UnreadableFile where there is no edge."""
        if not self.edges:
            raise UnreadableFile(
                say(_("%(name)s 里没有可以步行的道路。"), name=outcome.path.name),
                say(_("请核对文件和它的范围。")),
            )
        names = {name: i for i, name in enumerate(dict.fromkeys(end for edge in self.edges for end in edge))}
        lonlat = to_wgs84([self.places[name] for name in names], datum)
        edges = np.array([(names[a], names[b]) for a, b in self.edges], dtype=np.int32)
        metres = np.array(self.metres, dtype=np.float64)
        straight = haversine_m(lonlat[edges[:, 0]], lonlat[edges[:, 1]])
        metres = np.where(np.isnan(metres), straight, metres)
        whole = Streets(lonlat, edges, metres.astype(np.float32), np.array(self.kinds, dtype=np.uint8))
        return _largest_part(whole, outcome)


def from_table(edges: Table, nodes: Table, outcome: FileOutcome, datum: Datum) -> Streets:
    """A network from a table of edges and one of nodes."""
    weaver = Weaver()
    for number, v in good_rows(nodes, "nodes", outcome):
        if v["node"] in weaver.places:
            what = say(_("节点 %(node)s 出现了两次。"), node=v["node"])
            outcome.reject(number, gettext("节点"), v["node"], what, say(_("请只保留一个。")))
        else:
            weaver.places[v["node"]] = (v["lon"], v["lat"])
    for number, v in good_rows(edges, "edges", outcome):
        missing = next((end for end in (v["start"], v["end"]) if end not in weaver.places), None)
        if missing is not None:
            what = say(_("节点表里没有 %(node)s。"), node=missing)
            outcome.reject(number, gettext("起点"), missing, what, say(_("请补上节点，或删去这条边。")))
            continue
        metres = float(v["metres"]) if v["metres"] is not None else float("nan")
        weaver.join(v["start"], v["end"], kind_of(v["kind"]), metres)
    return weaver.woven(outcome, datum)


def from_lines(features: Iterable[Feature], outcome: FileOutcome) -> Streets:
    """A network from lines that meet where they share a point, to a centimetre."""
    weaver = Weaver()
    for feature in features:
        if not feature.is_line:
            what = say(_("这不是线，路网里没有采用。"))
            remedy = say(_("路网应是 LineString 或 MultiLineString。"))
            outcome.bad(feature.number, "geometry", "", what, remedy)
            continue
        outcome.good()
        kind = kind_of(str(feature.properties.get("kind") or feature.properties.get("highway") or ""))
        for line in shapely.get_parts(feature.geometry):
            points = [(round(x, 7), round(y, 7)) for x, y in line.coords]
            weaver.places.update((point, point) for point in points)
            for start, end in itertools.pairwise(points):
                if start != end:
                    weaver.join(start, end, kind)
    return weaver.woven(outcome)


def kind_of(word: str | None) -> int:
    return KIND_OF_WORD.get((word or "").strip().lower().removesuffix("_link"), LANE)


def _largest_part(streets: Streets, outcome: FileOutcome) -> Streets:
    count = len(streets.lonlat)
    rows, columns = streets.edges.T
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(count, count))
    parts, labels = connected_components(graph, directed=False)
    if parts == 1:
        return streets
    sizes = np.bincount(labels, minlength=parts)
    kept: NDArray[np.bool_] = labels == sizes.argmax()
    what = say(
        _("路网有 %(parts)s 块互不相连，保留最大的一块（%(kept)s 个节点），其余 %(left)s 个节点没有采用。"),
        parts=parts,
        kept=int(kept.sum()),
        left=int((~kept).sum()),
    )
    outcome.note(what, say(_("如果丢掉的部分要紧，请在原图里补上连接它的路。")))
    renumbered = np.cumsum(kept) - 1
    inside = kept[streets.edges[:, 0]]
    return Streets(
        streets.lonlat[kept],
        renumbered[streets.edges[inside]].astype(np.int32),
        streets.metres[inside],
        streets.kind[inside],
    )
