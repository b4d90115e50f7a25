"""The verbs that ask about sessions and bookings."""

from shanyu.domain.booking.queries.page import session_page

__all__ = ["session_page"]
