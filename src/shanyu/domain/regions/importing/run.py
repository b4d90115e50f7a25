"""The engine of `shanyu import-regions`: files in, divisions, outlines, people, networks and ground kept."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.regions import actions
from shanyu.domain.regions.drafts import BoundaryDraft, RegionDraft
from shanyu.domain.regions.importing import geojson, osm, streets, tables
from shanyu.domain.regions.importing.outcome import (
    KINDS,
    FileOutcome,
    ImportReport,
    Progress,
    RegionImportOptions,
)
from shanyu.domain.regions.models import Region
from shanyu.domain.regions.networks import Streets
from shanyu.domain.regions.refusals import HistoryOverlaps
from shanyu.kernel.clock import today
from shanyu.kernel.coordinates import Datum
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.tabular.places import datum_named
from shanyu.kernel.tabular.problems import UnreadableFile, say

_MAPS = {".geojson", ".json"}
_EXTRACTS = (".osm.pbf", ".pbf", ".osm")
#: How far beyond a division its network reaches, in degrees (about 1.5 km): people cross borders.
BEYOND = 0.015


def import_regions(
    actor: Actor,
    paths: Sequence[Path],
    options: RegionImportOptions,
    progress: Progress = lambda done: None,
) -> ImportReport:
    """Import files of any of the kinds, in the order that needs: divisions first, then what belongs to them.

    Good rows are kept, bad ones told; the same file again changes nothing. Raises UnreadableFile, in words, for
    a file that as a whole cannot be used, and the refusals of the door.
    """
    report = ImportReport(options.dry_run)
    if options.kind and options.kind not in KINDS:
        raise UnreadableFile(
            say(_("没有“%(kind)s”这种数据。"), kind=options.kind),
            say(_("可以写：%(kinds)s。"), kinds="、".join(KINDS)),
        )
    sorted_paths: dict[str, list[Path]] = {}
    for path in map(Path, paths):
        sorted_paths.setdefault(_kind(path, options), []).append(path)
    for kind in ("regions", "boundaries", "population", "ground", "network"):
        for path in sorted_paths.get(kind, []):
            outcome = FileOutcome(path, kind)
            report.files.append(outcome)
            _ONE_FILE[kind](actor, outcome, options, progress)
    if "edges" in sorted_paths or "nodes" in sorted_paths:
        edges, nodes = sorted_paths.get("edges", []), sorted_paths.get("nodes", [])
        if len(edges) != 1 or len(nodes) != 1:
            raise UnreadableFile(say(_("路网要一个边表和一个节点表。")), say(_("请把两个文件一起给出。")))
        report.files.append(_edges_and_nodes(actor, edges[0], nodes[0], options))
    return report


def _kind(path: Path, options: RegionImportOptions) -> str:
    if not path.is_file():
        raise UnreadableFile(
            say(_("找不到文件 %(name)s。"), name=path.name), say(_("请检查文件的位置和名称。"))
        )
    if path.name.lower().endswith(_EXTRACTS):
        return "network"
    if path.suffix.lower() in _MAPS:
        return options.kind or geojson.kind_of_features(geojson.read_features(path, options.datum))
    if options.kind in ("regions", "population"):
        return options.kind
    return tables.kind_of_table(path)


def _divisions(actor: Actor, outcome: FileOutcome, options: RegionImportOptions, progress: Progress) -> None:
    if outcome.path.suffix.lower() in _MAPS:
        _outlined_divisions(actor, outcome, options)
        return
    table = tables.open_table(outcome.path, "regions", outcome)
    _keep_divisions(actor, tables.division_drafts(table, outcome), outcome, options)
    progress(outcome.tally.rows)


def _outlined_divisions(actor: Actor, outcome: FileOutcome, options: RegionImportOptions) -> None:
    features = geojson.read_features(outcome.path, options.datum)
    drafts = list(geojson.division_drafts(features, outcome, _with_source(options, outcome)))
    kept = None
    if outcome.kind == "regions":
        named = [(number, region) for number, region, _outline in drafts if region.name]
        kept = _keep_divisions(actor, named, outcome, options)
    _keep_outlines(actor, [(n, outline) for n, _region, outline in drafts], kept, outcome, options)


def _keep_divisions(
    actor: Actor, drafts: list[tuple[int, RegionDraft]], outcome: FileOutcome, options: RegionImportOptions
) -> set[str]:
    """Keep all whose parent is known or comes with them; returns the codes that are there afterwards."""
    known = _known_codes() | {draft.code for _number, draft in drafts}
    good = []
    for number, draft in drafts:
        if draft.parent and draft.parent not in known:
            _unknown(outcome, number, gettext("上级代码"), draft.parent)
        else:
            good.append(draft)
    if options.dry_run:
        outcome.saved[gettext("区划，可以保存")] += len(good)
    else:
        outcome.saved[gettext("区划，新增或更正")] += len(actions.save_regions(actor, good))
    return known


def _keep_outlines(
    actor: Actor,
    drafts: list[tuple[int, BoundaryDraft]],
    known: set[str] | None,
    outcome: FileOutcome,
    options: RegionImportOptions,
) -> None:
    known = known if known is not None else _known_codes()
    saved = 0
    for number, draft in drafts:
        if draft.code not in known:
            _unknown(outcome, number, "code", draft.code)
            continue
        try:
            saved += 1 if options.dry_run else len(actions.save_boundaries(actor, [draft]))
        except (Invalid, HistoryOverlaps) as refusal:
            outcome.reject(number, "geometry", draft.code, say(refusal.sentence()), say(refusal.step()))
    outcome.saved[gettext("边界")] += saved


def _people(actor: Actor, outcome: FileOutcome, options: RegionImportOptions, progress: Progress) -> None:
    table = tables.open_table(outcome.path, "population", outcome)
    known, good = _known_codes(), []
    for number, draft in tables.population_drafts(table, outcome, options.source, options.synthetic):
        if draft.code in known:
            good.append(draft)
        else:
            _unknown(outcome, number, gettext("区划代码"), draft.code)
    outcome.saved[gettext("人口")] += len(good) if options.dry_run else actions.save_populations(actor, good)
    progress(outcome.tally.rows)


def _ground(actor: Actor, outcome: FileOutcome, options: RegionImportOptions, progress: Progress) -> None:
    region, source = _region(options), _with_source(options, outcome).source
    drafts = geojson.ground_drafts(geojson.read_features(outcome.path, options.datum), outcome)
    if not options.dry_run:
        actions.save_ground(actor, region, drafts, source=source, synthetic=options.synthetic)
    outcome.saved[gettext("水面、绿地和铁路")] += len(drafts)
    progress(outcome.tally.rows)


def _network(actor: Actor, outcome: FileOutcome, options: RegionImportOptions, progress: Progress) -> None:
    region = _region(options)
    if outcome.path.name.lower().endswith(_EXTRACTS):
        found = osm.read_streets(outcome.path, _around(region), outcome, progress)
        source = options.source or osm.SOURCE
    else:
        found = streets.from_lines(geojson.read_features(outcome.path, options.datum), outcome)
        source = _with_source(options, outcome).source
    _keep_network(actor, region, found, source, outcome, options)


def _edges_and_nodes(actor: Actor, edges: Path, nodes: Path, options: RegionImportOptions) -> FileOutcome:
    outcome = FileOutcome(edges, "network")
    region = _region(options)
    edge_table = tables.open_table(edges, "edges", outcome)
    datum = Datum(datum_named(options.datum) or Datum.WGS84)
    found = streets.from_table(edge_table, tables.open_table(nodes, "nodes", outcome), outcome, datum)
    _keep_network(actor, region, found, _with_source(options, outcome).source, outcome, options)
    return outcome


def _keep_network(
    actor: Actor,
    region: Region,
    found: Streets,
    source: str,
    outcome: FileOutcome,
    options: RegionImportOptions,
) -> None:
    if not options.dry_run:
        actions.save_network(actor, region, found, source=source, synthetic=options.synthetic)
    outcome.saved[gettext("路网节点")] += len(found.lonlat)
    outcome.saved[gettext("路网路段")] += len(found.edges)


def _region(options: RegionImportOptions) -> Region:
    region = Region.objects.filter(code=options.region_code, valid__contains=today()).first()
    if region is None:
        raise UnreadableFile(
            say(_("要知道这些数据属于哪个区划。")), say(_("请用 --region 写明一个已导入的区划代码。"))
        )
    return region


def _around(region: Region) -> osm.Box | None:
    outline = region.boundaries.filter(valid__contains=today()).first()
    if outline is None:
        return None
    return outline.west - BEYOND, outline.south - BEYOND, outline.east + BEYOND, outline.north + BEYOND


def _with_source(options: RegionImportOptions, outcome: FileOutcome) -> RegionImportOptions:
    """With the file's name as the source where nobody says another."""
    if options.source:
        return options
    outcome.note(say(_("没有写明来源，记作文件名。")), say(_("请用 --source 写明数据的来源。")))
    return replace(options, source=outcome.path.name)


def _known_codes() -> set[str]:
    return set(Region.objects.filter(valid__contains=today()).values_list("code", flat=True))


def _unknown(outcome: FileOutcome, number: int, column: str, code: str) -> None:
    what = say(_("没有代码为 %(code)s 的有效区划。"), code=code)
    outcome.reject(number, column, code, what, say(_("请先导入这个区划。")))


_ONE_FILE = {
    "regions": _divisions,
    "boundaries": _divisions,
    "population": _people,
    "ground": _ground,
    "network": _network,
}
