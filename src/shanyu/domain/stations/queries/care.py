"""One child in drop-in care: who may fetch it, who minds it, how its guardians are reached."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shanyu.domain.booking.models import BookedChild, Booking
from shanyu.domain.booking.names import given_name
from shanyu.domain.people.models import Household
from shanyu.domain.providers.models import Worker
from shanyu.domain.stations.actions.handing import last_of
from shanyu.domain.stations.kinds import Step
from shanyu.domain.stations.models import HandOver, Minding, PickUpPerson
from shanyu.domain.stations.presence import minders_at
from shanyu.domain.stations.queries.adults import guardianships
from shanyu.domain.stations.queries.roster import CareLine, care_lines
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor, OutOfReach
from shanyu.kernel.door.audit import because, touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_mobile


@dataclass(frozen=True)
class Care:
    line: CareLine
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


@dataclass(frozen=True)
class NamedAdult:
    public_id: UUID
    name: str
    phone: str
    relation: str


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
    if line is None:
        raise OutOfReach
    steps = HandOver.objects.filter(booked=booked).select_related(
        "worker", "person", "guardian", "corrects", "corrected_by"
    )
    last = last_of(booked)
    return Care(
        line=line,
        minders=minders_at(site.pk, moment),
        me=Worker.objects.filter(account=actor.account_id).first(),
        steps=list(steps.order_by("pk")),
        undoable=last if last and local(last.at).date() == today() else None,
    )


@query("stations.call_guardian", on=BookedChild)
def call_guardian(actor: Actor, booked: BookedChild) -> list[Contact]:
    """The telephones of a child's guardians, whoever booked first. The trail keeps who asked."""
    because("call")
    ships = guardianships([booked.child])
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


@dataclass(frozen=True)
class PickUp:
    """A household's named adults as the family sees them: names in full, telephones masked."""

    household: Household | None
    persons: list[NamedAdult]


@query("stations.pick_up_persons", of=Household)
def pick_up_persons(actor: Actor, households: QuerySet[Household]) -> PickUp:
    """The adults whom one's household has named, and who still may fetch its children."""
    household = households.order_by("pk").first()
    rows = PickUpPerson.objects.filter(household=household, ended_at=None).order_by("pk")
    persons = [
        NamedAdult(
            one.public_id, one.name.reveal(), one.phone.masked(mask_mobile), one.get_relation_display()
        )
        for one in rows
    ]
    touched(*rows)
    return PickUp(household, persons)
