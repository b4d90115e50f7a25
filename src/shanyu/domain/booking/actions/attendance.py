"""At the door: who arrived, who did not come, and what was marked by mistake. Marks may come late and twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shanyu.domain.booking import codes, trust
from shanyu.domain.booking.kinds import BookingState, SessionState
from shanyu.domain.booking.models import AttendanceMark, Booking, Counter, Session, TrustMark
from shanyu.domain.booking.refusals import CalledOff, TooEarly
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action

#: So long before a session begins families may be marked as arrived.
EARLIEST = timedelta(hours=1)
MOST_MARKS = 500
#: States between which marks move a booking.
MARKABLE = (BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)
_STATES = {
    AttendanceMark.Kind.ARRIVED: BookingState.ATTENDED,
    AttendanceMark.Kind.NO_SHOW: BookingState.NO_SHOW,
    AttendanceMark.Kind.UNDO: BookingState.BOOKED,
}


@dataclass(frozen=True)
class Mark:
    """One mark as a device made it: its own id, which booking (by public id or by code), what, and when."""

    mark: UUID
    kind: str
    at: datetime
    booking: UUID | None = None
    code: str = ""


@dataclass(frozen=True)
class Marked:
    """What became of a mark: the booking it met and its state now; or `problem`, a name of a refusal."""

    mark: UUID
    booking: Booking | None = None
    problem: str = ""


@action("booking.mark_attendance", on=Session)
def mark_attendance(actor: Actor, session: Session, marks: Sequence[Mark]) -> list[Marked]:
    """Take marks in the order in which they were made. A bad mark does not stop a good one.

    A mark that came before is answered again and not counted again; an older mark does not undo a newer one
    of the same booking. Problems: `unknown` (no such booking here), `not_markable`. Raises TooEarly, CalledOff.
    """
    _check_open(session)
    # Cancelling takes the same lock: a family cannot arrive and cancel at once.
    Counter.objects.select_for_update().get(pk=session.pk)
    rows = {row.public_id: row for row in _rows(session)}
    kept = {mark.mark for mark in marks[:MOST_MARKS]}
    known = set(AttendanceMark.objects.filter(mark__in=kept).values_list("mark", flat=True))
    newest = _newest(rows.values())
    answers = []
    for mark in sorted(marks[:MOST_MARKS], key=lambda one: one.at):
        booking = rows.get(mark.booking) or (codes.find(rows.values(), mark.code) if mark.code else None)
        answers.append(_taken(actor, session, mark, booking, known, newest))
    touched(*(answer.booking for answer in answers if answer.booking))
    return answers


@action("booking.close_attendance", on=Session)
def close_attendance(actor: Actor, session: Session) -> int:
    """After a session has ended, note everybody who was never marked as not having come. How many families.

    Raises TooEarly before its end, CalledOff.
    """
    if session.state == SessionState.CANCELLED:
        raise CalledOff
    if session.ends_at > now():
        raise TooEarly
    Counter.objects.select_for_update().get(pk=session.pk)
    rows = [row for row in _rows(session) if row.state == BookingState.BOOKED]
    for row in rows:
        _put(row, AttendanceMark.Kind.NO_SHOW, now())
    touched(*rows)
    return len(rows)


def _check_open(session: Session) -> None:
    if session.state != SessionState.PUBLISHED:
        raise CalledOff
    if now() < session.starts_at - EARLIEST:
        raise TooEarly


def _rows(session: Session) -> list[Booking]:
    """The bookings that marks may move, locked: all of them before the first mark changes the session's turnout,
    because feedback locks a booking and then the turnout."""
    rows = Booking.objects.filter(session=session, state__in=MARKABLE).order_by("pk")
    return list(rows.select_for_update(no_key=True))


def _newest(rows: Iterable[Booking]) -> dict[int, datetime]:
    """When each booking was last marked, by the marks' own time."""
    marks = AttendanceMark.objects.filter(booking__in=list(rows)).order_by("at", "pk")
    return dict(marks.values_list("booking_id", "at"))


def _taken(
    actor: Actor,
    session: Session,
    mark: Mark,
    booking: Booking | None,
    known: set[UUID],
    newest: dict[int, datetime],
) -> Marked:
    if booking is None:
        return Marked(mark.mark, problem="unknown")
    if mark.kind not in _STATES:
        return Marked(mark.mark, problem="not_markable")
    if mark.mark in known:
        return Marked(mark.mark, booking)
    # A device's clock may be wrong: nobody arrives before the doors open or after now.
    at = min(max(mark.at, session.starts_at - EARLIEST), now())
    AttendanceMark.objects.create(
        mark=mark.mark, booking=booking, kind=mark.kind, account_id=actor.account_id, at=at, created_at=now()
    )
    known.add(mark.mark)
    if at >= newest.get(booking.pk, at):
        _put(booking, mark.kind, at)
        newest[booking.pk] = at
    return Marked(mark.mark, booking)


def _put(booking: Booking, kind: str, at: datetime) -> None:
    booking.state = _STATES[AttendanceMark.Kind(kind)]
    booking.arrived_at = at if booking.state == BookingState.ATTENDED else None
    booking.save(update_fields=["state", "arrived_at"])
    if booking.state == BookingState.NO_SHOW:
        trust.mark(booking, TrustMark.Kind.NO_SHOW, at)
    else:
        trust.unmark(booking)
