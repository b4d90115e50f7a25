"""From the rows of a table to values and problems, one row at a time. A bad row does not stop a good one."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .cells import NONE_WORDS, Cell, as_text, is_blank, normal
from .mapping import Mapping as FileMapping
from .places import datum_in
from .problems import BadCell, Doubt, Problem, Say, Severity, UnreadableFile, say
from .schema import Column, Options, Remark, Schema, Values
from .table import SourceRow, Table

_CACHE = 4096
_BLOCK = 500
_LONGEST_SHOWN = 80
_UNKNOWN = object()


@dataclass
class ParsedRow:
    """One row: its values by key, its problems, and its cells as they were.

    `values` holds None for what could not be read; only load it when `ok`.
    """

    number: int
    values: Values
    cells: list[Cell]
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems or not any(problem.is_error for problem in self.problems)


class Outcome(NamedTuple):
    """What one text comes to: a value, and perhaps a remark, made `once` per file or every time."""

    value: object
    what: Say | None = None
    remedy: Say | None = None
    severity: Severity = Severity.ERROR
    once: bool = False


class CellReader:
    """Reads the cells of one column. Texts that come again (dates, kinds, prices) are parsed once.

    `known` holds the values of texts that were read and of which there is nothing to say.
    """

    def __init__(self, column: Column, heading: str, options: Options) -> None:
        self.column = column
        self.heading = heading
        self.options = options
        self.known: dict[str, object] = {}
        self._doubtful: dict[str, Outcome] = {}
        self._told: set[str] = set()

    def read(self, row: int, cell: Cell, problems: list[Problem]) -> object:
        outcome = self._doubtful.get(cell)
        if outcome is None:
            outcome = self._parse(cell)
            if type(cell) is str and self.column.hide is None:
                self._keep(cell, outcome)
        if outcome.what and self._is_due(outcome):
            problems.append(self.problem(row, cell, outcome.what, outcome.remedy, outcome.severity))
        return outcome.value

    def _keep(self, cell: str, outcome: Outcome) -> None:
        if len(self.known) + len(self._doubtful) >= _CACHE:
            self.known.clear()
            self._doubtful.clear()
        if outcome.what:
            self._doubtful[cell] = outcome
        else:
            self.known[cell] = outcome.value

    def problem(self, row: int, cell: Cell, what: Say, remedy: Say, severity: Severity) -> Problem:
        return Problem(row, self.heading, shown(cell, self.column), what, remedy, severity)

    def _is_due(self, outcome: Outcome) -> bool:
        if not outcome.once:
            return True
        words = str(outcome.what)
        fresh = words not in self._told
        self._told.add(words)
        return fresh

    def _parse(self, cell: Cell) -> Outcome:
        if is_blank(cell):
            return self._blank()
        try:
            value = self.column.parse(cell, self.options)
        except BadCell as bad:
            if isinstance(cell, str) and normal(cell) in NONE_WORDS:
                return self._blank()
            return Outcome(None, bad.reason, bad.remedy)
        if isinstance(value, Doubt):
            return Outcome(value.value, value.what, value.remedy, Severity.WARNING, value.once)
        return self._blank() if value is None else Outcome(value)

    def _blank(self) -> Outcome:
        if not self.column.required:
            return Outcome(None)
        return Outcome(None, say(_("这一格必须填写。")), say(_("请补上内容。")))


def shown(cell: Cell, column: Column) -> str:
    """The cell as a report may show it: cut short, and sensitive columns masked."""
    text = as_text(cell)
    return column.hide(text) if column.hide else text[:_LONGEST_SHOWN]


def parse_rows(table: Table, schema: Schema, mapping: FileMapping | None = None) -> Iterator[ParsedRow]:
    """Every record of the table, in order, holding some hundreds of rows at a time.

    A row with nothing in the columns that are read (a template's serial numbers) is no record.

    Raises UnreadableFile before the first row when a required column is not in the file at all.
    """
    mapping = mapping or FileMapping()
    _all_required(table, schema, mapping)
    options = _with_datum(table, mapping.options)
    readers = {
        key: (index, CellReader(schema.by_key[key], table.headings[index], options))
        for key, index in table.columns.items()
    }
    constants = {
        key: (words, CellReader(schema.by_key[key], str(schema.by_key[key].titles_zh[0]), options))
        for key, words in mapping.constants.items()
        if key not in readers
    }
    same: dict[str, dict[Hashable, int]] = {name: {} for name in schema.same}
    sources = table.rows()
    while block := list(islice(sources, _BLOCK)):
        rows = []
        for source in block:
            if all(is_blank(_cell(source.cells, index)) for index, _reader in readers.values()):
                continue
            row = ParsedRow(source.number, dict.fromkeys(schema.by_key), source.cells)
            _read_cells(source, row, readers)
            for key, (words, reader) in constants.items():
                row.values[key] = reader.read(source.number, words, row.problems)
            rows.append(row)
        _finish(rows, schema, options, readers)
        for row in rows:
            if row.ok:
                _find_duplicate(row, schema, same)
            yield row


def _with_datum(table: Table, options: Options) -> Options:
    """The file's options, with the datum its headings name (经度(GCJ-02), 百度纬度) where nothing else tells."""
    named = "" if options.datum else datum_in(table.headings)
    if not named:
        return options
    what = say(_("按表头的说明，坐标系当作 %(datum)s。"), datum=named.upper())
    remedy = say(_("如果不对，请在对照文件的 [options] 里写 datum。"))
    table.notes.append(Problem(0, "", "", what, remedy, Severity.NOTE))
    return replace(options, datum=named)


def _read_cells(source: SourceRow, row: ParsedRow, readers: Mapping[str, tuple[int, CellReader]]) -> None:
    cells, values = source.cells, row.values
    width = len(cells)
    for key, (index, reader) in readers.items():
        cell = cells[index] if index < width else None
        value = reader.known.get(cell, _UNKNOWN)
        values[key] = reader.read(source.number, cell, row.problems) if value is _UNKNOWN else value


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _finish(
    rows: Sequence[ParsedRow], schema: Schema, options: Options, readers: Mapping[str, tuple[int, CellReader]]
) -> None:
    values = [row.values for row in rows]
    for rule in schema.finish:
        for i, remark in rule(values, options):
            severity = Severity.WARNING if remark.warning else Severity.ERROR
            problem = _remark_problem(rows[i], remark, severity, schema, readers)
            if not any(known.column == problem.column for known in rows[i].problems if known.is_error):
                rows[i].problems.append(problem)


def _remark_problem(
    row: ParsedRow,
    remark: Remark,
    severity: Severity,
    schema: Schema,
    readers: Mapping[str, tuple[int, CellReader]],
) -> Problem:
    if remark.key in readers:
        index, reader = readers[remark.key]
        return reader.problem(row.number, _cell(row.cells, index), remark.what, remark.remedy, severity)
    title = str(schema.by_key[remark.key].titles_zh[0]) if remark.key in schema.by_key else remark.key
    return Problem(row.number, title, "", remark.what, remark.remedy, severity)


def _find_duplicate(row: ParsedRow, schema: Schema, seen: dict[str, dict[Hashable, int]]) -> None:
    """The first good row of a key is kept; a later one is an error that names the first."""
    keys = {name: key(row.values) for name, key in schema.same.items()}
    for name, key in keys.items():
        first = seen[name].get(key) if key is not None else None
        if first is not None:
            what = say(_("与第 %(first)s 行重复（%(name)s相同）。"), first=first, name=name)
            remedy = say(_("请只保留一行；如果是两家，请改正其中一行。"))
            row.problems.append(Problem(row.number, name, "", what, remedy))
            return
    for name, key in keys.items():
        if key is not None:
            seen[name][key] = row.number


def _all_required(table: Table, schema: Schema, mapping: FileMapping) -> None:
    there = {*table.columns, *mapping.constants}
    missing = [column for column in schema.columns if column.required and column.key not in there]
    if missing:
        titles = "、".join(str(column.titles_zh[0]) for column in missing)
        found = "、".join(heading for heading in table.headings if heading)
        raise UnreadableFile(
            say(
                _("文件里没有必填的列：%(titles)s。认出的表头在第 %(row)s 行：%(found)s。"),
                titles=titles,
                row=table.header_row,
                found=found[:300],
            ),
            say(_("请补上这些列，或用对照文件写明哪一列是它。")),
        )
