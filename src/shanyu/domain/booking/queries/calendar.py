"""What a calendar feed holds: a family's bookings, or a host's sessions, over the last and the coming year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from shanyu.domain.booking.actions.calendar import hash_of
from shanyu.domain.booking.kinds import BookingState, SessionState
from shanyu.domain.booking.models import Booking, CalendarLink, Host, Session
from shanyu.domain.booking.reach import HOSTS, own_bookings
from shanyu.domain.people.actors import actor_for
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, OutOfReach, audit
from shanyu.kernel.door.verbs import query

BACK = timedelta(days=180)
AHEAD = timedelta(days=366)
MOST = 2000
#: A family's calendar shows these as they are, and those that ended as cancelled.
_GOES = (BookingState.HELD, BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)
_MAYBE = (BookingState.OFFERED, BookingState.WAITING)
_ENDED = (BookingState.CANCELLED, BookingState.CANCELLED_LATE, BookingState.CALLED_OFF, BookingState.DECLINED)


@dataclass(frozen=True)
class CalendarEvent:
    """One entry of a calendar. `status` is CONFIRMED, TENTATIVE or CANCELLED; `sequence` grows with each change."""

    uid: str
    session: Session
    status: str
    sequence: int
    changed: datetime
    path: str
    booking: Booking | None = None


@dataclass(frozen=True)
class Feed:
    """A feed in the language of its account; `host` is None for a family's own."""

    language: str
    host: Host | None
    events: list[CalendarEvent]


@query("booking.my_calendar_links", of=CalendarLink)
def my_calendar_links(actor: Actor, links: QuerySet[CalendarLink]) -> list[CalendarLink]:
    """One's own addresses that still work."""
    open_ones = links.filter(revoked_at__isnull=True)
    return list(open_ones.select_related("host__site", "host__partner").order_by("pk"))


@query("booking.calendar_feed")
def calendar_feed(actor: Actor, *, secret: str) -> Feed:
    """The feed behind a secret address. Raises OutOfReach for one that never was, ended, or may no longer be seen."""
    link = (
        CalendarLink.objects.select_related("account", "host__site", "host__partner")
        .filter(secret_hash=hash_of(secret), revoked_at__isnull=True, account__is_active=True)
        .first()
    )
    if link is None:
        raise OutOfReach
    audit.touched(link)
    owner = actor_for(link.account_id, assurance=2)
    events = _of_family(owner) if link.host is None else _of_host(owner, link.host)
    return Feed(link.account.language, link.host, events)


@query("booking.calendar_event", on=Booking)
def calendar_event(actor: Actor, booking: Booking) -> CalendarEvent:
    """One booking as an entry of a calendar, to download."""
    row = Booking.objects.select_related("session__host__site", "session__host__partner").get(pk=booking.pk)
    return _of_booking(row)


def _of_family(owner: Actor) -> list[CalendarEvent]:
    rows = Booking.objects.filter(
        own_bookings(owner), _window("session__"), state__in=(*_GOES, *_MAYBE, *_ENDED)
    )
    rows = rows.select_related("session__host__site", "session__host__partner")
    return [_of_booking(row) for row in rows.order_by("session__starts_at", "pk")[:MOST]]


def _of_host(owner: Actor, host: Host) -> list[CalendarEvent]:
    reach = Q(pk__in=[])
    for role, hosts in HOSTS.items():
        if role in owner.roles:
            reach |= hosts(owner)
    if not Host.objects.filter(reach, pk=host.pk).exists():
        raise OutOfReach
    rows = Session.objects.filter(_window(""), host=host).exclude(state=SessionState.DRAFT)
    rows = rows.select_related("host__site", "host__partner", "counter")
    return [_of_session(row) for row in rows.order_by("starts_at", "pk")[:MOST]]


def _window(path: str) -> Q:
    return Q(**{f"{path}starts_at__gt": now() - BACK, f"{path}starts_at__lt": now() + AHEAD})


def _of_booking(booking: Booking) -> CalendarEvent:
    changed = max(booking.modified_at, booking.session.modified_at)
    return CalendarEvent(
        uid=f"booking-{booking.public_id}@shanyu",
        session=booking.session,
        status=_status(booking),
        sequence=_sequence(changed, (booking.created_at, booking.session.created_at)),
        changed=changed,
        path=f"/family/bookings/{booking.public_id}/",
        booking=booking,
    )


def _of_session(session: Session) -> CalendarEvent:
    cancelled = session.state == SessionState.CANCELLED
    return CalendarEvent(
        uid=f"session-{session.public_id}@shanyu",
        session=session,
        status="CANCELLED" if cancelled else "CONFIRMED",
        sequence=_sequence(session.modified_at, (session.created_at,)),
        changed=session.modified_at,
        path=f"/activities/{session.public_id}/",
    )


def _status(booking: Booking) -> str:
    if booking.state in _ENDED or booking.session.state == SessionState.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if booking.state in _GOES else "TENTATIVE"


def _sequence(changed: datetime, made: Iterable[datetime]) -> int:
    """Seconds since it was made: a later state of the same entry always has a larger number."""
    return max(0, int((changed - min(made)).total_seconds()))
