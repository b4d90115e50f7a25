"""What a signed link shows of its booking: enough to decide, nothing of the children."""

from dataclasses import dataclass

from shanyu.domain.booking import links
from shanyu.domain.booking.models import Booking
from shanyu.domain.booking.queries.line import positions
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class LinkView:
    """The booking of a link, what the link is for, the place in line where it waits, and whether leaving is late."""

    booking: Booking
    purpose: str
    position: int | None
    late: bool


@query("booking.link_page")
def link_page(actor: Actor, *, token: str) -> LinkView:
    """What a link is about. Looking changes nothing, so that a mail scanner does no harm. Raises LinkEnded."""
    key, purpose = links.read(token)
    booking = Booking.objects.select_related("session__host__site", "session__host__partner").get(pk=key)
    audit.touched(booking)
    late = booking.state == "booked" and booking.session.cancel_until < now()
    return LinkView(booking, purpose, positions([booking]).get(booking.pk), late)
