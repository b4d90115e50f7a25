"""Tables written for people: CSV that Excel opens with its Chinese intact, and XLSX, both row by row.

A cell that a spreadsheet would take for a formula (OWASP, "CSV injection") gets an apostrophe before it, in
both kinds: an XLSX that is saved as CSV later stays harmless too. Memory does not grow with the rows.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from shanyu.kernel.clock import local

#: What makes a spreadsheet read a cell as a formula; tab and line ends hide one of the others behind them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"
ROWS_A_CHUNK = 500
BYTES_A_PIECE = 1 << 16
MOST_ROWS = 1_048_570
WIDEST, NARROWEST = 44, 8

Cell = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True)
class Table:
    """A table for download: its name, the headings, the rows as they come, and lines about source and date."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = ()


def guarded(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(cell: Cell) -> str | int | float | Decimal | date | datetime | None:
    """A cell as it is written: words for yes and no, moments in Shanghai's time, guarded text."""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, datetime):
        return local(cell).replace(tzinfo=None, microsecond=0)
    if isinstance(cell, int | float | Decimal | date) or cell is None:
        return cell
    return guarded(str(cell))


def csv_chunks(table: Table) -> Iterator[bytes]:
    """The table as UTF-8 CSV with a byte-order mark, a chunk of rows at a time; the notes come last."""
    held = io.StringIO(BOM)
    held.seek(0, io.SEEK_END)
    writer = csv.writer(held)
    writer.writerow([guarded(str(heading)) for heading in table.headings])
    for number, row in enumerate(table.rows, 1):
        writer.writerow([_text(plain(cell)) for cell in row])
        if number % ROWS_A_CHUNK == 0:
            yield _emptied(held)
    if table.notes:
        writer.writerow([])
        writer.writerows([guarded(str(note))] for note in table.notes)
    yield _emptied(held)


def xlsx_chunks(table: Table) -> Iterator[bytes]:
    """The table as a workbook, written to a temporary file and handed on piece by piece.

    Raises ValueError for more rows than a sheet holds.
    """
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with tempfile.TemporaryFile(suffix=".xlsx") as file:
        with xlsxwriter.Workbook(file, options) as book:
            _Sheet(book, table).write()
        file.seek(0)
        while piece := file.read(BYTES_A_PIECE):
            yield piece


class _Sheet:
    """One sheet: headings that stay, columns as wide as their headings ask, then the notes."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table) -> None:
        self.table = table
        self.sheet = book.add_worksheet(_sheet_name(table.name))
        self.bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def write(self) -> None:
        for column, heading in enumerate(self.table.headings):
            self.sheet.set_column(column, column, _width(str(heading)))
            self.sheet.write_string(0, column, guarded(str(heading)), self.bold)
        self.sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(self.table.rows, 1):
            if number > MOST_ROWS:
                raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
            for column, cell in enumerate(row):
                self._cell(number, column, plain(cell))
        for below, note in enumerate(self.table.notes, number + 2):
            self.sheet.write_string(below, 0, guarded(str(note)))

    def _cell(self, row: int, column: int, cell: object) -> None:
        if isinstance(cell, datetime):
            self.sheet.write_datetime(row, column, cell, self.moment)
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self.day)
        elif isinstance(cell, int | float | Decimal):
            self.sheet.write_number(row, column, cell)
        elif cell:
            self.sheet.write_string(row, column, cell)


def _emptied(held: io.StringIO) -> bytes:
    text = held.getvalue().encode("utf-8")
    held.seek(0)
    held.truncate()
    return text


def _text(cell: object) -> object:
    return "" if cell is None else cell


def _width(heading: str) -> int:
    """Chinese characters take two columns."""
    wide = sum(2 if ord(character) > 0x2E80 else 1 for character in heading)
    return max(NARROWEST, min(WIDEST, wide + 6))


def _sheet_name(name: str) -> str:
    return "".join(" " if character in "[]:*?/\\'" else character for character in name)[:31] or "1"
