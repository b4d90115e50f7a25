"""What a device keeps beside the day of a class: adults, allergies, medicines of today; and the mark of its state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from shanyu.domain.care.codes import code_of
from shanyu.domain.care.here import expected, posts
from shanyu.domain.care.kinds import RequestState
from shanyu.domain.care.models import MedicationRequest, PickUpPass
from shanyu.domain.care.moves import moved_into
from shanyu.domain.health.queries.allergies import known_allergies
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, Worker
from shanyu.domain.stations.queries.adults import adults_for
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class Fetcher:
    """An adult who may bring and fetch a child. `kind` is guardian, person or pass, the name of the entry's fact."""

    kind: str
    id: UUID
    name: str
    relation: str


@dataclass(frozen=True)
class DueMedicine:
    """A medicine that the site has accepted to give today: at these minutes after midnight."""

    request: UUID
    drug: str
    dose: str
    times: tuple[int, ...]


@dataclass(frozen=True)
class ChildKit:
    """Of one child: today's code at the door, its adults, its allergies, its medicines."""

    code: str
    adults: tuple[Fetcher, ...]
    allergies: tuple[str, ...]
    medicines: tuple[DueMedicine, ...]


@dataclass(frozen=True)
class Kit:
    """By child; who works at the site today, one of whom witnesses a medicine; into which rooms a child may go.

    `me` is the actor among those who work there.
    """

    children: dict[int, ChildKit]
    workers: tuple[Worker, ...]
    rooms: tuple[CareClass, ...]
    me: Worker | None


@query("care.floor_kit", on=CareClass)
def floor_kit(actor: Actor, care_class: CareClass) -> Kit:
    """Of the children who are in the class today, its guests among them."""
    guests = moved_into(CareClass.objects.filter(pk=care_class.pk), today())
    children = list(expected([care_class], today()) | Child.objects.filter(pk__in=guests))
    touched(*children)
    adults, passes = adults_for(children), _passes(children)
    allergies = known_allergies(Child.objects.filter(pk__in=[one.pk for one in children]))
    medicines = medicines_due(children, today())
    kits = {
        one.pk: ChildKit(
            code=code_of(one, today()),
            adults=tuple(map(_fetcher, adults[one.pk])) + tuple(passes.get(one.pk, ())),
            allergies=tuple(item.title for item in allergies.get(one.pk, ())),
            medicines=tuple(medicines.get(one.pk, ())),
        )
        for one in children
    }
    here = posts(today()).filter(site=care_class.site_id)
    workers = Worker.objects.filter(pk__in=here.values("worker")).order_by("name")
    rooms = CareClass.objects.filter(site=care_class.site_id).exclude(pk=care_class.pk).order_by("name")
    me = next((one for one in workers if one.account_id == actor.account_id), None)
    return Kit(kits, tuple(workers), tuple(rooms), me)


def _fetcher(line) -> Fetcher:
    kind = "guardian" if line.guardian else "person"
    return Fetcher(kind, line.guardian or line.person, line.name, line.relation)


def _passes(children: Iterable[Child]) -> dict[int, list[Fetcher]]:
    """Those whom a guardian lets fetch a child once, today; the carer compares their papers with the name."""
    rows = PickUpPass.objects.filter(child__in=children, day=today(), used_by=None, withdrawn_at=None)
    found: dict[int, list[Fetcher]] = {}
    for one in rows.order_by("pk"):
        found.setdefault(one.child_id, []).append(Fetcher("pass", one.public_id, one.name.reveal(), ""))
    touched(*rows)
    return found


def medicines_due(children: Iterable[Child], day: date) -> dict[int, list[DueMedicine]]:
    """What guardians asked for and the site has accepted, by child."""
    rows = MedicationRequest.objects.filter(
        child__in=children, state=RequestState.ACCEPTED, first_day__lte=day, last_day__gte=day
    )
    found: dict[int, list[DueMedicine]] = {}
    for one in rows.order_by("pk"):
        medicine = DueMedicine(one.public_id, one.drug.reveal(), one.dose.reveal(), tuple(sorted(one.times)))
        found.setdefault(one.child_id, []).append(medicine)
    return found


#: Entries are never changed and shifts, leaves and requests end rather than go: numbers and sums tell every change.
_MARK = """
    SELECT (SELECT count(*) FROM care_entry WHERE site_id = %(site)s AND day = %(day)s),
           (SELECT coalesce(sum(id), 0) FROM care_shift WHERE site_id = %(site)s AND upper(during) IS NULL),
           (SELECT coalesce(sum(id), 0) FROM care_leave
             WHERE site_id = %(site)s AND withdrawn_at IS NULL AND during @> %(day)s),
           (SELECT coalesce(sum(id), 0) FROM care_medicationrequest
             WHERE site_id = %(site)s AND state = 'accepted' AND last_day >= %(day)s)
"""


@query("care.floor_mark", on=CareClass)
def floor_mark(actor: Actor, care_class: CareClass) -> str:
    """What changes when anything changes that a device keeps of the class today: one question over indexes."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"site": care_class.site_id, "day": today()})
        return "-".join(map(str, (today().isoformat(), *cursor.fetchone())))
