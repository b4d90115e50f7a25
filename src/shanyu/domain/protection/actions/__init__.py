"""The verbs of protection that change the world."""

from shanyu.domain.protection.actions.harm import (
    NewReport,
    add_harm_step,
    close_harm_report,
    report_harm,
    take_harm_report,
)
from shanyu.domain.protection.actions.illness import (
    check_proof,
    hand_in_proof,
    note_illness,
    settle_illness,
)
from shanyu.domain.protection.actions.incidents import (
    NewIncident,
    acknowledge_incident,
    add_step,
    close_incident,
    grade_incident,
    record_incident,
    report_incident,
    tell_guardian,
)
from shanyu.domain.protection.actions.rooms import log_disinfection
from shanyu.domain.protection.actions.suspending import (
    decide_suspension,
    lift_suspension,
    order_suspension,
)

__all__ = [
    "NewIncident",
    "NewReport",
    "acknowledge_incident",
    "add_harm_step",
    "add_step",
    "check_proof",
    "close_harm_report",
    "close_incident",
    "decide_suspension",
    "grade_incident",
    "hand_in_proof",
    "lift_suspension",
    "log_disinfection",
    "note_illness",
    "order_suspension",
    "record_incident",
    "report_harm",
    "report_incident",
    "settle_illness",
    "take_harm_report",
    "tell_guardian",
]
