"""One batch of rows on its way into the tables: what is there already, what is planned, what is to be said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from django.db import models

from shanyu.domain.providers.importing.bulk import Facts, Plan, next_keys
from shanyu.domain.providers.importing.changes import Changes
from shanyu.domain.providers.importing.divisions import Divisions
from shanyu.kernel.tabular.problems import Problem, Say, Severity
from shanyu.kernel.tabular.rows import ParsedRow

_KEYS_AT_ONCE = 1_000


class Keys:
    """Fresh keys of a table, fetched a thousand at a time; a dry run takes none from the table."""

    def __init__(self, model: type[models.Model], dry_run: bool) -> None:
        self._model = model
        self._left: list[int] = []
        self._pretended = count(-1, -1)
        self._dry_run = dry_run

    def take(self) -> int:
        if self._dry_run:
            return next(self._pretended)
        if not self._left:
            self._left = next_keys(self._model, _KEYS_AT_ONCE)[::-1]
        return self._left.pop()


@dataclass
class Target:
    """A row with the site it became: `old` is how the site stood before, None for a new one."""

    row: ParsedRow
    site_id: int
    old: Facts | None
    touched: bool = False

    @property
    def values(self) -> Facts:
        return self.row.values

    @property
    def is_new(self) -> bool:
        return self.old is None

    def warn(self, column: str, what: Say, remedy: Say) -> None:
        warn(self.row, column, what, remedy)


@dataclass
class Batch:
    """`rows` are good rows. `moved` are the sites to be snapped to the walking network anew."""

    rows: list[ParsedRow]
    divisions: Divisions
    keys: Callable[[type[models.Model]], Keys]
    plan: Plan = field(default_factory=Plan)
    changes: Changes = field(default_factory=Changes)
    targets: list[Target] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)

    @property
    def known_sites(self) -> list[int]:
        return [target.site_id for target in self.targets if not target.is_new]

    def add(self, target: Target, name: str, model: type[models.Model], /, **facts: object) -> None:
        """A new row that belongs to a site; for a site that was there it counts as a change of `name`."""
        self.plan.add(model, **facts)
        if not target.is_new:
            self.see(target, name, None, target.values.get(name))

    def change(
        self, target: Target, name: str, row: models.Model, facts: Facts, before: object, after: object
    ) -> None:
        """Change a row that belongs to a site."""
        self.plan.change(type(row), row.pk, facts)
        self.see(target, name, before, after)

    def see(self, target: Target, name: str, before: object, after: object) -> None:
        target.touched = True
        self.changes.see(name, target.row.number, str(target.values["name"]), before, after)


def warn(row: ParsedRow, column: str, what: Say, remedy: Say) -> None:
    row.problems.append(Problem(row.number, column, "", what, remedy, Severity.WARNING))


def reject(row: ParsedRow, column: str, what: Say, remedy: Say) -> None:
    row.problems.append(Problem(row.number, column, "", what, remedy, Severity.ERROR))
