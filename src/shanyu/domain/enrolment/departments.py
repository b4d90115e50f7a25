"""Asking a department for a certificate: yes or no and a day are enough. "Not available" is an answer too.

The operator names a class by `SHANYU_CERTIFICATES_DEPARTMENT`, a dotted path; it is made without arguments. `file` is
for development: it reads `departments/certificates.json` in the home.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from shanyu.domain.health.departments import Answer


@dataclass(frozen=True)
class Certified:
    """What a department answered; for YES also since when it is so, and until when where it ends."""

    answer: Answer
    on: date | None = None
    until: date | None = None


class Department(Protocol):
    """What an adapter does. It sets its own time limit, seconds rather than minutes.

    `numbers` are identity or birth certificate numbers: any of them the person's whom the certificate is about.
    Raises OSError (which includes TimeoutError) where the department cannot be asked, ValueError where it answered
    what cannot be read.
    """

    def certificate(self, kind: str, numbers: Sequence[str]) -> Certified: ...


class FileDepartment:
    """Reads a JSON object from kind and number to {on, until}."""

    def certificate(self, kind: str, numbers: Sequence[str]) -> Certified:
        path = settings.SHANYU_HOME / "departments" / "certificates.json"
        known = json.loads(path.read_text(encoding="utf-8")).get(kind, {})
        found = next((known[number] for number in numbers if number in known), None)
        if found is None:
            return Certified(Answer.NO)
        until = found.get("until")
        return Certified(
            Answer.YES, date.fromisoformat(found["on"]), date.fromisoformat(until) if until else None
        )


def is_served() -> bool:
    """Whether a department can be asked at all."""
    return bool(settings.SHANYU_CERTIFICATES_DEPARTMENT)


def ask(kind: str, numbers: Sequence[str]) -> Certified:
    """The department's answer; NOT_AVAILABLE where none is connected or it cannot answer now."""
    named = settings.SHANYU_CERTIFICATES_DEPARTMENT
    if not named:
        return Certified(Answer.NOT_AVAILABLE)
    department: Department = FileDepartment() if named == "file" else import_string(named)()
    try:
        return department.certificate(kind, numbers)
    except (OSError, ValueError, KeyError):
        return Certified(Answer.NOT_AVAILABLE)
