"""The registers of a month, as 卫生保健工作规范 wants them kept: made from the daily record, written nowhere.

Attendance, morning and noon checks, time outdoors and medication of one class.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shanyu.domain.care import duties, reading_days
from shanyu.domain.care.day import DayState, standing, state
from shanyu.domain.care.here import placements_between
from shanyu.domain.care.kinds import CheckSlot, Kind, LeaveReason, Outcome
from shanyu.domain.care.models import Leave, MedicationRequest
from shanyu.domain.care.reading_days import Line
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, Site, Worker
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched_keys
from shanyu.kernel.door.verbs import query
from shanyu.kernel.months import month_after


class SheetKind(StrEnum):
    ATTENDANCE = "attendance"
    CHECKS = "checks"
    OUTDOOR = "outdoor"
    MEDICATION = "medication"


class Mark(StrEnum):
    """What a day of a child says on the sheet of attendance."""

    HERE = "here"
    ILL = "ill"
    AWAY = "away"
    ABSENT = "absent"
    NONE = ""


_KINDS = {
    SheetKind.ATTENDANCE: (Kind.ARRIVAL, Kind.DEPARTURE),
    SheetKind.CHECKS: (Kind.ARRIVAL, Kind.DEPARTURE, Kind.CHECK),
    SheetKind.OUTDOOR: (Kind.ARRIVAL, Kind.DEPARTURE, Kind.OUTDOOR),
    SheetKind.MEDICATION: (Kind.MEDICATION,),
}


@dataclass(frozen=True)
class Cell:
    """A child's day: `mark` of attendance; morning and noon as "ok", "odd" or "none"; minutes outdoors and late."""

    mark: Mark = Mark.NONE
    morning: str = ""
    noon: str = ""
    outdoor: int = 0
    short: bool = False
    late: int = 0


@dataclass(frozen=True)
class Row:
    """One child of the class and its days, in the order of the sheet."""

    name: str
    cells: tuple[Cell, ...]

    def count(self, mark: Mark) -> int:
        return sum(cell.mark == mark for cell in self.cells)

    @property
    def late(self) -> int:
        return sum(cell.late for cell in self.cells)

    @property
    def missing(self) -> int:
        return sum((cell.morning == "none") + (cell.noon == "none") for cell in self.cells)

    @property
    def short_days(self) -> int:
        return sum(cell.short for cell in self.cells)


@dataclass(frozen=True)
class Given:
    """A medicine that was given: the entry's moment, and in whose presence."""

    at: datetime
    child: str
    drug: str
    dose: str
    given_by: str
    witnessed_by: str


@dataclass(frozen=True)
class Sheet:
    """A register of a class for a month; `days` are those on which somebody of the class was there."""

    site: Site
    care_class: CareClass | None
    classes: tuple[CareClass, ...]
    kind: SheetKind
    month: date
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    given: tuple[Given, ...]


@query("care.sheet", on=Site, lookback="month")
def sheet(
    actor: Actor, site: Site, *, kind: str = "attendance", month: date | None = None, care_class: int = 0
) -> Sheet:
    """A register of one class (the first where none is named) for a month (this one where none is named)."""
    wanted = SheetKind(kind) if kind in tuple(SheetKind) else SheetKind.ATTENDANCE
    classes = tuple(site.classes.order_by("name"))
    chosen = next((one for one in classes if one.pk == care_class), classes[0] if classes else None)
    first = (month or today()).replace(day=1)
    last = min(month_after(first) - timedelta(days=1), today())
    if chosen is None or first > last:
        return Sheet(site, chosen, classes, wanted, first, (), (), ())
    entries = [
        one
        for one in reading_days.lines([site.pk], first, last, _KINDS[wanted])
        if one.care_class == chosen.pk
    ]
    if wanted == SheetKind.MEDICATION:
        return Sheet(site, chosen, classes, wanted, first, (), (), _given(site, entries))
    days, rows = _rows(chosen, entries, first, last, wanted)
    return Sheet(site, chosen, classes, wanted, first, days, rows, ())


def _rows(
    care_class: CareClass, entries: Iterable[Line], first: date, last: date, kind: SheetKind
) -> tuple[tuple[date, ...], tuple[Row, ...]]:
    told: dict[tuple[int, date], list[Line]] = {}
    for one in entries:
        told.setdefault((one.child, one.day), []).append(one)
    days = tuple(sorted({day for _child, day in told}))
    held = placements_between(first, last).filter(care_class=care_class)
    places: dict[int, list] = {}
    for child, during in held.values_list("child", "during"):
        places.setdefault(child, []).append(during)
    leaves: dict[int, list] = {}
    for child, during, reason in Leave.objects.filter(
        child__in=list(places), during__overlap=(first, last + timedelta(days=1)), withdrawn_at=None
    ).values_list("child", "during", "reason"):
        leaves.setdefault(child, []).append((during, reason))
    children = Child.objects.only("name").in_bulk(sorted({*places, *(child for child, _day in told)}))
    touched_keys(Child, children)
    rows = [
        Row(
            row.name.reveal(),
            tuple(
                _cell(told.get((key, day), []), day, places.get(key, []), leaves.get(key, []), kind)
                for day in days
            ),
        )
        for key, row in children.items()
    ]
    return days, tuple(sorted(rows, key=lambda one: one.name))


def _cell(told: list[Line], day: date, places: list, leaves: list, kind: SheetKind) -> Cell:
    ends = min(duties.at_minute(day, 24 * 60), now())
    found = state(told, until=ends)
    if found.arrived_at is None:
        return Cell(_absence(day, places, leaves))
    if kind == SheetKind.CHECKS:
        return Cell(Mark.HERE, _check(told, CheckSlot.MORNING), _check(told, CheckSlot.NOON))
    if kind == SheetKind.OUTDOOR:
        return Cell(Mark.HERE, outdoor=found.outdoor_minutes, short=_short(found, day, ends))
    late = sum(one.facts.get("late_minutes", 0) for one in standing(told) if one.kind == Kind.DEPARTURE)
    return Cell(Mark.HERE, late=late)


def _absence(day: date, places: list, leaves: list) -> Mark:
    if not any(day in during for during in places):
        return Mark.NONE
    reason = next((reason for during, reason in leaves if day in during), None)
    if reason is None:
        return Mark.ABSENT
    return Mark.ILL if reason == LeaveReason.ILL else Mark.AWAY


def _check(told: list[Line], slot: CheckSlot) -> str:
    made = [one for one in standing(told) if one.kind == Kind.CHECK and one.facts["slot"] == slot]
    if not made:
        return "none"
    return "ok" if made[-1].facts["outcome"] == Outcome.IN_CLASS else "odd"


def _short(found: DayState, day: date, ends: datetime) -> bool:
    """Whether a child that was there for long was outdoors for less than the rule wants; a day that goes on is none."""
    if found.left_at is None and ends == now():
        return False
    stayed = ((found.left_at or ends) - found.arrived_at).total_seconds() / 60
    return stayed >= duties.counted_stay(day) and found.outdoor_minutes < duties.outdoor_minutes(day)


def _given(site: Site, entries: Iterable[Line]) -> tuple[Given, ...]:
    """What was given, by moment, with the drug from the guardian's request."""
    told = [
        one
        for found in reading_days.by_child(entries).values()
        for one in standing(found)
        if one.kind == Kind.MEDICATION
    ]
    asked = {
        str(one.public_id): one
        for one in MedicationRequest.objects.filter(public_id__in={one.facts["request"] for one in told})
    }
    people = {one.facts[role] for one in told for role in ("given_by", "witnessed_by")}
    workers = {
        str(key): name
        for key, name in Worker.objects.filter(public_id__in=people).values_list("public_id", "name")
    }
    children = Child.objects.only("name").in_bulk(sorted({one.child for one in told}))
    touched_keys(Child, children)
    return tuple(_medicine(one, asked, workers, children) for one in sorted(told, key=lambda one: one.at))


def _medicine(
    one: Line,
    asked: Mapping[str, MedicationRequest],
    workers: Mapping[str, str],
    children: Mapping[int, Child],
) -> Given:
    request = asked.get(one.facts["request"])
    return Given(
        at=one.at,
        child=children[one.child].name.reveal(),
        drug=request.drug.reveal() if request else "",
        dose=request.dose.reveal() if request else "",
        given_by=workers.get(one.facts["given_by"], ""),
        witnessed_by=workers.get(one.facts["witnessed_by"], ""),
    )
