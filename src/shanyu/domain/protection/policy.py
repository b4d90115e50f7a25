"""Who may do what to protect children, over which rows.

A site's people never reach a report of suspected harm: only whoever sent it, and the officers of its district.
"""

from shanyu.domain.care.here import classes_of_today
from shanyu.domain.protection.reach import (
    HEALTH,
    OFFICE,
    OFFICERS,
    STAFF,
    about_own_children,
    at,
    children_of_health,
    incidents_of_staff,
    of_own_children,
    own_children,
    own_reports,
    proofs_of_own_children,
    reports_of_district,
    watched_incidents,
)
from shanyu.domain.providers.policy import district_sites
from shanyu.kernel.door import Role, Row, everything, policy

_GUARDIAN = {Role.GUARDIAN: own_children}
_DISTRICT = {Role.DISTRICT_OFFICER: district_sites}

# Incidents: carers of their classes, the office of its site, guardians of their own child, the authority without names.
policy(
    Row("protection.record_incident", STAFF),
    Row("protection.incident_form", STAFF),
    Row("protection.incidents", incidents_of_staff()),
    Row("protection.incident", incidents_of_staff()),
    Row("protection.add_step", incidents_of_staff()),
    Row("protection.tell_guardian", incidents_of_staff()),
    Row("protection.grade_incident", at(OFFICE, "site")),
    Row("protection.report_incident", at(OFFICE, "site")),
    Row("protection.close_incident", at(OFFICE, "site")),
    Row("protection.incident_photo", incidents_of_staff()),
    Row("protection.incidents_of_child", _GUARDIAN),
    Row("protection.own_incident", {Role.GUARDIAN: about_own_children}),
    Row("protection.acknowledge_incident", {Role.GUARDIAN: about_own_children}),
    Row("protection.watched_incidents", watched_incidents(OFFICERS)),
    Row("protection.watched_incident", watched_incidents(OFFICERS)),
    Row("protection.unmask_incident", watched_incidents(_DISTRICT)),
)

# Suspected harm: anybody may report; nobody at the site learns of it.
policy(
    Row("protection.harm_form", {Role.MEMBER: everything}),
    Row("protection.report_harm", {Role.MEMBER: everything}),
    Row("protection.own_harm_reports", {Role.MEMBER: own_reports}),
    Row("protection.harm_receipt", {Role.MEMBER: own_reports}),
    Row("protection.harm_desk", {Role.DISTRICT_OFFICER: reports_of_district}),
    Row("protection.harm_report", {Role.DISTRICT_OFFICER: reports_of_district}),
    Row("protection.take_harm_report", {Role.DISTRICT_OFFICER: reports_of_district}),
    Row("protection.add_harm_step", {Role.DISTRICT_OFFICER: reports_of_district}),
    Row("protection.close_harm_report", {Role.DISTRICT_OFFICER: reports_of_district}),
)

# Infectious disease.
policy(
    Row("protection.note_illness", children_of_health()),
    Row("protection.my_health_sites", HEALTH),
    Row("protection.illness_board", HEALTH),
    Row("protection.at_the_door", at(HEALTH, "site") | {Role.CARER: classes_of_today}),
    Row("protection.settle_illness", at(HEALTH, "site")),
    Row("protection.health_of_children", _GUARDIAN),
    Row("protection.hand_in_proof", {Role.GUARDIAN: of_own_children}),
    Row("protection.read_proof", at(HEALTH, "illness__site") | {Role.GUARDIAN: proofs_of_own_children}),
    Row("protection.check_proof", at(HEALTH, "illness__site")),
    Row("protection.decide_suspension", at({Role.HEAD: HEALTH[Role.HEAD]}, "site")),
    Row("protection.lift_suspension", at({Role.HEAD: HEALTH[Role.HEAD], **_DISTRICT}, "site")),
    Row("protection.order_suspension", at(_DISTRICT, "site")),
    Row("protection.watched_warnings", at(OFFICERS, "site")),
)

# Disinfection.
policy(
    Row("protection.log_disinfection", at(STAFF, "site")),
    Row("protection.disinfection_sheet", STAFF),
)
