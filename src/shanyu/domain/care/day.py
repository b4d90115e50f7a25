"""A child's day from its entries. Pure: the same entries give the same day, in whatever order they came, however often.

An entry stands until another one of the same child and day replaces it; a withdrawn one never stands. What can be
true only once at a time has a slot: two standing entries of one slot that say different things are in conflict, both
are kept, and a carer settles it by an entry that replaces both.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from shanyu.domain.care.kinds import Kind, NapState, Outcome, OutdoorState


class Told(Protocol):
    """What an entry needs to have for its day to be told."""

    mark: UUID
    at: datetime
    kind: str
    facts: Mapping
    replaces: Iterable[UUID]
    withdrawn: bool


E = TypeVar("E", bound=Told)

#: Kinds that are said once for each value of a fact (None: once a day).
_SLOTS: Mapping[str, str | None] = {
    Kind.ARRIVAL: None,
    Kind.DEPARTURE: None,
    Kind.CHECK: "slot",
    Kind.MEAL: "slot",
}
#: A continued observation is no check that is done once.
_NO_SLOT = {"watch"}


def slot(entry: Told) -> Hashable | None:
    """What this entry says that only one may say: None for what may be said any number of times."""
    if entry.kind == Kind.MEDICATION:
        return (Kind.MEDICATION, entry.facts["request"], entry.facts["slot"])
    if entry.kind == Kind.SLEEP:
        return (Kind.SLEEP, entry.facts["slot"], entry.facts["state"])
    if entry.kind not in _SLOTS:
        return None
    name = _SLOTS[entry.kind]
    value = entry.facts.get(name) if name else ""
    return None if value in _NO_SLOT else (entry.kind, value)


def standing(entries: Iterable[E]) -> list[E]:
    """Those that nothing replaces, by time and then by mark."""
    known = {entry.mark: entry for entry in entries}
    replaced = {mark for entry in known.values() for mark in entry.replaces if mark != entry.mark}
    left = (entry for entry in known.values() if entry.mark not in replaced and not entry.withdrawn)
    return sorted(left, key=lambda entry: (entry.at, entry.mark))


def conflicts(entries: Iterable[E]) -> list[tuple[E, ...]]:
    """Standing entries of one slot that differ, each group by time. A medicine given twice is always one."""
    groups = defaultdict(list)
    for entry in standing(entries):
        if (key := slot(entry)) is not None:
            groups[key].append(entry)
    return [tuple(group) for group in groups.values() if len(group) > 1 and _differ(group)]


def _differ(group: list[Told]) -> bool:
    if group[0].kind == Kind.MEDICATION:
        return True
    return any(_said(one) != _said(group[0]) for one in group)


def _said(entry: Told) -> Hashable:
    return tuple(sorted((name, repr(value)) for name, value in entry.facts.items()))


@dataclass(frozen=True)
class DayState:
    """Where a child stands: when it came and went, what goes on, how long it was outdoors, what was found."""

    arrived_at: datetime | None = None
    left_at: datetime | None = None
    asleep_since: datetime | None = None
    outdoors_since: datetime | None = None
    outdoor_minutes: int = 0
    in_class: int | None = None
    checks: frozenset[str] = frozenset()
    outcome: str = ""

    @property
    def present(self) -> bool:
        return self.arrived_at is not None and self.left_at is None

    @property
    def isolated(self) -> bool:
        return self.present and self.outcome != "" and self.outcome != Outcome.IN_CLASS


def state(entries: Iterable[Told], *, until: datetime) -> DayState:
    """The state of a day at a moment. Time outdoors that has not ended counts up to then."""
    told = standing(entries)
    arrived = [entry.at for entry in told if entry.kind == Kind.ARRIVAL]
    left = [entry.at for entry in told if entry.kind == Kind.DEPARTURE]
    checks = [entry for entry in told if entry.kind == Kind.CHECK]
    moved = [entry.facts["to_class"] for entry in told if entry.kind == Kind.MOVED]
    end = max(left) if left else until
    out_since, minutes = _outdoors(told, end)
    return DayState(
        arrived_at=min(arrived, default=None),
        left_at=max(left, default=None),
        asleep_since=None if left else _asleep(told),
        outdoors_since=None if left else out_since,
        outdoor_minutes=minutes,
        in_class=moved[-1] if moved else None,
        checks=frozenset(entry.facts["slot"] for entry in checks),
        outcome=checks[-1].facts["outcome"] if checks else "",
    )


def _asleep(told: list[Told]) -> datetime | None:
    naps = [entry for entry in told if entry.kind == Kind.SLEEP]
    return naps[-1].at if naps and naps[-1].facts["state"] == NapState.ASLEEP else None


def _outdoors(told: list[Told], end: datetime) -> tuple[datetime | None, int]:
    """Since when the child is outdoors now, and how many whole minutes it has been in all."""
    since, seconds = None, 0.0
    for entry in told:
        if entry.kind != Kind.OUTDOOR:
            continue
        if entry.facts["state"] == OutdoorState.OUT:
            since = since or entry.at
        elif since is not None:
            seconds, since = seconds + (entry.at - since).total_seconds(), None
    open_seconds = max(0.0, (end - since).total_seconds()) if since else 0.0
    return since, int((seconds + open_seconds) // 60)
