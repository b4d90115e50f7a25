"""Whether a room comes to hold more children than its carers may look after: said once, when it begins."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Q

from shanyu.domain.care.day import state
from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Entry, Shift
from shanyu.domain.care.moves import moved_into
from shanyu.domain.care.reading_days import as_lines, by_child
from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.rules import ratio_of
from shanyu.kernel.clock import now, today
from shanyu.kernel.events import publish

#: Entries of these kinds change who is in a room, and so does one that replaces another.
_COMING_AND_GOING = {Kind.ARRIVAL, Kind.DEPARTURE, Kind.MOVED}


@contextmanager
def watched(rooms: Iterable[int]) -> Iterator[None]:
    """Publish `care.ratio_above` (care_class, children, carers, most) for each room that gets too full within.

    Within a transaction. Whoever changes a room waits for who changes it already, so that of two changes each of
    which would be harmless alone the second sees both.
    """
    classes = list(CareClass.objects.filter(pk__in=set(rooms)).order_by("pk"))
    for one in classes:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7310201, %s)", [one.pk % 2**31])
    before = {one.pk: _above(one) for one in classes}
    yield
    for one in classes:
        found = _above(one)
        if found is not None and before[one.pk] is None:
            publish("care.ratio_above", care_class=one, **found)


def rooms_changed(rows: Iterable[Entry]) -> set[int]:
    """The rooms whose children change by these entries, as far as they are of today."""
    rooms = set()
    for row in rows:
        if row.day == today() and (row.kind in _COMING_AND_GOING or row.replaces):
            rooms.add(row.care_class_id)
            if row.kind == Kind.MOVED and not row.withdrawn:
                rooms.add(row.facts["to_class"])
    return rooms


def _above(care_class: CareClass) -> dict[str, int] | None:
    """How many there are, where they are too many; None where they are not or no rule says."""
    rule = ratio_of(care_class.band, today())
    if rule is None:
        return None
    children = present(care_class)
    open_shifts = Shift.objects.filter(care_class=care_class, during__endswith__isnull=True)
    carers = open_shifts.values("worker").distinct().count()
    above = children > carers * rule[0]
    return {"children": children, "carers": carers, "most": rule[0]} if above else None


def present(care_class: CareClass) -> int:
    """How many children are in a room now: its own who are there and elsewhere not, and those moved into it."""
    guests = moved_into(CareClass.objects.filter(pk=care_class.pk), today())
    whose = Q(care_class=care_class) | Q(child__in=guests)
    said = Q(kind__in=_COMING_AND_GOING) | ~Q(replaces=[])
    found = by_child(as_lines(Entry.objects.filter(whose, said, day=today())))
    until = now()
    return sum(_here(state(told, until=until), told[0].care_class, care_class.pk) for told in found.values())


def _here(day, home: int, room: int) -> bool:
    return day.present and (day.in_class or home) == room
