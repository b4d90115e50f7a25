"""A station's day: who is handed over to whom, who minds whom, who is on duty, what is open, clean and safe."""

from shanyu.domain.stations.models.care import HandOver, Minding, PickUpPerson, StationDay
from shanyu.domain.stations.models.duty import Duty
from shanyu.domain.stations.models.house import (
    Cleaning,
    Equipment,
    OpeningException,
    OpeningRange,
    SafetyCheck,
)
from shanyu.domain.stations.models.play import PlayChild, PlayVisit

__all__ = [
    "Cleaning",
    "Duty",
    "Equipment",
    "HandOver",
    "Minding",
    "OpeningException",
    "OpeningRange",
    "PickUpPerson",
    "PlayChild",
    "PlayVisit",
    "SafetyCheck",
    "StationDay",
]
