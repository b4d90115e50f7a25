"""What an import changes, or would change: counts for every field, with a few examples of each."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from shanyu.domain.providers.importing.columns import COLUMNS

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one site, before and after, as text."""

    row: int
    site: str
    before: str
    after: str


@dataclass
class Changes:
    """`added`, `updated` and `unchanged` count sites; `fields` counts changes by what is changed."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))

    def see(self, name: str, row: int, site: str, before: object, after: object) -> None:
        self.fields[name] += 1
        if len(self.examples[name]) < EXAMPLES:
            self.examples[name].append(Change(row, site, _shown(before), _shown(after)))

    def join(self, other: "Changes") -> None:
        """Take over what another batch changed."""
        self.added += other.added
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.fields += other.fields
        for name, examples in other.examples.items():
            self.examples[name] = (self.examples[name] + examples)[:EXAMPLES]


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:60]


_LABELS = {"operator_id": "operator", "region_id": "region"}


def label(name: str) -> str:
    """What a changed field is called in a sheet: the heading of its column, in the language that is active."""
    key = _LABELS.get(name, name)
    column = next((column for column in COLUMNS if column.key == key), None)
    if column is None:
        return name
    chinese = (get_language() or "zh").startswith("zh")
    return str((column.titles_zh if chinese else column.titles_en)[0])


def print_changes(console: Console, changes: Changes) -> None:
    """The counts of each changed field with its examples, in the language that is active."""
    if not changes.fields:
        return
    grid = Grid(title=_("已有机构的改动"), title_justify="left")
    grid.add_column(_("数据项"))
    grid.add_column(_("改动数"), justify="right")
    grid.add_column(_("例子"))
    for name, count in changes.fields.most_common():
        examples = "\n".join(
            _("第 %(row)s 行 %(site)s：%(before)s → %(after)s")
            % {"row": e.row, "site": e.site, "before": e.before or "—", "after": e.after or "—"}
            for e in changes.examples[name]
        )
        grid.add_row(escape(label(name)), f"{count:,}", escape(examples))
    console.print(grid)
