"""The verbs that change what is kept of a child's health."""

from shanyu.domain.health.actions.doses import NewDose, note_doses, remove_dose
from shanyu.domain.health.actions.exams import (
    NewExam,
    check_exam,
    exam_report,
    fetch_exam,
    hand_in_exam,
    remove_exam,
)
from shanyu.domain.health.actions.parts import (
    add_item,
    confirm_part,
    remove_item,
    save_part,
    say_nothing,
)

__all__ = [
    "NewDose",
    "NewExam",
    "add_item",
    "check_exam",
    "confirm_part",
    "exam_report",
    "fetch_exam",
    "hand_in_exam",
    "note_doses",
    "remove_dose",
    "remove_exam",
    "remove_item",
    "save_part",
    "say_nothing",
]
