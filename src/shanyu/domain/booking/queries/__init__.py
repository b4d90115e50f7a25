"""The verbs that ask about sessions and bookings."""

from shanyu.domain.booking.queries import export, figures, hosting, participants, reports
from shanyu.domain.booking.queries.calendar import (
    CalendarEvent,
    Feed,
    calendar_event,
    calendar_feed,
    my_calendar_links,
)
from shanyu.domain.booking.queries.finding import FoundSession, FoundSessions, SessionSearch, find_sessions
from shanyu.domain.booking.queries.linked import LinkView, link_page
from shanyu.domain.booking.queries.mine import BookingView, MyBookings, booking_page, my_bookings, my_visits
from shanyu.domain.booking.queries.page import BookingForm, ChildFit, Trust, booking_form, session_page
from shanyu.domain.booking.queries.trust import MyTrust, my_trust
from shanyu.domain.booking.queries.visiting import site_visits

__all__ = [
    "BookingForm",
    "BookingView",
    "CalendarEvent",
    "ChildFit",
    "Feed",
    "FoundSession",
    "FoundSessions",
    "LinkView",
    "MyBookings",
    "MyTrust",
    "SessionSearch",
    "Trust",
    "booking_form",
    "booking_page",
    "calendar_event",
    "calendar_feed",
    "export",
    "figures",
    "find_sessions",
    "hosting",
    "link_page",
    "my_bookings",
    "my_calendar_links",
    "my_trust",
    "my_visits",
    "participants",
    "reports",
    "session_page",
    "site_visits",
]
