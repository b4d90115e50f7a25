"""One child's day as a timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shanyu.domain.care.day import DayState, conflicts, standing, state
from shanyu.domain.care.models import Entry
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class EntryView:
    """One standing entry. `corrects`: it stands for earlier ones. `by` is who noted it, empty for a guardian."""

    mark: UUID
    at: datetime
    kind: str
    facts: Mapping[str, Any]
    note: str
    by: str
    corrects: bool
    disputed: bool
    batch: UUID | None = None
    replaces: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class DayOfChild:
    """A child's day: what stands, by time, what it comes to, and which entries contradict each other."""

    child: Child
    day: date
    entries: tuple[EntryView, ...]
    state: DayState
    disputed: tuple[tuple[UUID, ...], ...]


@query("care.day_of_child", on=Child, lookback="day")
def day_of_child(actor: Actor, child: Child, *, day: date | None = None) -> DayOfChild:
    """The day of one child, today's where none is named: the same for both guardians, carers and the head."""
    on = day or today()
    entries = list(Entry.objects.filter(child=child, day=on).select_related("worker"))
    return told(child, on, entries)


def told(child: Child, day: date, entries: Iterable[Entry]) -> DayOfChild:
    """A day from entries that are read already."""
    entries = list(entries)
    disputes = tuple(tuple(one.mark for one in group) for group in conflicts(entries))
    disputed = {mark for group in disputes for mark in group}
    views = tuple(view(entry, entry.mark in disputed) for entry in standing(entries))
    return DayOfChild(child, day, views, state(entries, until=now()), disputes)


def view(entry: Entry, disputed: bool = False) -> EntryView:
    return EntryView(
        mark=entry.mark, at=entry.at, kind=entry.kind, facts=entry.facts,
        note=entry.note.reveal() if entry.note else "", by=entry.worker.name if entry.worker else "",
        corrects=bool(entry.replaces), disputed=disputed, batch=entry.batch, replaces=tuple(entry.replaces),
    )  # fmt: skip
