"""The verbs that change bookings and sessions."""

from shanyu.domain.booking.actions import attendance, line, places, plans, series, sessions
from shanyu.domain.booking.actions.booking import accept, book, cancel
from shanyu.domain.booking.actions.signing import sign_agreement

__all__ = [
    "accept",
    "attendance",
    "book",
    "cancel",
    "line",
    "places",
    "plans",
    "series",
    "sessions",
    "sign_agreement",
]
