"""Tables of programmes."""

from shanyu.domain.programmes.models.entries import Entry, Evidence, Wish
from shanyu.domain.programmes.models.programmes import (
    Amendment,
    ClassPart,
    ClosedList,
    Programme,
    ProgrammeClass,
    Reserve,
    RuleSet,
    Verifier,
)
from shanyu.domain.programmes.models.runs import Contest, Placing, Run, SignOff

__all__ = [
    "Amendment",
    "ClassPart",
    "ClosedList",
    "Contest",
    "Entry",
    "Evidence",
    "Placing",
    "Programme",
    "ProgrammeClass",
    "Reserve",
    "RuleSet",
    "Run",
    "SignOff",
    "Verifier",
    "Wish",
]
