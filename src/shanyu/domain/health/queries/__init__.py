"""The verbs that ask about a child's health."""

from shanyu.domain.health.queries.allergies import ChildAllergy, allergies_of, known_allergies
from shanyu.domain.health.queries.exams import EntryExams, ExamLine, entry_exams, read_exam
from shanyu.domain.health.queries.file import (
    CareCard,
    HealthFile,
    ItemView,
    PartView,
    Said,
    care_card,
    file,
    past_of,
)
from shanyu.domain.health.queries.vaccinations import DoseLine, Vaccinations, vaccinations

__all__ = [
    "CareCard",
    "ChildAllergy",
    "DoseLine",
    "EntryExams",
    "ExamLine",
    "HealthFile",
    "ItemView",
    "PartView",
    "Said",
    "Vaccinations",
    "allergies_of",
    "care_card",
    "entry_exams",
    "file",
    "known_allergies",
    "past_of",
    "read_exam",
    "vaccinations",
]
