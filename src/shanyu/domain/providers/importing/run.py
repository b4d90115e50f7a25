"""The engine of `shanyu import-sites`: a bureau's file in, sites and one report out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.importing.ahead import ahead, collecting_seldom
from shanyu.domain.providers.importing.changes import Changes
from shanyu.domain.providers.importing.columns import COLUMNS
from shanyu.domain.providers.importing.divisions import Divisions
from shanyu.domain.providers.importing.loading import load_sites
from shanyu.domain.providers.importing.rules import fit_together, say_as_one
from shanyu.kernel.door import Actor
from shanyu.kernel.tabular.mapping import Mapping, load_mapping, write_mapping
from shanyu.kernel.tabular.places import position
from shanyu.kernel.tabular.problems import Problem, Severity, UnreadableFile, say
from shanyu.kernel.tabular.report import ProblemReport
from shanyu.kernel.tabular.rows import ParsedRow, parse_rows
from shanyu.kernel.tabular.schema import Schema, Values
from shanyu.kernel.tabular.table import Table, read_table
from shanyu.kernel.tabular.tally import Tally

BATCH = 2_000

Progress = Callable[[int], None]
"""Called with the number of rows done so far, after every batch."""


@dataclass(frozen=True)
class SiteImportOptions:
    """`datum` holds where neither a column nor the mapping file says otherwise; `region_code` is the division
    within which names of streets are looked up. `report`: where the XLSX of problems goes, next to the file
    if None. `write_mapping`: write the guesses as a mapping file and read no further."""

    mapping: Path | None = None
    dry_run: bool = False
    datum: str = ""
    region_code: str = ""
    report: Path | None = None
    write_mapping: Path | None = None


@dataclass
class SiteImportReport:
    """`tally` counts rows and problems, `changes` sites and fields; `notes` are about the file as a whole."""

    dry_run: bool
    report: Path | None
    tally: Tally = field(default_factory=Tally)
    changes: Changes = field(default_factory=Changes)
    notes: list[Problem] = field(default_factory=list)
    mapping: Path | None = None


def schema_for(divisions: Divisions) -> Schema:
    """The schema of a sheet of sites, whose streets are looked up among `divisions`."""
    place = position("place", lon="lon", lat="lat", both="both", datum="datum")
    return Schema(
        COLUMNS,
        finish=(place, divisions.resolve, fit_together, say_as_one),
        same={
            gettext("机构编号"): lambda values: values["reference"],
            gettext("运营方、名称和地址"): _place_key,
        },
    )


def import_sites(
    actor: Actor,
    path: Path,
    options: SiteImportOptions,
    progress: Progress = lambda rows: None,
) -> SiteImportReport:
    """Import a CSV or XLSX of sites. Good rows are loaded, bad ones are told; a second run updates.

    Raises UnreadableFile, in words for the clerk, when the file as a whole cannot be read, and the refusals of
    the door. Interrupted, it keeps the batches that are done.
    """
    path = Path(path)
    divisions = Divisions(options.region_code)
    if options.region_code and divisions.scope is None:
        raise UnreadableFile(
            say(_("没有代码为 %(code)s 的有效区划。"), code=options.region_code),
            say(_("请先用 import-regions 导入区划，或核对 --region。")),
        )
    schema = schema_for(divisions)
    mapping = load_mapping(options.mapping, schema) if options.mapping else Mapping()
    if options.datum and not mapping.options.datum:
        mapping = replace(mapping, options=replace(mapping.options, datum=options.datum))
    table = read_table(path, schema, mapping)
    if options.write_mapping:
        write_mapping(options.write_mapping, table.guesses, schema, mapping.options)
        return SiteImportReport(True, None, notes=table.notes, mapping=options.write_mapping)
    target = _writable(options.report or path.with_name(f"{path.stem}-import-report.xlsx"))
    rows = parse_rows(table, schema, mapping)
    result = SiteImportReport(options.dry_run, target)
    with ProblemReport(target, table, schema, get_language() or "zh-hans") as report, collecting_seldom():
        result.tally = report.tally
        for batch in ahead(_batches(rows)):
            _load(actor, batch, divisions, result, report)
            progress(report.tally.rows)
        table.notes += _assumed(table, mapping)
        result.notes = table.notes
        _count(report.tally, result.changes)
    return result


def _load(
    actor: Actor,
    batch: list[ParsedRow],
    divisions: Divisions,
    result: SiteImportReport,
    report: ProblemReport,
) -> None:
    good = [row for row in batch if row.ok]
    if good:
        loaded = load_sites(actor, good, divisions, dry_run=result.dry_run)
        result.changes.join(loaded.changes)
    for row in batch:
        report.add(row)


def _batches(rows: Iterable[ParsedRow]) -> Iterator[list[ParsedRow]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _place_key(values: Values) -> bytes:
    """Operator, name and address as sixteen bytes: a hundred thousand of them are kept until the file ends."""
    owner = values["credit_code"] or values["operator"] or values["name"]
    words = "\0".join((owner or "", values["name"] or "", values["address"] or ""))
    return blake2b(words.encode(), digest_size=16).digest()


def _writable(path: Path) -> Path:
    try:
        path.touch()
    except OSError as error:
        raise UnreadableFile(
            say(_("问题报告 %(path)s 写不进去。"), path=path), say(_("请用 --report 换一个位置。"))
        ) from error
    return path


def _assumed(table: Table, mapping: Mapping) -> Iterator[Problem]:
    """What new sites were taken for where the file has no such column at all."""
    there = {*table.columns, *mapping.constants}
    assumptions = {
        "kind": _("文件里没有机构类型，新增的都按托育机构记录。"),
        "running_model": _("文件里没有运营模式，新增的托育机构和家庭托育点按民办、其余按公办记录。"),
        "state": _("文件里没有运营状态，新增的都按开放中记录。"),
    }
    for key, words in assumptions.items():
        if key not in there:
            remedy = say(_("如果不对，请加上这一列，或在对照文件的 [constants] 里写明。"))
            yield Problem(0, "", "", say(words), remedy, Severity.NOTE)


def _count(tally: Tally, changes: Changes) -> None:
    tally.outcomes[str(_("新增机构"))] = changes.added
    tally.outcomes[str(_("更新机构"))] = changes.updated
    tally.outcomes[str(_("没有变化"))] = changes.unchanged
