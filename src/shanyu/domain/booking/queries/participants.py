"""Who comes to a session, as far as its host needs to know (`booking.names`); read only for its own sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from shanyu.domain.booking.kinds import IN_LINE, BookingState
from shanyu.domain.booking.models import AttendanceMark, BookedChild, Booking, Session
from shanyu.domain.booking.names import given_name, guardian_name
from shanyu.domain.booking.rules import age_on
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query

#: States of families that are expected, or came.
EXPECTED = (BookingState.BOOKED, BookingState.HELD, BookingState.ATTENDED, BookingState.NO_SHOW)


@dataclass(frozen=True)
class Guest:
    """A child as a host sees it: its given name and its completed months on the day."""

    name: str
    months: int


@dataclass(frozen=True)
class Party:
    """One family's booking. `position` is its place in line, from 1; `outcome` is what a visit led to."""

    key: UUID
    pk: int
    name: str
    children: list[Guest]
    adults: int
    places: int
    state: str
    group: str
    position: int | None
    until: datetime | None
    arrived_at: datetime | None
    since: datetime


@dataclass(frozen=True)
class Participants:
    """Everybody of a session: expected families by name, the line in its order, and who is out again."""

    session: Session
    expected: list[Party]
    line: list[Party]
    gone: int
    marked: int

    @property
    def arrived(self) -> int:
        return sum(one.state == BookingState.ATTENDED for one in self.expected)

    @property
    def absent(self) -> int:
        return sum(one.state == BookingState.NO_SHOW for one in self.expected)

    @property
    def open(self) -> int:
        return sum(one.state in (BookingState.BOOKED, BookingState.HELD) for one in self.expected)

    @property
    def children(self) -> int:
        return sum(len(one.children) for one in self.expected)


@dataclass(frozen=True)
class LineParty:
    """A family in line: its position from 1, among so many."""

    session: Session
    booking: Booking
    name: str
    position: int
    waiting: int


@query("booking.participants", on=Session)
def participants(actor: Actor, session: Session) -> Participants:
    """The families of a session: names masked, children by given name and month-age. No phone, no address."""
    session = Session.objects.select_related("host__site", "host__partner", "counter").get(pk=session.pk)
    children = BookedChild.objects.select_related("child").order_by("child__born", "pk")
    rows = Booking.objects.filter(session=session).select_related("account", "pool")
    rows = rows.filter(state__in=[*EXPECTED, *IN_LINE]).prefetch_related(Prefetch("children", children))
    found = list(rows.order_by("line", "created_at", "pk"))
    line, position = [], 0
    for row in (one for one in found if one.state in IN_LINE):
        position += row.state == BookingState.WAITING
        line.append(_party(row, session, position if row.state == BookingState.WAITING else None))
    expected = [_party(row, session, None) for row in found if row.state in EXPECTED]
    expected.sort(key=lambda one: (one.children[0].name if one.children else "", one.name, one.pk))
    touched(*found, *(child.child for row in found for child in row.children.all()))
    gone = Booking.objects.filter(session=session).exclude(state__in=[*EXPECTED, *IN_LINE]).count()
    marked = AttendanceMark.objects.filter(booking__session=session).count()
    return Participants(session, expected, line, gone, marked)


def _party(row: Booking, session: Session, position: int | None) -> Party:
    guests = [
        Guest(given_name(one.child), age_on(one.child.born, session.starts_at)) for one in row.children.all()
    ]
    return Party(
        key=row.public_id,
        pk=row.pk,
        name=guardian_name(row.account),
        children=guests,
        adults=row.adults,
        places=row.places,
        state=row.state,
        group=row.pool.group if row.pool else "",
        position=position,
        until=row.until,
        arrived_at=row.arrived_at,
        since=row.created_at,
    )


@query("booking.line_booking", on=Booking)
def line_booking(actor: Actor, booking: Booking) -> LineParty:
    """One family in line, with how many wait there: what a change of the order is decided on."""
    row = Booking.objects.select_related("account", "session__host__site", "session__host__partner").get(
        pk=booking.pk
    )
    line = Booking.objects.filter(session=row.session, state=BookingState.WAITING)
    ahead = line.filter(line__lt=row.line).count() if row.line is not None else 0
    return LineParty(row.session, row, guardian_name(row.account), ahead + 1, line.count())
