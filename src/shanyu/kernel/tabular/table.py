"""Opening a file as a table: the right sheet, the header, and the rows below it, one at a time."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .cells import Cell, as_text, fold, is_blank
from .csv_file import delimiter_of, encoding_of, read_csv
from .header import LOOK_AT_ROWS, Header, find_header
from .headings import Guess
from .mapping import Mapping
from .problems import Problem, Severity, UnreadableFile, say
from .schema import Schema
from .workbook import Merge, merges_of, open_workbook, rows_of, visible_sheets

CSV_SUFFIXES = {".csv", ".txt", ".tsv"}
BOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_TOTALS = re.compile(r"^(?:合计|总计|小计|共计|累计|total|grandtotal|subtotal|sum)(?:[(:].*)?$")
_FOOTNOTE = re.compile(r"^(?:注|备注|说明|填表|填报|制表|审核|单位负责人|联系人|note|remark)[^,]{0,6}[:;1-9]")


@dataclass(frozen=True)
class SourceRow:
    """One row below the header: the row number a spreadsheet shows, and its cells from column A on."""

    number: int
    cells: list[Cell]


@dataclass
class Table:
    """A file opened for reading. `header_row` is the 1-based number of the header's last row.

    `notes` tells what was chosen, assumed or left out about the file; reading the rows adds to it.
    """

    path: Path
    sheet: str
    headings: list[str]
    header_row: int
    guesses: list[Guess]
    notes: list[Problem] = field(default_factory=list)
    merges: Sequence[Merge] = field(default=(), repr=False)
    open_rows: Callable[[], Iterator[list[Cell]]] = field(default=lambda: iter(()), repr=False)

    def rows(self) -> Iterator[SourceRow]:
        """The rows with something in them. Totals, footnotes and repeated headers are left out with a note."""
        header = [fold(heading) for heading in self.headings]
        reach = _reach_of(self.merges, self.header_row)
        above: list[Cell] = []
        for number, cells in enumerate(self.open_rows(), start=1):
            if number <= self.header_row:
                continue
            for column in reach.get(number, ()):
                cells[column] = above[column]
            above = cells
            first = next((i for i, cell in enumerate(cells) if not is_blank(cell)), None)
            if first is None:
                continue
            left_out = _left_out(cells, first, header)
            if left_out:
                self.notes.append(_note(number, as_text(cells[first]), left_out))
                continue
            yield SourceRow(number, cells)

    @property
    def columns(self) -> dict[str, int]:
        """Which column of the file holds each key."""
        return {guess.key: guess.index for guess in self.guesses if guess.key}


def read_table(path: str | Path, schema: Schema, mapping: Mapping | None = None) -> Table:
    """Opens CSV (GB18030, UTF-8, UTF-16), XLSX, XLS or ODS and finds the sheet and header that fit `schema`.

    Raises UnreadableFile with words for the clerk.
    """
    path = Path(path)
    mapping = mapping or Mapping()
    if not path.is_file():
        raise UnreadableFile(
            say(_("找不到文件 %(name)s。"), name=path.name), say(_("请检查文件的位置和名称。"))
        )
    if path.suffix.lower() in CSV_SUFFIXES:
        table = _open_csv(path, schema, mapping)
    elif path.suffix.lower() in BOOK_SUFFIXES:
        table = _open_book(path, schema, mapping)
    else:
        raise UnreadableFile(
            say(_("不能读取 %(suffix)s 文件。"), suffix=path.suffix or path.name),
            say(_("请另存为 XLSX 或 CSV，再导入。")),
        )
    table.notes[:0] = list(_guess_notes(table.guesses))
    return table


def _open_csv(path: Path, schema: Schema, mapping: Mapping) -> Table:
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding)

    def rows() -> Iterator[list[Cell]]:
        return read_csv(path, encoding, delimiter)

    header = _header(rows(), [], schema, mapping)
    if header is None:
        raise _no_header([path.name])
    return _table(path, "", header, rows)


def _open_book(path: Path, schema: Schema, mapping: Mapping) -> Table:
    book = open_workbook(path)
    names = visible_sheets(book)
    wanted = mapping.options.sheet
    if wanted and wanted not in book.sheet_names:
        raise UnreadableFile(
            say(_("文件里没有工作表“%(sheet)s”。"), sheet=wanted),
            say(_("可选的工作表：%(names)s。"), names="、".join(names)),
        )
    best = None
    for name in [wanted] if wanted else names:
        sheet = book.get_sheet_by_name(name)
        header = _header(rows_of(sheet), merges_of(sheet), schema, mapping)
        if header and (best is None or header.score > best[1].score):
            best = (sheet, header)
    if best is None:
        raise _no_header(names)
    sheet, header = best
    table = _table(path, sheet.name, header, lambda: rows_of(sheet))
    table.merges = merges_of(sheet)
    others = [name for name in names if name != sheet.name]
    if others and not wanted:
        what = say(
            _("读取了工作表“%(sheet)s”，没有读取：%(others)s。"), sheet=sheet.name, others="、".join(others)
        )
        remedy = say(_("如需读取另一张，请在对照文件的 [options] 里写 sheet。"))
        table.notes.append(Problem(0, "", "", what, remedy, Severity.NOTE))
    return table


def _header(
    rows: Iterator[list[Cell]], merges: Sequence[Merge], schema: Schema, mapping: Mapping
) -> Header | None:
    at = mapping.options.header_row
    first = list(itertools.islice(rows, max(LOOK_AT_ROWS, at[1] if at else 0) + 1))
    return find_header(first, merges, schema, mapping.columns, at)


def _table(path: Path, sheet: str, header: Header, rows: Callable[[], Iterator[list[Cell]]]) -> Table:
    return Table(path, sheet, header.headings, header.last + 1, header.guesses, open_rows=rows)


def _no_header(where: Sequence[str]) -> UnreadableFile:
    return UnreadableFile(
        say(
            _("前 %(rows)s 行里没有找到认得的表头（%(where)s）。"), rows=LOOK_AT_ROWS, where="、".join(where)
        ),
        say(_("请在对照文件的 [options] 里写 header_row，或在 [columns] 里写明各列。")),
    )


def _reach_of(merges: Sequence[Merge], header_row: int) -> dict[int, list[int]]:
    """For every row number below the header, the columns whose cell is merged with the one above it."""
    reach: dict[int, list[int]] = {}
    for merge in merges:
        if merge.top >= header_row:
            for row in range(merge.top + 1, merge.bottom + 1):
                reach.setdefault(row + 1, []).append(merge.left)
    return reach


def _left_out(cells: Sequence[Cell], first: int, header: Sequence[str]) -> object:
    """Why a row is not a record: words for a note, or None. `first` is its first cell with something in it."""
    word = fold(as_text(cells[first]))
    if _TOTALS.match(word):
        return _("这一行是合计，没有当作记录。")
    if _FOOTNOTE.match(word) and all(is_blank(cell) for cell in cells[first + 1 :]):
        return _("这一行是说明文字，没有当作记录。")
    if first < len(header) and word == header[first] and _repeats(cells, header):
        return _("这一行重复了表头，没有当作记录。")
    return None


def _repeats(cells: Sequence[Cell], header: Sequence[str]) -> bool:
    filled = [(i, fold(as_text(cell))) for i, cell in enumerate(cells) if not is_blank(cell)]
    return len(filled) > 1 and all(i < len(header) and word == header[i] for i, word in filled)


def _note(row: int, value: str, what: object) -> Problem:
    return Problem(
        row, "", value[:80], say(what), say(_("如果不对，请改这一行第一格的文字。")), Severity.NOTE
    )


def _guess_notes(guesses: Sequence[Guess]) -> Iterator[Problem]:
    for guess in guesses:
        if guess.how in ("contains", "similar"):
            what = say(
                _("列“%(heading)s”按相近名称当作 %(key)s（把握 %(score)s%%）。"),
                heading=guess.heading,
                key=guess.key,
                score=round(guess.score * 100),
            )
        elif not guess.key and not guess.how and guess.heading:
            what = say(_("列“%(heading)s”不认得，没有读取。"), heading=guess.heading)
        else:
            continue
        remedy = say(_("如果不对，请在对照文件的 [columns] 里写明。"))
        yield Problem(0, guess.heading, "", what, remedy, Severity.NOTE)
