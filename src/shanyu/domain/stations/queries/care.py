"""One child in drop-in care: who may fetch it, who minds it, how its guardians are reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shanyu.domain.booking.models import BookedChild, Booking
from shanyu.domain.booking.names import given_name
from shanyu.domain.people.models import Account, Child, Guardianship, Household
from shanyu.domain.providers.models import Worker
from shanyu.domain.stations.actions.handing import last_of
from shanyu.domain.stations.kinds import PickUpRelation, Step
from shanyu.domain.stations.models import HandOver, Minding, PickUpPerson
from shanyu.domain.stations.presence import minders_at
from shanyu.domain.stations.queries.roster import CareLine, care_lines
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import because, touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class AdultLine:
    """An adult who may bring and fetch a child: a guardian, or a person whom a guardian named."""

    key: str
    name: str
    relation: str
    guardian: UUID | None
    person: UUID | None


@dataclass(frozen=True)
class Care:
    line: CareLine
    adults: list[AdultLine]
    minders: list[Worker]
    me: Worker | None
    steps: list[HandOver]
    undoable: HandOver | None


@dataclass(frozen=True)
class Contact:
    """A guardian with the telephone in clear. Shown once, kept nowhere."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True)
class Minded:
    """What a family sees of one child's time: brought and fetched when, by whom minded now."""

    child: str
    came_at: datetime | None
    left_at: datetime | None
    minder: str


@query("stations.care_of", on=BookedChild)
def care_of(actor: Actor, booked: BookedChild) -> Care:
    """One booked child, with the adults who may bring and fetch it and the carers there."""
    moment, site = now(), booked.session.host.site
    open_minding = list(
        Minding.objects.filter(booked=booked, void=False, during__endswith__isnull=True).select_related(
            "worker"
        )
    )
    lines = care_lines(site, booked.session.starts_at, booked.session.ends_at, open_minding, moment)
    line = next((one for one in lines if one.booked.pk == booked.pk), None)
    steps = HandOver.objects.filter(booked=booked).select_related(
        "worker", "person", "guardian", "corrects", "corrected_by"
    )
    last = last_of(booked)
    return Care(
        line=line,
        adults=adults_of(booked.child),
        minders=minders_at(site.pk, moment),
        me=Worker.objects.filter(account=actor.account_id).first(),
        steps=list(steps.order_by("pk")),
        undoable=last if last and last.at.date() == moment.date() else None,
    )


@query("stations.call_guardian", on=BookedChild)
def call_guardian(actor: Actor, booked: BookedChild) -> list[Contact]:
    """The telephones of a child's guardians, whoever booked first. The trail keeps who asked."""
    because("call")
    ships = guardianships(booked.child)
    touched(*[ship.account for ship in ships])
    ordered = sorted(ships, key=lambda ship: ship.account_id != booked.booking.account_id)
    return [
        Contact(ship.account.name, ship.get_relation_display(), ship.account.phone.reveal())
        for ship in ordered
        if ship.account.phone
    ]


@query("stations.minding_of", on=Booking)
def minding_of(actor: Actor, booking: Booking) -> list[Minded]:
    """When each child of a booking was brought and fetched, and who minds it now."""
    found = []
    for booked in BookedChild.objects.filter(booking=booking).select_related("child").order_by("pk"):
        steps = HandOver.objects.filter(booked=booked, corrected_by=None).order_by("pk")
        times = {step.step: step.at for step in steps if step.step != Step.UNDO}
        open_minding = (
            Minding.objects.filter(booked=booked, void=False, during__endswith__isnull=True)
            .select_related("worker")
            .first()
        )
        minder = open_minding.worker.name if open_minding else ""
        name = given_name(booked.child)
        left = None if open_minding else times.get(Step.OUT)
        found.append(Minded(name, times.get(Step.IN), left, minder))
    return found


@query("stations.pick_up_persons", of=Household)
def pick_up_persons(actor: Actor, households: QuerySet[Household]) -> list[PickUpPerson]:
    """The adults whom one's household has named, and who still may fetch its children."""
    rows = PickUpPerson.objects.filter(household__in=households, ended_at=None)
    return list(rows.select_related("household").order_by("pk"))


def guardianships(child: Child) -> list[Guardianship]:
    rows = Guardianship.objects.filter(child=child, valid__contains=today()).select_related("account")
    return list(rows.order_by("pk"))


def adults_of(child: Child) -> list[AdultLine]:
    """Guardians first, then the named persons with their name in full, which must be compared at the door."""
    ships = guardianships(child)
    persons = list(PickUpPerson.objects.filter(household=child.household_id, ended_at=None).order_by("pk"))
    touched(*[ship.account for ship in ships], *persons)
    return [*_guardians(ships), *_persons(persons)]


def _guardians(ships: Iterable[Guardianship]) -> list[AdultLine]:
    found: dict[int, AdultLine] = {}
    for ship in ships:
        account: Account = ship.account
        found[account.pk] = AdultLine(
            f"g:{account.public_id}", account.name, ship.get_relation_display(), account.public_id, None
        )
    return list(found.values())


def _persons(persons: Iterable[PickUpPerson]) -> list[AdultLine]:
    return [
        AdultLine(
            f"p:{one.public_id}",
            one.name.reveal(),
            str(PickUpRelation(one.relation).label),
            None,
            one.public_id,
        )
        for one in persons
    ]
