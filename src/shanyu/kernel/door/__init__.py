"""The door: verbs, the policy table, actors, typed refusals, audit and metrics."""

from shanyu.kernel.door.actor import (
    Actor,
    Grant,
    Origin,
    grant_source,
    grants_from,
    grants_of,
    grants_sql,
    nobody,
    platform,
    remembered,
)
from shanyu.kernel.door.policy import Row, everything, may, policy
from shanyu.kernel.door.refusals import (
    Invalid,
    OutOfReach,
    Refusal,
    SignInNeeded,
    StepUpNeeded,
    TooOften,
)
from shanyu.kernel.door.roles import NEVER_GRANTED, STRONG_ROLES, Role

__all__ = [
    "NEVER_GRANTED",
    "STRONG_ROLES",
    "Actor",
    "Grant",
    "Invalid",
    "Origin",
    "OutOfReach",
    "Refusal",
    "Role",
    "Row",
    "SignInNeeded",
    "StepUpNeeded",
    "TooOften",
    "everything",
    "grant_source",
    "grants_from",
    "grants_of",
    "grants_sql",
    "may",
    "nobody",
    "platform",
    "policy",
    "remembered",
]
