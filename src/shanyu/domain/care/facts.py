"""What may stand in the facts of each kind of entry: one table, kept by Python and by the database alike.

`sql/fits.sql` gets the same table as JSON, so that nothing else can be in the record, whoever writes it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.care.kinds import (
    Amount,
    Band,
    CheckSlot,
    Domain,
    Finding,
    Forbidden,
    Kind,
    MealSlot,
    Mood,
    NapQuality,
    NapSlot,
    NapState,
    Outcome,
    OutdoorState,
    Position,
    Stool,
    Symptom,
    Toilet,
    Way,
)


@dataclass(frozen=True)
class Part:
    """One fact: one of some words (`of`), several of them, a whole number within bounds, yes or no, an id or ids."""

    type: str
    of: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    needed: bool = False

    def fits(self, value: Any) -> bool:
        match self.type:
            case "one":
                return value in self.of
            case "some":
                return (
                    isinstance(value, list)
                    and len(set(map(str, value))) == len(value) <= 20
                    and all(one in self.of for one in value)
                )
            case "number":
                return type(value) is int and self.least <= value <= self.most
            case "yes":
                return isinstance(value, bool)
            case "id":
                return _is_id(value)
            case _:
                return isinstance(value, list) and len(value) <= 40 and all(map(_is_id, value))


def one(choices: Any, *, needed: bool = False) -> Part:
    return Part("one", tuple(choices.values), needed=needed)


def some(choices: Any) -> Part:
    return Part("some", tuple(choices.values))


def number(least: int, most: int, *, needed: bool = False) -> Part:
    return Part("number", least=least, most=most, needed=needed)


_YES, _ID, _IDS = Part("yes"), Part("id"), Part("ids")
_ADULT = {"way": one(Way), "guardian": _ID, "person": _ID, "pass": _ID}

#: Temperatures in tenths of a degree Celsius, water in millilitres, ids as UUIDs.
FACTS: Mapping[str, Mapping[str, Part]] = {
    Kind.ARRIVAL: _ADULT,
    Kind.DEPARTURE: {**_ADULT, "late_minutes": number(1, 600)},
    Kind.REFUSED: {},
    Kind.CHECK: {
        "slot": one(CheckSlot, needed=True),
        "temperature": number(330, 430),
        **{place: one(Finding) for place in ("mouth", "hands", "skin", "eyes", "spirits")},
        "symptoms": some(Symptom),
        "objects": some(Forbidden),
        "outcome": one(Outcome, needed=True),
    },
    Kind.MEAL: {"slot": one(MealSlot, needed=True), "amount": one(Amount, needed=True), "dishes": _IDS},
    Kind.WATER: {"ml": number(10, 500, needed=True)},
    Kind.SLEEP: {
        "slot": one(NapSlot, needed=True),
        "state": one(NapState, needed=True),
        "quality": one(NapQuality),
    },
    Kind.POSITION: {"position": one(Position, needed=True), "turned": _YES},
    Kind.TOILET: {"what": one(Toilet, needed=True), "stool": one(Stool), "changed": _YES},
    Kind.OUTDOOR: {"state": one(OutdoorState, needed=True)},
    Kind.ACTIVITY: {"domain": one(Domain), "planned": _ID},
    Kind.MOOD: {"mood": one(Mood, needed=True)},
    Kind.OBSERVATION: {"domain": one(Domain, needed=True), "band": one(Band, needed=True)},
    Kind.MEDICATION: {
        "request": Part("id", needed=True),
        "slot": number(0, 1439, needed=True),
        "given_by": Part("id", needed=True),
        "witnessed_by": Part("id", needed=True),
    },
    Kind.PHOTO: {"upload": Part("id", needed=True), "others": _IDS},
    Kind.MOVED: {"to_class": number(1, 2**53, needed=True)},
    Kind.NOTE: {},
}

#: Kinds that say something only by their words.
WORDED = frozenset({Kind.REFUSED, Kind.ACTIVITY, Kind.OBSERVATION, Kind.NOTE})


def wrong_with(kind: str, facts: Any) -> dict[str, str]:
    """What is wrong with the facts of an entry, by field; empty when they fit."""
    if kind not in FACTS:
        return {"kind": _("没有这种记录。")}
    if not isinstance(facts, dict):
        return {"facts": _("记录的内容读不出来。")}
    parts = FACTS[kind]
    wrong = {name: _("这一项不认识。") for name in facts if name not in parts}
    for name, part in parts.items():
        if name not in facts:
            if part.needed:
                wrong[name] = _("请填写这一项。")
        elif not part.fits(facts[name]):
            wrong[name] = _("这一项的值不对。")
    if kind == Kind.MEDICATION and not wrong and facts["given_by"] == facts["witnessed_by"]:
        wrong["witnessed_by"] = _("喂药要有另一位工作人员在场核对。")
    return wrong


def table() -> str:
    """The table as JSON, for the database's own look."""
    return json.dumps(
        {
            str(kind): {
                name: {
                    key: list(value) if key == "of" else value
                    for key, value in vars(part).items()
                    if value or key in {"least", "most"}
                }
                for name, part in parts.items()
            }
            for kind, parts in FACTS.items()
        }
    )


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False
