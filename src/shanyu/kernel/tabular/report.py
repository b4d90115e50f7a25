"""One XLSX that tells the clerk everything: a summary, every problem, and the bad rows to mend and import."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

import xlsxwriter
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .cells import Cell, as_text
from .headings import NOTE_HEADINGS
from .problems import Problem
from .rows import ParsedRow
from .schema import Schema
from .table import Table
from .tally import Tally, severity_words

MOST_ROWS = 1_000_000
_WIDTHS = (8, 22, 26, 10, 48, 56)


class ProblemReport:
    """Writes the report while the rows go by; memory does not grow with them.

    Use as a context manager: `add` every row (it counts all and writes the troubled ones), `note` problems
    that come up elsewhere. Words are in `language` whatever language is active around it. The third sheet
    holds the rejected rows as they were under the file's own headings, so that it can be imported itself.
    """

    def __init__(self, path: str | Path, table: Table, schema: Schema, language: str) -> None:
        self.tally = Tally()
        self._table = table
        self._language = language
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        self._bold = self._book.add_format({"bold": True, "bg_color": "#E4EFEA", "border": 1})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {
            dt.datetime: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            dt.date: self._book.add_format({"num_format": "yyyy-mm-dd"}),
            dt.time: self._book.add_format({"num_format": "hh:mm"}),
        }
        self._as_text = self._book.add_format({"num_format": "@"})
        columns = table.columns
        self._text_columns = {columns[c.key] for c in schema.columns if c.identity and c.key in columns}
        with translation.override(language):
            self._words = severity_words()
            self._summary = self._book.add_worksheet(_("汇总"))
            self._problems = self._book.add_worksheet(_("问题"))
            self._bad = self._book.add_worksheet(_("待改正的行"))
            self._headings(
                self._problems, [_("行"), _("列"), _("内容"), _("轻重"), _("问题"), _("怎么改")], _WIDTHS
            )
        self._headings(self._bad, [*table.headings, *NOTE_HEADINGS], [16] * len(table.headings) + [60, 12])
        for i in self._text_columns:
            self._bad.set_column(i, i, 24, self._as_text)
        self._problem_rows = self._bad_rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, row: ParsedRow) -> None:
        if not row.problems:
            self.tally.see(row)
            return
        with self._speaking():
            self.tally.see(row)
            self._write_problems(row.problems)
            if not row.ok:
                self._write_bad(row)

    def note(self, problems: Iterable[Problem]) -> None:
        problems = list(problems)
        with self._speaking():
            self.tally.add(problems)
            self._write_problems(problems)

    def reject(self, row: ParsedRow, problem: Problem) -> None:
        """A row that `add` counted as good and that could not be loaded after all."""
        row.problems.append(problem)
        self.tally.good -= 1
        self.tally.bad += 1
        self.note([problem])
        with self._speaking():
            self._write_bad(row)

    def close(self) -> None:
        with self._speaking():
            self._write_summary()
        self._book.close()

    def _speaking(self) -> AbstractContextManager:
        """The report's language. Changing it takes long enough to tell in a file full of problems."""
        return nullcontext() if get_language() == self._language else translation.override(self._language)

    def _headings(self, sheet: object, names: Sequence[str], widths: Sequence[int]) -> None:
        for i, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.set_column(i, i, width)
            sheet.write_string(0, i, name, self._bold)
        sheet.freeze_panes(1, 0)

    def _write_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if self._problem_rows >= MOST_ROWS:
                return
            self._problem_rows += 1
            at = self._problem_rows
            if problem.row:
                self._problems.write_number(at, 0, problem.row)
            words = (
                problem.column,
                problem.value,
                self._words[problem.severity],
                problem.what,
                problem.remedy,
            )
            for i, word in enumerate(words, start=1):
                self._problems.write_string(at, i, str(word), self._wrap)

    def _write_bad(self, row: ParsedRow) -> None:
        if self._bad_rows >= MOST_ROWS:
            return
        self._bad_rows += 1
        width = len(self._table.headings)
        for i, cell in enumerate(row.cells[:width]):
            self._write_cell(self._bad_rows, i, cell)
        told = "\n".join(f"{p.column}：{p.what} {p.remedy}" for p in row.problems)
        self._bad.write_string(self._bad_rows, width, told, self._wrap)
        self._bad.write_number(self._bad_rows, width + 1, row.number)

    def _write_cell(self, row: int, column: int, cell: Cell) -> None:
        """As it was. An identity number kept as a number stays one, so that it is refused until retyped."""
        form = self._as_text if column in self._text_columns else self._formats.get(type(cell))
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            self._bad.write_boolean(row, column, cell)
        elif isinstance(cell, int | float):
            self._bad.write_number(row, column, cell, form)
        elif isinstance(cell, dt.date | dt.time):
            self._bad.write_datetime(row, column, cell, form)
        else:
            self._bad.write_string(row, column, cell if isinstance(cell, str) else as_text(cell), form)

    def _write_summary(self) -> None:
        sheet = self._summary
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        lines: list[tuple[str, str | int]] = [(_("文件"), self._table.path.name)]
        if self._table.sheet:
            lines.append((_("工作表"), self._table.sheet))
        lines += [(_("表头所在的行"), self._table.header_row), *self.tally.lines()]
        if self._problem_rows >= MOST_ROWS or self._bad_rows >= MOST_ROWS:
            lines.append((_("注意"), _("问题太多，这里只写出前 %(most)s 条。") % {"most": f"{MOST_ROWS:,}"}))
        for at, (name, value) in enumerate(lines):
            sheet.write_string(at, 0, name, self._bold)
            sheet.write(at, 1, value)
        at = len(lines) + 1
        for kind in self.tally.by_count():
            sheet.write_string(at, 0, f"{self._words[kind.example.severity]} · {kind.count:,}")
            sheet.write_string(at, 1, str(kind.example.what), self._wrap)
            at += 1
        for note in self._table.notes[:MOST_ROWS]:
            where = _("第 %(row)s 行：") % {"row": note.row} if note.row else ""
            sheet.write_string(at, 0, self._words[note.severity])
            sheet.write_string(at, 1, f"{where}{note.what} {note.remedy}", self._wrap)
            at += 1
