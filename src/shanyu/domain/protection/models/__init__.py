"""Tables of protection."""

from shanyu.domain.protection.models.harm import HarmReport, HarmStep
from shanyu.domain.protection.models.illness import Illness, ReturnProof, Sign
from shanyu.domain.protection.models.incidents import Acknowledgement, HurtChild, Incident, IncidentStep
from shanyu.domain.protection.models.outbreaks import Suspension, Warning
from shanyu.domain.protection.models.rooms import Disinfection

__all__ = [
    "Acknowledgement",
    "Disinfection",
    "HarmReport",
    "HarmStep",
    "HurtChild",
    "Illness",
    "Incident",
    "IncidentStep",
    "ReturnProof",
    "Sign",
    "Suspension",
    "Warning",
]
