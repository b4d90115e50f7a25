"""Asking a department for an entry examination: yes or no and a date are enough. "Not available" is an answer too.

The operator names a class by `SHANYU_HEALTH_DEPARTMENT`, a dotted path; it is made without arguments. `file` is for
development: it reads `departments/entry_exams.json` in the home.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from shanyu.domain.health.kinds import Result


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True)
class Fetched:
    """What a department answered; for YES also the day of the examination, where it was and what it says."""

    answer: Answer
    examined_on: date | None = None
    institution: str = ""
    result: str = ""


class Department(Protocol):
    """What an adapter does. It sets its own time limit, seconds rather than minutes.

    Raises OSError (which includes TimeoutError) where the department cannot be asked, ValueError where it answered
    what cannot be read.
    """

    def entry_exam(self, identity: str, birth_certificate: str) -> Fetched: ...


class FileDepartment:
    """Reads a JSON object from identity or birth certificate number to {examined_on, institution, result}."""

    def entry_exam(self, identity: str, birth_certificate: str) -> Fetched:
        path = settings.SHANYU_HOME / "departments" / "entry_exams.json"
        known = json.loads(path.read_text(encoding="utf-8"))
        found = known.get(identity) or known.get(birth_certificate)
        if not found:
            return Fetched(Answer.NO)
        examined_on = date.fromisoformat(found["examined_on"])
        return Fetched(Answer.YES, examined_on, found["institution"], Result(found["result"]).value)


def is_served() -> bool:
    """Whether a department can be asked at all."""
    return bool(settings.SHANYU_HEALTH_DEPARTMENT)


def ask(identity: str, birth_certificate: str) -> Fetched:
    """The department's answer; NOT_AVAILABLE where none is connected or it cannot answer now."""
    named = settings.SHANYU_HEALTH_DEPARTMENT
    if not named:
        return Fetched(Answer.NOT_AVAILABLE)
    department: Department = FileDepartment() if named == "file" else import_string(named)()
    try:
        return department.entry_exam(identity, birth_certificate)
    except (OSError, ValueError, KeyError):
        return Fetched(Answer.NOT_AVAILABLE)
