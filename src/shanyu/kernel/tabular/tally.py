"""Counting what a file's rows came to, and showing it on the screen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from .problems import Problem, Severity
from .rows import ParsedRow

FIRST = 20


@dataclass
class Kind:
    """How often problems of one kind came up, with the first of them as the example to show."""

    example: Problem
    count: int = 0


@dataclass
class Tally:
    """`rows` read, of which `good` can be loaded, `warned` of those with a warning, and `bad` kept out.

    `kinds` counts problems by what is wrong; `first` keeps the first twenty. `outcomes` is for the caller:
    what the good rows came to (added, updated, unchanged), by a name already in words.
    """

    rows: int = 0
    good: int = 0
    warned: int = 0
    bad: int = 0
    kinds: dict[tuple[Severity, str], Kind] = field(default_factory=dict)
    first: list[Problem] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def see(self, row: ParsedRow) -> None:
        self.rows += 1
        self.good += row.ok
        self.bad += not row.ok
        self.warned += row.ok and bool(row.problems)
        self.add(row.problems)

    def add(self, problems: Iterable[Problem]) -> None:
        """Counts problems, also those that come up only while loading."""
        for problem in problems:
            key = problem.severity, problem.kind
            kind = self.kinds.get(key) or self.kinds.setdefault(key, Kind(problem))
            kind.count += 1
            if len(self.first) < FIRST:
                self.first.append(problem)

    def by_count(self) -> list[Kind]:
        return sorted(self.kinds.values(), key=lambda kind: -kind.count)

    def lines(self) -> list[tuple[str, int]]:
        """The counts with their names, in the language that is active."""
        return [
            (_("读取的行"), self.rows),
            (_("可以导入"), self.good),
            (_("其中有提醒"), self.warned),
            (_("有问题，未导入"), self.bad),
            *self.outcomes.items(),
        ]


def severity_words() -> Mapping[Severity, str]:
    return {Severity.ERROR: _("未导入"), Severity.WARNING: _("提醒"), Severity.NOTE: _("说明")}


def print_tally(console: Console, tally: Tally, notes: Iterable[Problem] = ()) -> None:
    """The counts, the notes about the file, the first problems and how often each kind came up."""
    for name, count in tally.lines():
        console.print(f"{name}  [bold]{count:,}[/bold]")
    for note in notes:
        where = _("第 %(row)s 行：") % {"row": note.row} if note.row else ""
        console.print(f"[dim]· {escape(where)}{escape(str(note.what))}[/dim]")
    if not tally.first:
        return
    console.print(_problem_grid(tally.first))
    kinds = Grid(title=_("问题的种类"), title_justify="left")
    kinds.add_column(_("次数"), justify="right")
    kinds.add_column(_("轻重"))
    kinds.add_column(_("问题（举一例）"))
    for kind in tally.by_count():
        words = severity_words()[kind.example.severity]
        kinds.add_row(f"{kind.count:,}", words, escape(str(kind.example.what)))
    console.print(kinds)


def _problem_grid(problems: Iterable[Problem]) -> Grid:
    grid = Grid(title=_("最前面的问题"), title_justify="left")
    grid.add_column(_("行"), justify="right")
    for name in (_("列"), _("内容"), _("问题"), _("怎么改")):
        grid.add_column(name)
    for problem in problems:
        cells = (problem.column, problem.value, problem.what, problem.remedy)
        grid.add_row(str(problem.row or ""), *(escape(str(cell)) for cell in cells))
    return grid
