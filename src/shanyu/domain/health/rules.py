"""Rules of the health file and the entry examination as pure functions over values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from shanyu.domain.health.kinds import Result
from shanyu.kernel.ages import date_of_months
from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.health")


def confirm_by(checked_on: date, on: date) -> date:
    """The day from which a part should be looked at again, checked last on `checked_on`."""
    return date_of_months(checked_on, book.rule("file.confirm", on).value["months"])


@dataclass(frozen=True)
class Validity:
    """How long an entry examination counts at one place; `sample` where the place has not set its own."""

    months: int
    sample: bool
    rule: Rule

    def until(self, examined_on: date) -> date:
        """The last day on which an examination of that day counts."""
        return date_of_months(examined_on, self.months) - timedelta(days=1)


def validity_at(region_code: str, on: date) -> Validity:
    """The validity at a place by the code of its division: the nearest division that has its own, else the default."""
    for length in (12, 9, 6, 4, 2):
        found = book.in_force(f"exam.validity.{region_code[:length]}", on) if region_code else None
        if found:
            return Validity(found.value["months"], found.value["sample"], found)
    rule = book.rule("exam.validity", on)
    return Validity(rule.value["months"], rule.value["sample"], rule)


@dataclass(frozen=True)
class ExamState:
    """Whether a child may begin by what the examinations say: `code` is none, valid, expired or unfit."""

    code: str
    until: date | None = None


def exam_state(exams: Iterable[tuple[date, str]], validity: Validity, on: date) -> ExamState:
    """By the newest of (examined on, result) that is not in the future."""
    newest = max((one for one in exams if one[0] <= on), default=None)
    if newest is None:
        return ExamState("none")
    until = validity.until(newest[0])
    if newest[1] == Result.UNFIT:
        return ExamState("unfit", until)
    return ExamState("valid" if on <= until else "expired", until)


def absent_too_long(last_day: date, back_on: date) -> bool:
    """Whether a child who was last there on `last_day` and comes back on `back_on` needs a new examination."""
    return back_on > date_of_months(last_day, book.rule("exam.absence", back_on).value["months"])


def absence_rule(on: date) -> Rule:
    return book.rule("exam.absence", on)


@dataclass(frozen=True)
class EntryCheck:
    """The look at the vaccination book at entry: doses to be made up by one day, looked at again by another."""

    finish_by: date
    again_by: date
    rule: Rule


def entry_check(term_starts: date) -> EntryCheck:
    """For a child who enters in the term that starts on this day."""
    rule = book.rule("vaccines.entry_check", term_starts)
    month, day = map(int, rule.value["again_by"].split("-"))
    again = date(term_starts.year, month, day)
    return EntryCheck(term_starts + timedelta(days=rule.value["finish_days"]), again, rule)
