"""The verbs that ask about sessions and bookings."""

from shanyu.domain.booking.queries import hosting, participants, reports
from shanyu.domain.booking.queries.finding import FoundSession, FoundSessions, SessionSearch, find_sessions
from shanyu.domain.booking.queries.mine import BookingView, booking_page
from shanyu.domain.booking.queries.page import BookingForm, ChildFit, Trust, booking_form, session_page

__all__ = [
    "BookingForm",
    "BookingView",
    "ChildFit",
    "FoundSession",
    "FoundSessions",
    "SessionSearch",
    "Trust",
    "booking_form",
    "booking_page",
    "find_sessions",
    "hosting",
    "participants",
    "reports",
    "session_page",
]
