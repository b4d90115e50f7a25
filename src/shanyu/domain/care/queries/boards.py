"""A head's day: who is there, who is not and why, whether there are carers enough, and what is still to be done.

However many children, classes and sites there are, the board is read with the same few questions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from shanyu.domain.care import duties, reading_days
from shanyu.domain.care.day import DayState, standing, state
from shanyu.domain.care.kinds import CheckSlot, Kind, RequestState
from shanyu.domain.care.models import Device, MedicationRequest
from shanyu.domain.care.presence import Stay, above, stays
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.rules import ratio_of
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched_keys
from shanyu.kernel.door.verbs import query

#: A medicine is on the board from so long before its time.
MEDICINE_AHEAD = timedelta(minutes=30)
#: A device that still has entries and was not heard of for so long has not just been busy.
DEVICE_SILENT = timedelta(minutes=10)


@dataclass(frozen=True)
class Room:
    """A class now: children expected and present, carers signed in, and since when there are too few of them."""

    care_class: CareClass
    expected: int
    children: int
    carers: int
    most: int | None
    above_since: datetime | None

    @property
    def above(self) -> bool:
        return self.above_since is not None


@dataclass(frozen=True)
class Named:
    """A child on a list of the board; `note` says what of it, in the list's own codes."""

    public_id: UUID
    name: str
    care_class: str
    note: str = ""


@dataclass(frozen=True)
class Medicine:
    """A medicine that is to be given by now or soon: the child, and the minute of the day."""

    child: Named
    minute: int
    late: bool


@dataclass(frozen=True)
class SiteBoard:
    """One site's day. `not_come`: expected, without a word; `traced`: whether the hour of tracing has come."""

    site: Site
    day: date
    rooms: tuple[Room, ...]
    expected: int
    present: int
    left: int
    leaves: tuple[Named, ...]
    not_come: tuple[Named, ...]
    traced: bool
    no_morning_check: tuple[Named, ...]
    no_noon_check: tuple[Named, ...]
    apart: tuple[Named, ...]
    medicines: tuple[Medicine, ...]
    devices: tuple[Device, ...]

    @property
    def rooms_above(self) -> int:
        return sum(room.above for room in self.rooms)


@dataclass(frozen=True)
class _Read:
    """What one reading of the database found."""

    expected: Mapping[int, tuple[int, int]]
    leaves: Mapping[int, str]
    entries: Mapping[int, list[reading_days.Line]]
    states: Mapping[int, DayState]
    carers: Mapping[int, list[Stay]]
    children: Mapping[int, Child]
    classes: Mapping[int, CareClass]
    requests: Iterable[MedicationRequest]


@query("care.today_board", of=Site)
def today_board(actor: Actor, sites: QuerySet[Site]) -> list[SiteBoard]:
    """The day so far of each of the head's sites that has classes, those with a room above its ratio first."""
    day = today()
    rows = {one.pk: one for one in CareClass.objects.filter(site__in=sites, closed_on=None)}
    found = {one.pk: one for one in sites.filter(pk__in={row.site_id for row in rows.values()})}
    read = _read(list(found), rows, day)
    devices = _devices(list(found))
    boards = [_board(site, read, devices[site.pk], day) for site in found.values()]
    touched_keys(Child, read.expected)
    return sorted(boards, key=lambda one: (-one.rooms_above, one.site.sort_key))


def _read(sites: list[int], classes: Mapping[int, CareClass], day: date) -> _Read:
    expected = reading_days.expected_by_child(sites, day)
    entries = reading_days.by_child(reading_days.lines(sites, day, day, reading_days.OF_THE_BOARD))
    until = now()
    begins = duties.at_minute(day, 0)
    asked = MedicationRequest.objects.filter(
        site__in=sites, state=RequestState.ACCEPTED, first_day__lte=day, last_day__gte=day
    )
    return _Read(
        expected=expected,
        leaves=reading_days.leaves_by_child(sites, day),
        entries=entries,
        states={child: state(told, until=until) for child, told in entries.items()},
        carers=reading_days.carers_of_rooms(sites, begins, begins + timedelta(days=1)),
        children=Child.objects.only("public_id", "name").in_bulk(list(expected)),
        classes=classes,
        requests=list(asked.only("public_id", "child", "site", "times")),
    )


def _devices(sites: list[int]) -> dict[int, list[Device]]:
    found: dict[int, list[Device]] = defaultdict(list)
    late = Q(waiting__gt=0) & Q(seen_at__lt=now() - DEVICE_SILENT)
    for device in Device.objects.filter(late, site__in=sites, revoked_at=None).order_by("name"):
        found[device.site_id].append(device)
    return found


def _board(site: Site, read: _Read, devices: list[Device], day: date) -> SiteBoard:
    minute = _minute(now())
    here = [child for child, (at, _room) in read.expected.items() if at == site.pk]
    states = {child: read.states.get(child, DayState()) for child in here}
    came = [child for child in here if states[child].arrived_at is not None]
    there = [child for child in here if states[child].present]
    away = [child for child in here if states[child].arrived_at is None]
    noon = minute >= duties.noon_check_by(day)
    return SiteBoard(
        site=site,
        day=day,
        rooms=_rooms(site, read, day),
        expected=len(here),
        present=len(there),
        left=len(came) - len(there),
        leaves=_named(read, [one for one in away if one in read.leaves], read.leaves),
        not_come=_named(read, [one for one in away if one not in read.leaves]),
        traced=minute >= duties.tracing_begins(day),
        no_morning_check=_named(read, [one for one in came if CheckSlot.MORNING not in states[one].checks]),
        no_noon_check=_named(
            read, [one for one in there if noon and CheckSlot.NOON not in states[one].checks]
        ),
        apart=_named(
            read,
            [one for one in there if states[one].isolated],
            {one: states[one].outcome for one in there},
        ),
        medicines=_medicines(site, read, day),
        devices=tuple(devices),
    )


def _rooms(site: Site, read: _Read, day: date) -> tuple[Room, ...]:
    """The site's classes; one with too few carers stands first."""
    by_room: dict[int, list[Stay]] = defaultdict(list)
    homes: dict[int, int] = defaultdict(int)
    for child, (at, home) in read.expected.items():
        if at == site.pk:
            homes[home] += 1
            for stay in stays(read.entries.get(child, ()), home):
                by_room[stay.room].append(stay)
    rooms = [
        room_of(one, homes[one.pk], by_room[one.pk], read.carers.get(one.pk, []), day)
        for one in read.classes.values()
        if one.site_id == site.pk
    ]
    return tuple(sorted(rooms, key=lambda room: (not room.above, room.care_class.name)))


def room_of(
    care_class: CareClass, expected: int, children: list[Stay], carers: list[Stay], day: date
) -> Room:
    """A class now, from who stayed in its room on a day."""
    rule = ratio_of(care_class.band, day)
    times = above(children, carers, rule[0]) if rule else []
    open_since = times[-1][0] if times and times[-1][1] is None else None
    return Room(
        care_class=care_class,
        expected=expected,
        children=sum(stay.until is None for stay in children),
        carers=sum(stay.until is None for stay in carers),
        most=rule[0] if rule else None,
        above_since=open_since,
    )


def _medicines(site: Site, read: _Read, day: date) -> tuple[Medicine, ...]:
    """What is to be given by now or soon, and is not in the record yet."""
    soon = _minute(now() + MEDICINE_AHEAD)
    found = []
    for asked in read.requests:
        child = read.states.get(asked.child_id)
        if asked.site_id != site.pk or child is None or not child.present:
            continue
        given = {
            entry.facts["slot"]
            for entry in standing(read.entries[asked.child_id])
            if entry.kind == Kind.MEDICATION and entry.facts["request"] == str(asked.public_id)
        }
        due = [minute for minute in asked.times if minute <= soon and minute not in given]
        for named in _named(read, [asked.child_id] if due else []):
            found += [Medicine(named, minute, minute < _minute(now())) for minute in due]
    return tuple(sorted(found, key=lambda one: (one.minute, one.child.name)))


def _named(read: _Read, children: Iterable[int], notes: Mapping[int, str] | None = None) -> tuple[Named, ...]:
    rows = [(child, read.children[child]) for child in children if child in read.children]
    found = [
        Named(row.public_id, row.name.reveal(), _class_name(read, child), (notes or {}).get(child, ""))
        for child, row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.care_class, one.name)))


def _class_name(read: _Read, child: int) -> str:
    row = read.classes.get(read.expected[child][1])
    return row.name if row else ""


def _minute(moment: datetime) -> int:
    at = local(moment)
    return at.hour * 60 + at.minute
