"""A class as a carer sees it: the children of a day, where each of them stands, and whether there are carers enough."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shanyu.domain.care.here import expected
from shanyu.domain.care.models import Entry, Leave, Shift
from shanyu.domain.care.moves import moved_into
from shanyu.domain.care.queries.days import DayOfChild, told
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.rules import ratio_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class Ratio:
    """Children present and carers signed in now; `most` children for each carer, None where no rule says."""

    children: int
    carers: int
    most: int | None

    @property
    def above(self) -> bool:
        """Whether there are more children than the carers there may look after."""
        return self.most is not None and self.children > self.carers * self.most


@dataclass(frozen=True)
class FloorChild:
    """One child of the class, with its day; `leave` is the reason of a leave that covers the day, "" without one.

    `guest`: its place is in another class, and it was moved here for a while.
    """

    child: Child
    name: str
    day: DayOfChild
    leave: str
    guest: bool = False


@dataclass(frozen=True)
class Floor:
    """A class on a day."""

    care_class: CareClass
    day: date
    children: tuple[FloorChild, ...]
    ratio: Ratio
    shifts: tuple[Shift, ...]


@query("care.floor", on=CareClass, lookback="day")
def floor(actor: Actor, care_class: CareClass, *, day: date | None = None) -> Floor:
    """Everybody in a class on a day (today where none is named): with names, days and leaves."""
    on = day or today()
    this = CareClass.objects.filter(pk=care_class.pk)
    entries, guests = entries_of(this, on), set(moved_into(this, on))
    for entry in Entry.objects.filter(day=on, child__in=guests).select_related("worker"):
        entries[entry.child_id].append(entry)
    children = list(expected([care_class], on) | Child.objects.filter(pk__in=entries))
    touched(*children)
    leaves = dict(
        Leave.objects.filter(child__in=children, during__contains=on, withdrawn_at=None).values_list(
            "child", "reason"
        )
    )
    shown = [
        FloorChild(
            child,
            child.name.reveal(),
            told(child, on, entries.get(child.pk, ())),
            leaves.get(child.pk, ""),
            child.pk in guests,
        )
        for child in children
    ]
    shifts = tuple(
        Shift.objects.filter(care_class=care_class, during__endswith__isnull=True).select_related("worker")
    )
    return Floor(
        care_class,
        on,
        tuple(sorted(shown, key=lambda one: one.name)),
        ratio(care_class, shown, shifts, on),
        shifts,
    )


def entries_of(classes: Iterable[CareClass], day: date) -> dict[int, list[Entry]]:
    """The entries of a day of all children who have been in one of these classes on it, by child."""
    here = Entry.objects.filter(day=day, care_class__in=classes)
    found = defaultdict(list)
    for entry in here.select_related("worker"):
        found[entry.child_id].append(entry)
    return found


def ratio(care_class: CareClass, children: Iterable[FloorChild], shifts: Iterable[Shift], on: date) -> Ratio:
    """Who is really there: children by their arrivals and departures, carers by their signing in."""
    rule = ratio_of(care_class.band, on)
    present = sum(_in_room(one, care_class) for one in children)
    return Ratio(present, len({shift.worker_id for shift in shifts}), rule[0] if rule else None)


def _in_room(one: FloorChild, care_class: CareClass) -> bool:
    day = one.day.state
    return day.present and (day.in_class == care_class.pk or (day.in_class is None and not one.guest))
