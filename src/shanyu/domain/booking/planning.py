"""Making and changing sessions inside a verb: what one session and a hundred of a series have in common."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q
from psycopg.types.range import TimestamptzRange

from shanyu.domain.booking import claims
from shanyu.domain.booking.drafting import Facts, facts_of, taken_refusals, values
from shanyu.domain.booking.kinds import STANDING, SessionState
from shanyu.domain.booking.letters import tell_changed
from shanyu.domain.booking.making import Batch, add_places
from shanyu.domain.booking.models import (
    BookedChild,
    Booking,
    Counter,
    Host,
    Pool,
    Series,
    Session,
    SessionStaff,
)
from shanyu.domain.booking.names import guardian_name
from shanyu.domain.booking.refusals import AlreadyOver, CalledOff, FamiliesElsewhere, FixedByBookings
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.kernel.clock import now


def make(host: Host, facts: Facts, batches: Sequence[Batch], series: Series | None = None) -> Session:
    """A draft with its places and staff. Raises Invalid, PlaceTaken, StaffTaken."""
    made = Session(host=host, series=series, **values(host, facts))
    with guarded(**taken_refusals(made)):
        made.save(force_insert=True)
        put_staff(made, facts.staff)
    add_places(made, batches)
    return made


def put_staff(session: Session, workers: Sequence[int]) -> None:
    """Let exactly these lead the session, for the time it takes. The caller guards the constraint."""
    during = span(session)
    SessionStaff.objects.filter(session=session).exclude(worker__in=workers).delete()
    SessionStaff.objects.filter(session=session).update(during=during, modified_at=now())
    there = set(SessionStaff.objects.filter(session=session).values_list("worker_id", flat=True))
    SessionStaff.objects.bulk_create(
        SessionStaff(session=session, worker_id=worker, during=during)
        for worker in dict.fromkeys(workers)
        if worker not in there
    )


def change(session: Session, facts: Facts) -> bool:
    """Change a session, and with its time the time of everybody who is booked.

    Whether time or place moved; then every family is told.

    Raises Invalid, CalledOff, AlreadyOver, FixedByBookings, PlaceTaken, StaffTaken, and FamiliesElsewhere
    where children would be in two places at once.
    """
    if session.state == SessionState.CANCELLED:
        raise CalledOff
    # Claims wait here, and read the session's new facts when they go on.
    Counter.objects.select_for_update().get(pk=session.pk)
    filled = values(session.host, facts)
    before = (session.starts_at, session.ends_at, session.room_id, session.place)
    opened = session.opens_at
    if filled["starts_at"] != session.starts_at and filled["starts_at"] <= now():
        raise AlreadyOver
    if filled["unit"] != session.unit and _standing(session).exists():
        raise FixedByBookings
    for name, value in filled.items():
        setattr(session, name, value)
    moved = before[:2] != (session.starts_at, session.ends_at)
    if moved:
        _check_families(session)
    with guarded(**taken_refusals(session)):
        session.save()
        put_staff(session, facts.staff)
    if moved:
        with guarded(booked_child_in_one_place=FamiliesElsewhere(names="")):
            BookedChild.objects.filter(session=session).update(during=span(session))
    if opened != session.opens_at:
        Pool.objects.filter(session=session, opens_at=opened).update(opens_at=session.opens_at)
    claims.replan(session.pk)
    different = before != (session.starts_at, session.ends_at, session.room_id, session.place)
    if different and session.state == SessionState.PUBLISHED:
        tell_changed(session)
    return different


def shifted(session: Session, by: timedelta) -> Facts:
    """The facts of a session moved by so much; what was told by its start moves along."""
    return facts_of(session).moved(by)


def copied(session: Session, starts_at: datetime) -> tuple[Facts, list[Batch]]:
    """A session's facts and places for another start: opening and waves stand as long before it as they did."""
    by = starts_at - session.starts_at
    facts = replace(facts_of(session).moved(by), opens_at=max(session.opens_at + by, now()), popular=None)
    return facts, [
        Batch(
            capacity=pool.capacity,
            group=pool.group,
            opens_at=max(pool.opens_at + by, facts.opens_at),
            open_to_all_at=pool.open_to_all_at + by if pool.open_to_all_at else None,
        )
        for pool in session.pools.exclude(capacity=0)
    ]


def span(session: Session) -> TimestamptzRange:
    return TimestamptzRange(session.starts_at, session.ends_at, "[)")


def _standing(session: Session):
    return Booking.objects.filter(session=session, state__in=STANDING)


def _check_families(session: Session) -> None:
    """Refuse a time at which a child with a place here has a place elsewhere, and say whose."""
    here = BookedChild.objects.filter(session=session, standing="in")
    elsewhere = BookedChild.objects.filter(
        ~Q(session=session),
        standing="in",
        during__overlap=span(session),
        child__in=here.values("child"),
    )
    families = Booking.objects.filter(children__in=here.filter(child__in=elsewhere.values("child")))
    names = [guardian_name(one.account) for one in families.select_related("account").distinct()]
    if names:
        raise FamiliesElsewhere(names="、".join(names))
