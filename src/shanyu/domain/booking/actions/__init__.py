"""The verbs that change bookings and sessions."""

from shanyu.domain.booking.actions.booking import accept, book, cancel
from shanyu.domain.booking.actions.signing import sign_agreement

__all__ = ["accept", "book", "cancel", "sign_agreement"]
