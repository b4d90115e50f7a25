"""Children who are looked after in another class for a part of a day: which, and by whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

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


def moved_into(classes: QuerySet[CareClass], day: date) -> QuerySet:
    """The ids of the children whom a standing entry moved into one of these classes on a day.

    Nothing is asked before the answer is read, so that it may be a part of a larger question.
    """
    later = Entry.objects.filter(
        child=OuterRef("child"), day=OuterRef("day"), replaces__contains=[OuterRef("mark")]
    ).exclude(mark=OuterRef("mark"))
    moves = Entry.objects.filter(~Exists(later), day=day, kind=Kind.MOVED, withdrawn=False)
    into = moves.filter(site__in=classes.values("site")).annotate(
        room=Cast(KT("facts__to_class"), BigIntegerField())
    )
    return into.filter(room__in=classes.values("pk")).values_list("child", flat=True)
