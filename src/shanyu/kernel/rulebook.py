"""Books of rules: what a domain's `data/*.json` says, dated and with its source, read once.

book = Book("shanyu.domain.booking")
book.rule("line.offer", today()).value["steps"]
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Force = Literal["mandatory", "recommended", "local", "proposal"]

FORCES = {
    "mandatory": _("强制"),
    "recommended": _("推荐"),
    "local": _("地方做法"),
    "proposal": _("本平台建议"),
}


@dataclass(frozen=True)
class Rule:
    """One rule for as long as it holds (`until` does not count in; None is open on that side).

    `mark` tells how sure the source is: F a public text, F2 a secondary source, D a proposal of ours.
    """

    key: str
    value: Mapping[str, Any]
    document: str
    title: str
    article: str
    force: Force
    mark: str
    since: date | None
    until: date | None
    version: str

    @property
    def secondary(self) -> bool:
        """Whether only a secondary source states it; a page that shows the number must say so."""
        return self.mark == "F2"

    @property
    def citation(self) -> str:
        """The rule's source as a page prints it: title, document number, article, and whether it is second-hand."""
        number = f"（{self.document}）" if self.document else ""
        second_hand = gettext("（据二手资料）") if self.secondary else ""
        return f"{self.title}{number}{self.article}{second_hand}"

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def force_name(force: str) -> str:
    """What binds: 强制, 推荐, 地方做法 or 本平台建议, in the reader's language."""
    return str(FORCES[force])


class Book:
    """The rules of one domain: every `data/*.json` of its package."""

    def __init__(self, package: str) -> None:
        self.package = package

    def rule(self, key: str, on: date) -> Rule:
        """The rule in force on a day. Raises LookupError where none is."""
        found = self.in_force(key, on)
        if found is None:
            raise LookupError(f"no rule {key} on {on}")
        return found

    def in_force(self, key: str, on: date) -> Rule | None:
        """The rule in force on a day, the latest to begin where several hold; None where none is."""
        held = [entry for entry in self._entries.get(key, ()) if entry.holds(on)]
        return max(held, key=lambda entry: entry.since or date.min, default=None)

    def versions(self, key: str) -> tuple[Rule, ...]:
        """Every version of a rule, of whatever day."""
        return self._entries.get(key, ())

    def rules_under(self, prefix: str, on: date) -> list[Rule]:
        """All rules in force whose key begins with `prefix`, in the order of the book."""
        found = (self.in_force(key, on) for key in self._entries if key.startswith(prefix))
        return [entry for entry in found if entry is not None]

    @cached_property
    def _entries(self) -> dict[str, tuple[Rule, ...]]:
        entries: dict[str, tuple[Rule, ...]] = {}
        for file in sorted(files(self.package).joinpath("data").iterdir(), key=lambda f: f.name):
            if file.name.endswith(".json"):
                text = json.loads(file.read_text(encoding="utf-8"))
                for entry in text["rules"]:
                    read = _read(entry, text["version"])
                    entries[read.key] = (*entries.get(read.key, ()), read)
        return entries


def _read(entry: dict[str, Any], version: str) -> Rule:
    return Rule(
        key=entry["key"],
        value=entry["value"],
        document=entry["document"],
        title=entry["title"],
        article=entry["article"],
        force=entry["force"],
        mark=entry["mark"],
        since=_day(entry["since"]),
        until=_day(entry["until"]),
        version=version,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
