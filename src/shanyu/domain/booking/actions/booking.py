"""Booking a session, taking up an offer, giving up a place. The claim itself is one statement (`claims`)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from shanyu.domain.booking import claims, jobs, rules
from shanyu.domain.booking.answers import refuse
from shanyu.domain.booking.claims import Answer, Asked
from shanyu.domain.booking.models import Booking, Session, Signature
from shanyu.domain.booking.refusals import (
    AgreementNeeded,
    BookingGone,
    ChildrenNeeded,
    TooManyAdults,
    TooOld,
    TooYoung,
)
from shanyu.domain.people.briefs import ChildBrief, children_among
from shanyu.domain.people.models import Child
from shanyu.kernel.door import Actor, OutOfReach, Role, audit
from shanyu.kernel.door.verbs import action

#: The codes of a claim that made a booking: its states.
_NEW = ("booked", "held", "waiting")
#: What must be known of a session before the claim, which reads the rest itself.
_READS = ("public_id", "unit", "starts_at", "age_from", "age_to", "most_adults", "agreement")


@action("booking.book", on=Session, alone=True, reads=_READS)
def book(
    actor: Actor, session: Session, *, children: Sequence[UUID], key: UUID, adults: int = 1, join: bool = True
) -> Booking:
    """Book for these children of one household, all or nothing: a place, or a place in line when it is full.

    `children` may be empty only where a place is a family's. `join=False` does not stand in line. The same
    `key` of the same account gives the same booking again, whatever has become of the connection.
    Raises OutOfReach for a child that is not one's own, and the refusals of this domain.
    """
    own = _own(actor, children)
    _check(actor, session, own, adults)
    household = own[0].household_id if own else _household_of(actor)
    asked = Asked(
        session=session.pk,
        account=actor.account_id,
        household=household,
        children=[child.pk for child in own],
        key=key,
        adults=adults,
        join=join,
    )
    answer = claims.claim(asked)
    return _done(answer, session, _made(asked, answer) if answer.code in _NEW else None)


@action("booking.accept", on=Booking, alone=True)
def accept(actor: Actor, booking: Booking) -> Booking:
    """Take up the place one was offered, or confirm the one that is held. Raises BookingGone, Clash, WeekFull."""
    return _done(claims.accept(booking.pk, actor.account_id), booking.session)


@action("booking.cancel", on=Booking, alone=True)
def cancel(actor: Actor, booking: Booking) -> Booking:
    """Give up a place, an offer or a place in line; the place goes down the line at once. Raises BookingGone.

    After the session's `cancel_until` it is a late cancellation, which counts as a trust mark.
    """
    if claims.release(booking.pk, actor.account_id) == "gone":
        raise BookingGone
    jobs.tell_soon()
    booking.refresh_from_db()
    return booking


def _own(actor: Actor, public_ids: Sequence[UUID]) -> list[ChildBrief]:
    """These children, each the actor's own and all of one household; the eldest first."""
    wanted = set(public_ids)
    found = children_among(actor.targets(Role.GUARDIAN, "child"), wanted) if wanted else []
    if len(found) != len(wanted) or len({child.household_id for child in found}) > 1:
        raise OutOfReach
    return found


def _household_of(actor: Actor) -> int | None:
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    return children.order_by("household").values_list("household", flat=True).first()


def _check(actor: Actor, session: Session, children: list[ChildBrief], adults: int) -> None:
    """What cannot change between now and the claim: ages, number of adults, the signature."""
    if not children and session.unit == "child":
        raise ChildrenNeeded
    band = {"from": session.age_from, "to": session.age_to}
    ages = [rules.age_on(child.born, session.starts_at) for child in children]
    misfit = rules.out_of_band(ages, session.age_from, session.age_to)
    if misfit:
        raise (TooYoung if misfit == "too_young" else TooOld)(**band)
    if not 1 <= adults <= session.most_adults:
        raise TooManyAdults(most=session.most_adults)
    if session.agreement_id and not _signed(actor, session):
        raise AgreementNeeded(title=session.agreement.title)


def _signed(actor: Actor, session: Session) -> bool:
    return Signature.objects.filter(account=actor.account_id, agreement=session.agreement_id).exists()


def _made(asked: Asked, answer: Answer) -> Booking:
    """The booking that a claim has just made, without asking for it: what is not known here is read when used."""
    known = {
        "id": answer.booking,
        "public_id": asked.public_id,
        "session_id": asked.session,
        "account_id": asked.account,
        "household_id": asked.household,
        "key": asked.key,
        "state": answer.code,
    }
    names = [field.attname for field in Booking._meta.concrete_fields if field.attname in known]
    return Booking.from_db(DEFAULT_DB_ALIAS, names, [known[name] for name in names])


def _done(answer: Answer, session: Session, made: Booking | None = None) -> Booking:
    """The booking an answer is about, after planning that the family be told; or the refusal it stands for."""
    if answer.code not in {*_NEW, "same"}:
        raise refuse(answer, session)
    if answer.code != "same":
        jobs.tell_soon()
    made = made or Booking.objects.get(pk=answer.booking)
    made.session = session
    audit.touched(made)
    return made
