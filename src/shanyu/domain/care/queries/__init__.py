"""The verbs that ask about a child's day."""

from shanyu.domain.care.queries.days import DayOfChild, EntryView, day_of_child
from shanyu.domain.care.queries.floors import Floor, FloorChild, Ratio, floor

__all__ = ["DayOfChild", "EntryView", "Floor", "FloorChild", "Ratio", "day_of_child", "floor"]
