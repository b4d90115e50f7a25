"""What guardians have asked and allowed: leaves, one-time pick-ups, medicines, and what is due to be given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shanyu.domain.care.codes import code_of
from shanyu.domain.care.day import standing
from shanyu.domain.care.here import expected
from shanyu.domain.care.kinds import Kind, RequestState
from shanyu.domain.care.models import Entry, Leave, MedicationRequest, PickUpPass
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.queries.files import File, opened
from shanyu.domain.stations.queries.adults import AdultLine, adults_for
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query

#: How many that are over a page lists.
MOST = 30


@dataclass(frozen=True)
class PassView:
    """A one-time pick-up: its code is nobody's to see again. `state` is open, used, withdrawn or past."""

    public_id: UUID
    name: str
    phone: str
    day: date
    state: str


@dataclass(frozen=True)
class DoorCode:
    """Today's code of a child at the door, and who may bring and fetch it."""

    code: str
    adults: tuple[AdultLine, ...]
    passes: tuple[PassView, ...]


@dataclass(frozen=True)
class MedicineView:
    """A request with its words opened. `may_withdraw`: it is still open."""

    row: MedicationRequest
    child: Child
    name: str
    drug: str
    dose: str
    why: str
    answer: str
    may_withdraw: bool

    @property
    def times(self) -> list[str]:
        return [clock_of(one) for one in self.row.times]


@dataclass(frozen=True)
class Due:
    """One giving of a medicine on a day. `given` is its entry, once there is one."""

    medicine: MedicineView
    slot: int
    given: Entry | None

    @property
    def at(self) -> str:
        return clock_of(self.slot)


@query("care.leaves", on=Child)
def leaves(actor: Actor, child: Child) -> list[Leave]:
    """A child's leaves that were not taken back, the newest first."""
    rows = list(Leave.objects.filter(child=child, withdrawn_at=None).order_by("-during")[:MOST])
    touched(*rows)
    return rows


@query("care.door_code", on=Child)
def door_code(actor: Actor, child: Child) -> DoorCode:
    """Today's code, the adults who may bring and fetch, and the passes of the last and next days."""
    rows = list(PickUpPass.objects.filter(child=child).order_by("-day", "-pk")[:MOST])
    touched(*rows)
    adults = tuple(adults_for([child])[child.pk])
    return DoorCode(code_of(child, today()), adults, tuple(map(_pass, rows)))


@query("care.medicines", on=Child)
def medicines(actor: Actor, child: Child) -> list[MedicineView]:
    """A child's requests for medication, the newest first."""
    return seen(MedicationRequest.objects.filter(child=child).order_by("-last_day", "-pk")[:MOST])


@query("care.read_label", on=MedicationRequest)
def read_label(actor: Actor, asked: MedicationRequest) -> File:
    """The picture of a medicine's label. Raises NoFile and FileLost."""
    return opened(asked.label)


@query("care.medication_asked", of=MedicationRequest)
def medication_asked(actor: Actor, rows: QuerySet[MedicationRequest]) -> list[MedicineView]:
    """The requests that wait for the site's answer, the next to be given first."""
    waiting = rows.filter(state=RequestState.ASKED, last_day__gte=today())
    return seen(waiting.order_by("first_day", "pk")[:200])


@query("care.medication_due", on=CareClass, lookback="day")
def medication_due(actor: Actor, care_class: CareClass, *, day: date | None = None) -> list[Due]:
    """What is to be given in a class on a day (today where none is named), by time, given or not yet."""
    return due(expected([care_class], day or today()), day or today())


def due(children: Iterable[Child], day: date) -> list[Due]:
    """The givings of a day to these children, by time."""
    rows = MedicationRequest.objects.filter(
        child__in=children, state=RequestState.ACCEPTED, first_day__lte=day, last_day__gte=day
    )
    views = seen(rows.order_by("pk"))
    given = _given({view.child for view in views}, day)
    found = [
        Due(view, slot, given.get((str(view.row.public_id), slot)))
        for view in views
        for slot in view.row.times
    ]
    return sorted(found, key=lambda one: (one.slot, one.medicine.row.pk))


def seen(rows: Iterable[MedicationRequest]) -> list[MedicineView]:
    """Requests with their words opened."""
    if isinstance(rows, QuerySet):
        rows = rows.select_related("child", "site")
    found = list(rows)
    touched(*found, *(row.child for row in found))
    return [_medicine(row) for row in found]


def clock_of(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _given(children: Iterable[Child], day: date) -> dict[tuple[str, int], Entry]:
    entries = Entry.objects.filter(child__in=children, day=day)
    by_child: dict[int, list[Entry]] = {}
    for entry in entries.select_related("worker"):
        by_child.setdefault(entry.child_id, []).append(entry)
    return {
        (one.facts["request"], one.facts["slot"]): one
        for told in by_child.values()
        for one in standing(told)
        if one.kind == Kind.MEDICATION
    }


def _medicine(row: MedicationRequest) -> MedicineView:
    open_ones = (RequestState.ASKED, RequestState.ACCEPTED)
    return MedicineView(
        row, row.child, row.child.name.reveal(), row.drug.reveal(), row.dose.reveal(),
        row.why.reveal() if row.why else "", row.answer.reveal() if row.answer else "",
        row.state in open_ones and row.last_day >= today(),
    )  # fmt: skip


def _pass(row: PickUpPass) -> PassView:
    if row.used_by is not None:
        state = "used"
    elif row.withdrawn_at is not None:
        state = "withdrawn"
    else:
        state = "open" if row.day >= today() else "past"
    phone = row.phone.reveal() if row.phone else ""
    return PassView(row.public_id, row.name.reveal(), phone, row.day, state)
