"""Signed links to one booking, for a family that is not signed in: what a message carries.

A link does one kind of thing and ends when the session begins. Whoever has it may use it, as with a paper slip,
so it opens nothing but that one step.
"""

from django.core import signing

from shanyu.domain.booking.models import Booking
from shanyu.domain.booking.refusals import LinkEnded
from shanyu.kernel.clock import now

#: "offer": take up or decline a free place. "leave": give up the place, or the place in line.
PURPOSES = ("offer", "leave")
_SALT = "booking.links"


def token_for(booking: Booking, purpose: str) -> str:
    """The secret part of `/b/<token>/`. Raises ValueError for an unknown purpose."""
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    ends = int(booking.session.starts_at.timestamp())
    return signing.dumps([booking.pk, purpose, ends], salt=_SALT)


def read(token: str) -> tuple[int, str]:
    """The key of the booking and the purpose that a token was made for. Raises LinkEnded."""
    try:
        booking, purpose, ends = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise LinkEnded from None
    if now().timestamp() >= ends:
        raise LinkEnded
    return booking, purpose
