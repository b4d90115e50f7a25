"""How a coming term's plan is drafted from what the last one's figures say (rule `plan.draft`). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any


@dataclass(frozen=True)
class Past:
    """What one sort of session was in a term.

    `places` and `asked` are summed over its `sessions`; `outside` is how many families were left in line;
    `came` and `absent` are families; `stars` is None without feedback; `wishes` counts each wish.
    """

    sessions: int
    places: int
    asked: int
    outside: int = 0
    came: int = 0
    absent: int = 0
    stars: float | None = None
    voices: int = 0
    wishes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """How many sessions are proposed, and why: names of reasons with their figures, the weightiest first."""

    sessions: int
    reasons: list[dict[str, Any]]


def proposed(past: Past, rule: Mapping[str, Any]) -> Proposal:
    """More sessions where more was asked for than there was, fewer where places stayed empty; at least one.

    Sessions grow with demand, `most_times` at the most; they shrink to what would have been enough. Poor
    ratings, many absent families and wishes do not change the number: a person weighs them.
    """
    ratio = past.asked / past.places
    sessions, reasons = past.sessions, []
    if ratio > rule["more_above"]:
        sessions = ceil(past.sessions * min(ratio, rule["most_times"]))
        reasons.append({"why": "more", "ratio": round(ratio, 2), "outside": past.outside})
    elif ratio < rule["fewer_below"]:
        sessions = max(1, ceil(past.sessions * ratio / rule["fewer_below"]))
        reasons.append({"why": "fewer", "ratio": round(ratio, 2)})
    else:
        reasons.append({"why": "same", "ratio": round(ratio, 2)})
    if past.stars is not None and past.voices >= rule["least_voices"] and past.stars < rule["few_stars"]:
        reasons.append({"why": "stars", "stars": round(past.stars, 1), "voices": past.voices})
    met = past.came + past.absent
    if met and past.absent / met > rule["many_absent"]:
        reasons.append({"why": "absent", "share": round(100 * past.absent / met)})
    for wish, voices in sorted(past.wishes.items(), key=lambda one: (-one[1], one[0])):
        if voices >= rule["least_wishes"]:
            reasons.append({"why": "wish", "wish": wish, "voices": voices})
    return Proposal(sessions, reasons)
