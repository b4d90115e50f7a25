"""The short code of a booking, which a family shows or says at the door when it arrives.

Six characters of Crockford's base 32 (no I, L, O, U), from an HMAC of the booking's public id under the
installation's own key: nothing is kept, and nobody makes one up. A code means something only within a session,
where one guess meets a booking by a chance of bookings / 32⁶.
"""

import hmac
from collections.abc import Iterable
from uuid import UUID

from django.utils.crypto import salted_hmac

from shanyu.domain.booking.models import Booking

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 6
_SAID = str.maketrans({"I": "1", "L": "1", "O": "0", " ": None, "-": None})


def code_of(booking: Booking) -> str:
    """The code of a booking, such as `7K2M9Q`; always the same."""
    return code_for(booking.public_id)


def code_for(public_id: UUID) -> str:
    digest = salted_hmac("shanyu.domain.booking.codes", public_id.bytes, algorithm="sha256").digest()
    number = int.from_bytes(digest[:8])
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in range(_LENGTH))


def tidy(typed: str) -> str:
    """A code as it was typed, read aloud or scanned, in its own spelling: no spaces, O as 0, I and L as 1.

    Of an address, such as a QR code may carry, it is the last part.
    """
    return typed.strip().rstrip("/").rsplit("/", 1)[-1].upper().translate(_SAID)


def find(bookings: Iterable[Booking], typed: str) -> Booking | None:
    """The booking among these that a typed code means."""
    wanted = tidy(typed).encode()
    return next((one for one in bookings if hmac.compare_digest(code_of(one).encode(), wanted)), None)
