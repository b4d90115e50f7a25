"""What a device sends, read: one entry after the other, each good or refused on its own. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.care.facts import FACTS, WORDED, wrong_with
from shanyu.domain.care.refusals import NotAnEntry, TooLate
from shanyu.kernel.clock import local

#: A clock that is wrong by less is taken at its word.
CLOCK_TOLERANCE = timedelta(minutes=2)
#: Entries that are older belong into a report of what happened, not into the day.
OLDEST_DAYS = 45
MOST_NOTE = 500
MOST_REPLACED = 50


@dataclass(frozen=True)
class NewEntry:
    """One fact as it came. `child` and `by` are public ids; `at` is the platform's time, see `CLOCK_TOLERANCE`."""

    mark: UUID
    child: UUID
    kind: str
    at: datetime
    day: date
    by: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    batch: UUID | None = None
    replaces: tuple[UUID, ...] = ()
    withdrawn: bool = False
    clock_off_s: int = 0


def clock_off(sent_at: datetime | None, received_at: datetime) -> timedelta:
    """How far the device's clock is behind the platform's; nothing within the tolerance, or where it says nothing."""
    off = received_at - sent_at if sent_at else timedelta(0)
    return off if abs(off) > CLOCK_TOLERANCE else timedelta(0)


def read(raw: Mapping[str, Any], *, off: timedelta, received_at: datetime) -> NewEntry:
    """One entry of a device. Raises NotAnEntry and TooLate.

    Nothing happens after it has arrived: where a clock jumped in between, the moment of arrival counts.
    """
    at = min(_put_right(_moment(raw.get("at")), off), received_at)
    if (days := (received_at - at).days) > OLDEST_DAYS:
        raise TooLate(days=days)
    kind, facts, note = str(raw.get("kind", "")), raw.get("facts") or {}, _note(raw.get("note"))
    withdrawn, replaces = raw.get("withdrawn") is True, _ids(raw.get("replaces"))
    if kind not in FACTS:
        raise NotAnEntry(what=_("没有这种记录。"))
    if withdrawn and not replaces:
        raise NotAnEntry(what=_("撤回时要说明撤回哪一条。"))
    if not withdrawn:
        _check(kind, facts, note)
    return NewEntry(
        mark=_id(raw.get("mark")), child=_id(raw.get("child")), kind=kind, at=at, day=local(at).date(),
        by=_id(raw["by"]) if raw.get("by") else None, facts=facts if not withdrawn else {}, note=note,
        batch=_id(raw["batch"]) if raw.get("batch") else None, replaces=replaces, withdrawn=withdrawn,
        clock_off_s=round(off.total_seconds()),
    )  # fmt: skip


def _check(kind: str, facts: Any, note: str) -> None:
    if wrong := wrong_with(kind, facts):
        raise NotAnEntry(what=" ".join(f"{name}: {words}" for name, words in wrong.items()))
    if kind in WORDED and not note:
        raise NotAnEntry(what=_("请写一句话。"))


def _put_right(moment: datetime, off: timedelta) -> datetime:
    try:
        return moment + off
    except OverflowError:
        raise NotAnEntry(what=_("时间读不出来。")) from None


def _moment(given: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise NotAnEntry(what=_("时间读不出来。"))
    return moment


def _id(given: Any) -> UUID:
    try:
        return UUID(given)
    except (TypeError, ValueError, AttributeError):
        raise NotAnEntry(what=_("编号读不出来。")) from None


def _ids(given: Any) -> tuple[UUID, ...]:
    if given is None:
        return ()
    if not isinstance(given, list | tuple) or len(given) > MOST_REPLACED:
        raise NotAnEntry(what=_("要更正的记录读不出来。"))
    return tuple(sorted({_id(one) for one in given}))


def _note(given: Any) -> str:
    note = given.strip() if isinstance(given, str) else ""
    if not _written(note):
        raise NotAnEntry(what=_("文字里有读不出来的字符。"))
    if len(note) > MOST_NOTE:
        raise NotAnEntry(what=_("一条记录最多 %(most)s 个字。") % {"most": MOST_NOTE})
    return note


def _written(text: str) -> bool:
    """Whether all of it can be written: JSON may carry halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
