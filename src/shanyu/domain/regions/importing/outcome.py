"""What an import of regions takes and gives back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from shanyu.kernel.tabular.problems import Problem, Say, Severity
from shanyu.kernel.tabular.tally import Tally

KINDS = ("regions", "boundaries", "population", "network", "ground")

Progress = Callable[[int], None]
"""Called now and then with the number of rows, features or ways read so far."""


@dataclass(frozen=True)
class RegionImportOptions:
    """`kind` empty: told by each file itself. `datum` empty: WGS-84, as GeoJSON and OpenStreetMap are.

    `source` is whose data it is, kept with every row; `synthetic` says that it is drawn, not surveyed.
    `region_code` is the division a network or a ground belongs to.
    """

    kind: str = ""
    datum: str = ""
    source: str = ""
    region_code: str = ""
    synthetic: bool = False
    dry_run: bool = False


@dataclass
class FileOutcome:
    """One file: `tally` counts its rows (or features) and problems, `saved` what came of the good ones."""

    path: Path
    kind: str
    tally: Tally = field(default_factory=Tally)
    notes: list[Problem] = field(default_factory=list)
    saved: Counter[str] = field(default_factory=Counter)

    def good(self) -> None:
        self.tally.rows += 1
        self.tally.good += 1

    def bad(self, row: int, column: str, value: object, what: Say, remedy: Say) -> None:
        """A row or feature that is not loaded."""
        self.tally.rows += 1
        self.tally.bad += 1
        self.tally.add([Problem(row, column, str(value)[:80], what, remedy)])

    def reject(self, row: int, column: str, value: object, what: Say, remedy: Say) -> None:
        """One that was counted as good and could not be loaded after all."""
        self.tally.rows -= 1
        self.tally.good -= 1
        self.bad(row, column, value, what, remedy)

    def warn(self, row: int, column: str, value: object, what: Say, remedy: Say) -> None:
        self.tally.add([Problem(row, column, str(value)[:80], what, remedy, Severity.WARNING)])

    def note(self, what: Say, remedy: Say) -> None:
        self.notes.append(Problem(0, "", "", what, remedy, Severity.NOTE))


@dataclass
class ImportReport:
    """One outcome for each file; the files of one network (edges and nodes) have one together."""

    dry_run: bool
    files: list[FileOutcome] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether every row of every file was good."""
        return not any(one.tally.bad for one in self.files)
