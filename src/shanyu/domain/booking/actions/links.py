"""Answering by a signed link, without signing in: whoever has the link has the family's slip of paper."""

from shanyu.domain.booking import claims, jobs, links
from shanyu.domain.booking.answers import refuse
from shanyu.domain.booking.models import Booking
from shanyu.domain.booking.refusals import BookingGone, LinkEnded
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import action

#: What each purpose of a link lets one do.
STEPS = {"offer": ("accept", "decline"), "leave": ("leave",)}


@action("booking.answer_by_link", alone=True)
def answer_by_link(actor: Actor, *, token: str, step: str) -> Booking:
    """Take up an offer, decline it, or leave, as the link allows; doing it twice is doing it once.

    Raises LinkEnded, BookingGone, and the refusals of taking up an offer.
    """
    key, purpose = links.read(token)
    if step not in STEPS[purpose]:
        raise LinkEnded
    booking = Booking.objects.select_related("session").get(pk=key)
    audit.touched(booking)
    if step == "accept":
        answer = claims.accept(booking.pk, booking.account_id)
        if answer.code != "booked":
            raise refuse(answer, booking.session)
    elif purpose == "offer" and booking.state == "booked":
        # An offer that was taken up is a place: giving it up is another step, with its own deadline.
        raise BookingGone
    elif claims.release(booking.pk, booking.account_id) == "gone":
        raise BookingGone
    jobs.tell_soon()
    booking.refresh_from_db()
    return booking
