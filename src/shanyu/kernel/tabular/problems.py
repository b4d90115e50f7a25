"""What is wrong with a cell, a row or a file, and what to do about it, in words that can be shown later.

The words stay lazy until they are shown, so that one run can be written in Chinese and again in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise


@dataclass(frozen=True)
class Say:
    """A message with named placeholders, rendered in the language that is active when it is shown."""

    words: Promise | str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.words) % self.facts if self.facts else str(self.words)


def say(words: Promise | str, /, **facts: object) -> Say:
    return Say(words, facts)


class Severity(StrEnum):
    """An error keeps the row out; a warning lets it in; a note is about the file."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class BadCell(ValueError):
    """A cell that cannot be read: `reason` says what is wrong, `remedy` what to do. Both are lazy."""

    def __init__(self, reason: Say, remedy: Say) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__()

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"


class UnreadableFile(Exception):
    """The file as a whole cannot be read. `reason` and `remedy` as in BadCell."""

    def __init__(self, reason: Say, remedy: Say) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__()

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"


@dataclass(frozen=True)
class Doubt:
    """A value that was read, with a remark a person should see. The row is still loaded.

    With `once` the remark is made for the first such row of a file only.
    """

    value: object
    what: Say
    remedy: Say
    once: bool = False


@dataclass(frozen=True)
class Problem:
    """One thing to tell the clerk.

    `row` is the row number a spreadsheet shows (1-based; 0 for the file), `column` the heading as the file
    writes it, `value` the cell as shown (already masked where it is sensitive).
    """

    row: int
    column: str
    value: str
    what: Say
    remedy: Say
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def kind(self) -> str:
        """What is the same for every problem of this kind: the message before its facts are filled in."""
        return str(self.what.words)
