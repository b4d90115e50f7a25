"""A family's own bookings: the list, and the page of one."""

from dataclasses import dataclass

from shanyu.domain.booking.codes import code_of
from shanyu.domain.booking.kinds import BookingState
from shanyu.domain.booking.models import Booking
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class BookingView:
    """One booking as its family reads it. `children` are names; `code` is shown at the door."""

    booking: Booking
    children: list[str]
    code: str


@query("booking.booking_page", on=Booking)
def booking_page(actor: Actor, booking: Booking) -> BookingView:
    """One of one's own bookings."""
    row = (
        Booking.objects.select_related(
            "session__host__site", "session__host__partner", "session__counter", "session__room"
        )
        .prefetch_related("children__child")
        .get(pk=booking.pk)
    )
    names = [one.child.name.reveal() for one in row.children.all()]
    shown = row.state in {BookingState.BOOKED, BookingState.ATTENDED}
    return BookingView(row, names, code_of(row) if shown else "")
