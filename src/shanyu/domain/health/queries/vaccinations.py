"""Vaccinations of a child: what was given, and what the national schedule says to it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shanyu.domain.health import schedule
from shanyu.domain.health.agreeing import agrees
from shanyu.domain.health.kinds import Vaccine
from shanyu.domain.health.models import Dose
from shanyu.domain.health.schedule import Given, Line, Slot, begun_of, due, schedule_on
from shanyu.domain.people.models import Child
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule


@dataclass(frozen=True)
class DoseLine:
    """A dose that was written down, in words."""

    public_id: UUID
    vaccine: str
    number: int
    name: str
    given_on: date
    place: str
    batch: str
    source: str


@dataclass(frozen=True)
class Vaccinations:
    """The book as it is known, and every dose of the schedule with its state today.

    `blanks` are the lines of the paper book that may have been stamped by this age and are not written down here.
    """

    name: str
    born: date
    months: int
    agreed: bool
    doses: list[DoseLine]
    lines: list[Line]
    blanks: list[Slot]
    rule: Rule | None

    @property
    def now(self) -> list[Line]:
        """Doses that may be given now, one of each disease: the first that is open."""
        return _first_of_each(line for line in self.lines if line.state in schedule.WAITING)

    @property
    def next(self) -> list[Line]:
        """What comes next on one day: the doses of the earliest day ahead."""
        later = [line for line in self.lines if line.state == schedule.State.LATER]
        first = min((line.opens for line in later), default=None)
        return [line for line in later if line.opens == first]

    @property
    def unknown(self) -> list[Line]:
        return [line for line in self.lines if line.state == schedule.State.UNKNOWN]


@query("health.vaccinations", on=Child)
def vaccinations(actor: Actor, child: Child) -> Vaccinations:
    """What is written down and what is due. It reminds and shows: nothing is ever refused because of it."""
    agreed, on = agrees(child), today()
    rows = list(child.doses.filter(removed_at=None)) if agreed else []
    touched(*rows)
    found = schedule_on(on)
    months = completed_months(child.born, on)
    return Vaccinations(
        name=child.name.reveal(),
        born=child.born,
        months=months,
        agreed=agreed,
        doses=[_dose_line(row) for row in rows],
        lines=_lines(rows, child, on) if agreed else [],
        blanks=_blanks(rows, child, months, on) if agreed else [],
        rule=found.rule if found else None,
    )


def doses_of(child: Child) -> list[DoseLine]:
    """Every dose that was written down, for verbs that have settled who may read them."""
    rows = list(child.doses.filter(removed_at=None))
    touched(*rows)
    return [_dose_line(row) for row in rows]


def lines_of(child: Child, on: date) -> list[Line]:
    """Every dose of the schedule for this child on a day."""
    return _lines(list(child.doses.filter(removed_at=None)), child, on)


def _lines(rows: list[Dose], child: Child, on: date) -> list[Line]:
    found = schedule_on(on)
    records = [Given(row.vaccine, row.number, row.given_on) for row in rows]
    return due(found, records, child.born, child.sex, on) if found else []


def _blanks(rows: list[Dose], child: Child, months: int, on: date) -> list[Slot]:
    """Slots whose age has come, without those written down: of the routes that were begun, else of all, usual first."""
    found = schedule_on(on)
    there = {(row.vaccine, row.number) for row in rows}
    slots = [
        (slot.from_month, place, slot)
        for series in (found.series if found else ())
        if series.concerns(child.born, child.sex)
        for place, route in enumerate(begun_of(series, there))
        for slot in route
        if slot.from_month <= months and (slot.vaccine, slot.dose) not in there
    ]
    return [slot for _month, _place, slot in sorted(slots, key=lambda one: one[:2])]


def _first_of_each(lines) -> list[Line]:
    seen: dict[str, Line] = {}
    for line in lines:
        seen.setdefault(line.series, line)
    return list(seen.values())


def _dose_line(row: Dose) -> DoseLine:
    name = row.name.reveal() if row.name else ""
    return DoseLine(
        public_id=row.public_id,
        vaccine=row.vaccine,
        number=row.number,
        name=name or str(Vaccine(row.vaccine).label),
        given_on=row.given_on,
        place=row.place.reveal() if row.place else "",
        batch=row.batch.reveal() if row.batch else "",
        source=row.get_source_display(),
    )
