"""Premises: on which floors children may live, and what a growth station may offer."""

from datetime import date
from decimal import Decimal
from typing import Literal

from shanyu.domain.providers.rules.book import in_force

FloorState = Literal["ok", "advised_against", "forbidden"]


def floor_state(room_use: str, floor: int, on: date) -> FloorState:
    """Whether a room of this use may be on this floor (1 is the ground floor, 0 and below are basements).

    `forbidden` by the fire-safety guide for any room of a childcare institution, `advised_against` by the
    recommended quality standard for the rooms children live and sleep in.
    """
    for key, state in (("floor.site", "forbidden"), ("floor.living", "advised_against")):
        found = in_force(key, on)
        if found is None or (found.value["uses"] and room_use not in found.value["uses"]):
            continue
        if not found.value["lowest"] <= floor <= found.value["highest"]:
            return state
    return "ok"


def temporary_places(grade: str, area_m2: Decimal | float | None, on: date) -> int:
    """Places for temporary care that a growth station may offer by its area; 0 for all but demonstration ones."""
    found = in_force("station.temporary_care", on)
    if found is None or area_m2 is None or grade != found.value["grade"]:
        return 0
    return max((places for least, places in found.value["places"] if area_m2 >= least), default=0)


def serves_age(site_kind: str, months: int, on: date) -> bool:
    """Whether a kind of site that has no classes serves children of so many completed months."""
    found = in_force("service.ages", on)
    ages = found.value.get(site_kind) if found else None
    return ages is not None and ages[0] <= months < ages[1]
