"""Children who are looked after in another class for a part of a day: which, and by whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from shanyu.domain.care.day import standing
from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Entry
from shanyu.domain.providers.models import CareClass


def moved_on(children: Iterable[int], days: Iterable[date]) -> dict[tuple[int, date], set[int]]:
    """The classes into which children were moved, by child and day; moves that were taken back do not count."""
    said = Q(kind=Kind.MOVED) | ~Q(replaces=[])
    found = defaultdict(list)
    for entry in Entry.objects.filter(said, child__in=list(children), day__in=list(days)):
        found[entry.child_id, entry.day].append(entry)
    return {key: rooms for key, told in found.items() if (rooms := rooms_of(told))}


def rooms_of(entries: Iterable[Entry]) -> set[int]:
    """The classes that the standing moves among these entries name."""
    return {entry.facts["to_class"] for entry in standing(entries) if entry.kind == Kind.MOVED}


def moved_into(classes: Iterable[CareClass], day: date) -> set[int]:
    """The children who were moved into one of these classes on a day."""
    classes = list(classes)
    wanted = {one.pk for one in classes}
    told = Entry.objects.filter(
        site__in={one.site_id for one in classes}, day=day, kind=Kind.MOVED, facts__to_class__in=list(wanted)
    )
    asked = set(told.values_list("child", flat=True))
    return {child for (child, _day), rooms in moved_on(asked, [day]).items() if rooms & wanted}
