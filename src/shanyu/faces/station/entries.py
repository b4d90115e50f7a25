"""What a device sends of the door: one entry or a batch that waited for the network, each with its own id."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from shanyu.domain.stations.actions import Adult, hand_in, hand_out, log_cleaning, take_over
from shanyu.kernel.door import Actor, Invalid, OutOfReach, Refusal, SignInNeeded, StepUpNeeded
from shanyu.ui.handling import number

MOST = 200


@dataclass(frozen=True)
class Outcome:
    """How one entry ended: `done`, or `refused` with the words for the worker."""

    key: str
    state: str
    words: str = ""

    def as_json(self) -> dict[str, str]:
        return {"id": self.key, "state": self.state, "words": self.words}


def enter(actor: Actor, fields: Mapping[str, str]) -> Outcome:
    """Use the verb that an entry names. A refusal is its outcome; what asks to sign in again is raised."""
    key = fields.get("id", "")
    try:
        _enter(actor, fields)
    except (SignInNeeded, StepUpNeeded):
        raise
    except OutOfReach:
        return Outcome(key, "refused", _("这一条不在您的范围内，可能已经下班或预约已取消。"))
    except Refusal as refusal:
        return Outcome(key, "refused", str(refusal))
    return Outcome(key, "done")


def _enter(actor: Actor, fields: Mapping[str, str]) -> None:
    what, mark, at = fields.get("what", ""), _uuid(fields.get("id", "")), _moment(fields.get("at", ""))
    if mark is None:
        raise Invalid({"id": _("这一条没有编号，请重新记一次。")})
    booked = number(fields.get("booked", ""))
    if what == "in":
        minder = number(fields.get("minder", ""))
        hand_in(actor, booked, adult=_adult(fields), minder=minder, mark=mark, at=at)
    elif what == "out":
        hand_out(actor, booked, adult=_adult(fields), mark=mark, at=at)
    elif what == "over":
        take_over(actor, booked, minder=number(fields.get("minder", "")))
    elif what == "clean":
        equipment = _uuid(fields.get("equipment", ""))
        if equipment is None:
            raise OutOfReach
        log_cleaning(actor, equipment, method=fields.get("method", ""), mark=mark, at=at)
    else:
        raise Invalid({"what": _("不认识这一条，请刷新页面后再记。")})


def _adult(fields: Mapping[str, str]) -> Adult:
    """`adult` is g:… for a guardian, p:… for a named person."""
    kind, _colon, key = fields.get("adult", "").partition(":")
    return Adult(
        guardian=_uuid(key) if kind == "g" else None,
        person=_uuid(key) if kind == "p" else None,
        code=fields.get("code", "")[:20],
        way=fields.get("way", "")[:8],
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    """A moment with its zone, as a browser writes it; None where there is none or it makes no sense."""
    try:
        found = parse_datetime(text) if text else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None
