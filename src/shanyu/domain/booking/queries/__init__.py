"""The verbs that ask about sessions and bookings."""

from shanyu.domain.booking.queries import hosting, participants, reports
from shanyu.domain.booking.queries.mine import BookingView, booking_page
from shanyu.domain.booking.queries.page import BookingForm, ChildFit, Trust, booking_form, session_page

__all__ = [
    "BookingForm",
    "BookingView",
    "ChildFit",
    "Trust",
    "booking_form",
    "booking_page",
    "hosting",
    "participants",
    "reports",
    "session_page",
]
