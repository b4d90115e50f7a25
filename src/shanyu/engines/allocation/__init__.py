"""Who gets which place, when more children want a place than there are: see docs/allocation.md."""

from shanyu.engines.allocation.allocate import allocate, solve
from shanyu.engines.allocation.families import Family, SiblingRule, Siblings
from shanyu.engines.allocation.problem import Problem, Reserve, Room, read
from shanyu.engines.allocation.result import Allocation, Cut, Explanation, Outcome, WishExplained

__all__ = [
    "Allocation",
    "Cut",
    "Explanation",
    "Family",
    "Outcome",
    "Problem",
    "Reserve",
    "Room",
    "SiblingRule",
    "Siblings",
    "WishExplained",
    "allocate",
    "read",
    "solve",
]
