"""Sessions and bookings in version 1 of the API: find, book, accept, cancel; a host's own sessions in numbers."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Query, Router

from shanyu.domain.booking.actions import accept as take_up
from shanyu.domain.booking.actions import book
from shanyu.domain.booking.actions import cancel as give_up
from shanyu.domain.booking.kinds import PROGRAMME_KINDS
from shanyu.domain.booking.queries import (
    SessionSearch,
    booking_form,
    booking_page,
    find_sessions,
    my_bookings,
    session_page,
)
from shanyu.domain.booking.queries.hosting import Filters, host_table
from shanyu.faces.api import booking_schemas as schemas
from shanyu.faces.api import booking_shapes as made
from shanyu.faces.api.paging import next_page
from shanyu.faces.api.shapes import place
from shanyu.kernel.clock import today
from shanyu.ui.pages import Page

router = Router()

IdempotencyKey = Annotated[
    UUID, Header(alias="Idempotency-Key", description="A fresh UUID; sent again, it has the same answer")
]


@router.get(
    "/sessions",
    response=schemas.Sessions,
    url_name="sessions",
    operation_id="findSessions",
    tags=["sessions"],
)
def sessions(request: HttpRequest, asked: Query[schemas.SessionsAsked]) -> schemas.Sessions:
    """Published sessions that have not begun, by time, or by minutes on foot from `near`."""
    since = _coming(asked.since)
    search = SessionSearch(
        since=since,
        until=since + timedelta(days=asked.days - 1),
        near=place(asked.near, asked.datum),
        minutes=asked.minutes,
        months=tuple(asked.months),
        kinds=tuple(asked.kind) or PROGRAMME_KINDS,
        spoken=asked.spoken or "",
        places=asked.free_places,
        sort=asked.sort,
        limit=asked.limit,
        offset=asked.offset,
    )
    found = find_sessions(request.actor, search)
    return schemas.Sessions(
        items=made.items(found.items, asked.datum),
        total=found.total,
        total_is_least=found.total_is_least,
        next=next_page(request, asked.offset, len(found.items), found.total, least=found.total_is_least),
        datum=asked.datum,
    )


@router.get(
    "/sessions/{session_id}",
    response=schemas.SessionOut,
    url_name="session",
    operation_id="readSession",
    tags=["sessions"],
)
def session(request: HttpRequest, session_id: UUID, asked: Query[schemas.SessionAsked]) -> schemas.SessionOut:
    """One session. A cancelled one still has a page, and its state says so."""
    return made.session(session_page(request.actor, session_id), asked.datum)


@router.get(
    "/sessions/{session_id}/children",
    response=list[schemas.ChildOut],
    url_name="session_children",
    operation_id="childrenForSession",
    tags=["bookings"],
)
def session_children(request: HttpRequest, session_id: UUID) -> list[schemas.ChildOut]:
    """The key owner's own children before this session: which fit, and why another does not."""
    form = booking_form(request.actor, session_id)
    return [schemas.ChildOut(id=one.public_id, months=one.months, why=one.why) for one in form.children]


@router.post(
    "/sessions/{session_id}/bookings",
    response={201: schemas.BookingOut},
    url_name="book",
    operation_id="book",
    tags=["bookings"],
)
def make_booking(
    request: HttpRequest,
    session_id: UUID,
    wanted: schemas.BookIn,
    key: IdempotencyKey,
) -> tuple[int, schemas.BookingOut]:
    """Book, all or nothing: a place, or a place in line. The same key of the same account has the same answer."""
    row = book(
        request.actor, session_id, children=wanted.children, key=key, adults=wanted.adults, join=wanted.join
    )
    return 201, _booking(request, row.public_id)


@router.get(
    "/bookings", response=schemas.Bookings, url_name="bookings", operation_id="myBookings", tags=["bookings"]
)
def bookings(request: HttpRequest, asked: Query[schemas.BookingsAsked]) -> schemas.Bookings:
    """The bookings of the key owner's family."""
    found = my_bookings(request.actor, page=asked.page)
    return schemas.Bookings(
        asked=made.bookings(found.asked),
        called_off=made.bookings(found.called_off),
        coming=made.bookings(found.coming),
        line=made.bookings(found.line),
        past=made.bookings(found.past),
        past_total=found.past_total,
    )


@router.get(
    "/bookings/{booking_id}",
    response=schemas.BookingOut,
    url_name="booking",
    operation_id="readBooking",
    tags=["bookings"],
)
def booking(request: HttpRequest, booking_id: UUID) -> schemas.BookingOut:
    """One booking of the key owner's family."""
    return _booking(request, booking_id)


@router.delete(
    "/bookings/{booking_id}",
    response=schemas.BookingOut,
    url_name="booking",
    operation_id="cancelBooking",
    tags=["bookings"],
)
def cancel(request: HttpRequest, booking_id: UUID) -> schemas.BookingOut:
    """Give up a place, an offer or a place in line; after `cancel_until` it counts as late."""
    give_up(request.actor, booking_id)
    return _booking(request, booking_id)


@router.post(
    "/bookings/{booking_id}/accept",
    response=schemas.BookingOut,
    url_name="accept",
    operation_id="acceptOffer",
    tags=["bookings"],
)
def accept(request: HttpRequest, booking_id: UUID) -> schemas.BookingOut:
    """Take up the place that was offered, or confirm the one that is held."""
    take_up(request.actor, booking_id)
    return _booking(request, booking_id)


@router.get(
    "/hosts/{host_id}/sessions",
    response=schemas.HostSessions,
    url_name="host_sessions",
    operation_id="hostSessions",
    tags=["hosts"],
)
def host_sessions(
    request: HttpRequest, host_id: UUID, asked: Query[schemas.HostSessionsAsked]
) -> schemas.HostSessions:
    """The sessions of a host that the key's owner acts for, in numbers: places, taken, in line. Never who."""
    found = host_table(
        request.actor, host_id, Filters(since=day_of(asked.since), until=day_of(asked.until)), page=asked.page
    )
    return schemas.HostSessions(
        items=[made.host_session(row) for row in found.rows],
        total=found.total,
        page=found.number,
        size=found.size,
    )


def day_of(text: str | None) -> date | None:
    """A day as it was checked; one that its month does not have is the month's last."""
    if text is None:
        return None
    year, month, day = map(int, text.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _coming(text: str | None) -> date:
    """A day from today on, a year ahead at the most; today where none is given."""
    return min(max(day_of(text) or today(), today()), today() + timedelta(days=366))


def _booking(request: HttpRequest, booking_id: UUID) -> schemas.BookingOut:
    view = booking_page(request.actor, booking_id)
    return made.booking(view.booking, view.line.position if view.line else None)


#: What each address declares at the door, and the scope that a key needs there, by method where they differ.
PAGES = {
    "sessions": (Page(("GET",), "booking.find_sessions", "booking.find_sessions"), "sessions:read"),
    "session": (Page(("GET",), "booking.session_page", "booking.session_page"), "sessions:read"),
    "session_children": (Page(("GET",), "booking.form", "booking.form"), "bookings:read"),
    "book": (Page(("POST",), "booking.book", "booking.book"), "bookings:write"),
    "bookings": (Page(("GET",), "booking.my_bookings", "booking.my_bookings"), "bookings:read"),
    "booking": (
        Page(("GET", "DELETE"), "booking.booking_page", "booking.cancel"),
        {"GET": "bookings:read", "DELETE": "bookings:write"},
    ),
    "accept": (Page(("POST",), "booking.accept", "booking.accept"), "bookings:write"),
    "host_sessions": (Page(("GET",), "booking.host_table", "booking.host_table"), "hosts:read"),
}
