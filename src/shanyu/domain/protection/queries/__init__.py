"""The verbs of protection that ask, and what other rooms ask of it."""

from shanyu.domain.protection.queries.harm import (
    harm_desk,
    harm_form,
    harm_receipt,
    harm_report,
    own_harm_reports,
)
from shanyu.domain.protection.queries.illness import (
    at_the_door,
    health_of_children,
    illness_board,
    my_health_sites,
    read_proof,
    watched_warnings,
)
from shanyu.domain.protection.queries.incidents import (
    incident,
    incident_form,
    incident_photo,
    incidents,
    incidents_of_child,
    own_incident,
    unmask_incident,
    watched_incident,
    watched_incidents,
)
from shanyu.domain.protection.queries.returning import MayReturn, may_return, suspended
from shanyu.domain.protection.queries.rooms import disinfection_sheet

__all__ = [
    "MayReturn",
    "at_the_door",
    "disinfection_sheet",
    "harm_desk",
    "harm_form",
    "harm_receipt",
    "harm_report",
    "health_of_children",
    "illness_board",
    "incident",
    "incident_form",
    "incident_photo",
    "incidents",
    "incidents_of_child",
    "may_return",
    "my_health_sites",
    "own_harm_reports",
    "own_incident",
    "read_proof",
    "suspended",
    "unmask_incident",
    "watched_incident",
    "watched_incidents",
    "watched_warnings",
]
