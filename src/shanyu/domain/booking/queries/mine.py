"""A family's own bookings: the list, and the page of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from shanyu.domain.booking.codes import code_of
from shanyu.domain.booking.kinds import BookingState, SessionKind
from shanyu.domain.booking.models import BookedChild, Booking, Entry, Feedback, TrustMark
from shanyu.domain.booking.queries.line import LineView, line_of, positions
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query

PAGE = 20
#: Bookings to come that one family's list shows at most.
MOST_COMING = 100
COMING = (BookingState.HELD, BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING)
ASKED = (BookingState.HELD, BookingState.OFFERED)
#: What a family is told before the time has come: also that it need not go.
AHEAD = (*COMING, BookingState.CALLED_OFF)
PLACED = (BookingState.BOOKED, BookingState.ATTENDED)


@dataclass(frozen=True)
class MyBooking:
    """One line of a family's list. `position` is the place in line, where it waits."""

    booking: Booking
    children: list[str]
    position: int | None = None
    may_tell: bool = False


@dataclass(frozen=True)
class MyBookings:
    """A family's bookings: what waits for its answer, what comes, where it waits, and a page of what was.

    `called_off` are those whose host called them off, until their time has passed.
    """

    asked: list[MyBooking]
    called_off: list[MyBooking]
    coming: list[MyBooking]
    line: list[MyBooking]
    past: list[MyBooking]
    past_total: int
    marks: int


@dataclass(frozen=True)
class BookingView:
    """One booking as its family reads it. `children` are names; `code` is shown at the door where it has a place."""

    booking: Booking
    children: list[str]
    code: str
    line: LineView | None
    note: str
    feedback: Feedback | None
    mark: TrustMark | None
    entries: list[Entry]
    late: bool
    may_cancel: bool
    may_tell: bool


@dataclass(frozen=True)
class VisitNote:
    """A visit and what the family noted of it."""

    booking: Booking
    note: str


@query("booking.my_bookings", of=Booking)
def my_bookings(actor: Actor, bookings: QuerySet[Booking], *, page: int = 1) -> MyBookings:
    """The actor's family's bookings; `page` is of the past ones, PAGE each. The same few questions always."""
    moment = now()
    lies_ahead = Q(state__in=AHEAD, session__ends_at__gt=moment)
    coming = list(_rows(bookings.filter(lies_ahead)).order_by("session__starts_at", "pk")[:MOST_COMING])
    past = bookings.exclude(lies_ahead)
    begin = (page - 1) * PAGE
    over = list(_rows(past).order_by("-session__starts_at", "-pk")[begin : begin + PAGE])
    audit.touched(*coming, *over)
    places = positions(coming)
    mine = [MyBooking(row, _names(row), places.get(row.pk)) for row in coming]
    return MyBookings(
        asked=[one for one in mine if one.booking.state in ASKED],
        called_off=[one for one in mine if one.booking.state == BookingState.CALLED_OFF],
        coming=[one for one in mine if one.booking.state == BookingState.BOOKED],
        line=[one for one in mine if one.booking.state == BookingState.WAITING],
        past=[MyBooking(row, _names(row), may_tell=_may_tell(row, moment)) for row in over],
        past_total=past.count(),
        marks=TrustMark.objects.filter(booking__in=bookings, forgiven=False).count(),
    )


@query("booking.booking_page", on=Booking)
def booking_page(actor: Actor, booking: Booking) -> BookingView:
    """One of one's own bookings: how it stands, what has happened, what may be done."""
    row = _rows(Booking.objects.filter(pk=booking.pk)).get()
    moment = now()
    return BookingView(
        booking=row,
        children=_names(row),
        code=code_of(row) if row.state in PLACED else "",
        line=line_of(row),
        note=row.note.reveal() if row.note else "",
        feedback=getattr(row, "feedback", None),
        mark=getattr(row, "trust_mark", None),
        entries=list(Entry.objects.filter(booking=row).order_by("at", "pk")),
        late=row.state == BookingState.BOOKED and row.session.cancel_until < moment,
        may_cancel=_may_cancel(row, moment),
        may_tell=_may_tell(row, moment),
    )


@query("booking.my_visits", of=Booking)
def my_visits(actor: Actor, bookings: QuerySet[Booking]) -> list[VisitNote]:
    """The family's visits that it noted something of, the newest first: side by side they compare."""
    visits = bookings.filter(session__kind=SessionKind.VISIT, note__isnull=False)
    rows = list(_rows(visits).order_by("-session__starts_at", "-pk")[:PAGE])
    audit.touched(*rows)
    return [VisitNote(row, row.note.reveal()) for row in rows]


def _rows(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    children = Prefetch("children", BookedChild.objects.select_related("child").order_by("child__born", "pk"))
    return bookings.select_related(
        "session__host__site",
        "session__host__partner",
        "session__counter",
        "session__room",
        "feedback",
        "trust_mark",
    ).prefetch_related(children)


def _names(booking: Booking) -> list[str]:
    return [one.child.name.reveal() for one in _children(booking)]


def _children(booking: Booking) -> Iterable[BookedChild]:
    return booking.children.all()


def _may_cancel(booking: Booking, moment: datetime) -> bool:
    return booking.state in COMING and booking.session.ends_at > moment


def _may_tell(booking: Booking, moment: datetime) -> bool:
    """Feedback is for families that came, once."""
    came = booking.state == BookingState.ATTENDED
    return came and booking.session.ends_at <= moment and not hasattr(booking, "feedback")
