"""The record of many children at once, read with few questions: what heads' boards, sheets and sums are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from shanyu.domain.care.here import placements
from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Entry, Leave, Shift
from shanyu.domain.care.presence import Stay
from shanyu.kernel.clock import now

#: What says where a child is and how it is cared for; what is eaten, said or photographed is not in it.
OF_THE_BOARD = (Kind.ARRIVAL, Kind.DEPARTURE, Kind.MOVED, Kind.CHECK, Kind.MEDICATION)


class Line(NamedTuple):
    """An entry without its words."""

    mark: UUID
    at: datetime
    kind: str
    facts: Mapping
    replaces: Sequence[UUID]
    withdrawn: bool
    child: int
    care_class: int
    site: int
    day: date


_FIELDS = (
    "mark", "at", "kind", "facts", "replaces", "withdrawn", "child_id", "care_class_id", "site_id", "day",
)  # fmt: skip


def lines(sites: Iterable[int], first: date, last: date, kinds: Sequence[str]) -> list[Line]:
    """The entries of these kinds at sites, from the first day to the last, and whatever replaces another one."""
    found = Entry.objects.filter(
        Q(kind__in=kinds) | ~Q(replaces=[]), site__in=list(sites), day__gte=first, day__lte=last
    )
    return as_lines(found)


def as_lines(found: QuerySet[Entry]) -> list[Line]:
    """Entries without their words, as plain rows: nothing of them is unsealed, and no object is built for each."""
    return [Line(*row) for row in found.values_list(*_FIELDS)]


def by_child(entries: Iterable[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for entry in entries:
        found[entry.child].append(entry)
    return found


def expected_by_child(sites: Iterable[int], day: date) -> dict[int, tuple[int, int]]:
    """By child that has a place at one of these sites on a day: its site and its class."""
    held = placements(day).filter(site__in=list(sites)).values_list("child", "site", "care_class")
    return {child: (site, care_class) for child, site, care_class in held}


def leaves_by_child(sites: Iterable[int], day: date) -> dict[int, str]:
    """By child on leave on a day: the reason."""
    told = Leave.objects.filter(site__in=list(sites), during__contains=day, withdrawn_at=None)
    return dict(told.values_list("child", "reason"))


def carers_of_rooms(sites: Iterable[int], since: datetime, until: datetime) -> dict[int, list[Stay]]:
    """By room: which carers were signed in there between two moments."""
    shifts = Shift.objects.filter(site__in=list(sites), during__overlap=(since, min(until, now())))
    found: dict[int, list[Stay]] = defaultdict(list)
    for care_class, during in shifts.values_list("care_class", "during"):
        found[care_class].append(Stay(care_class, during.lower, during.upper))
    return found
