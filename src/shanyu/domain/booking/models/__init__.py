"""Hosts, sessions, bookings and their ledger, with what PostgreSQL itself keeps true."""

from shanyu.domain.booking.models.after import CalendarLink, Feedback, PlanItem, TrustMark
from shanyu.domain.booking.models.attendance import AttendanceMark
from shanyu.domain.booking.models.bookings import (
    BookedChild,
    Booking,
    Entry,
    LineMove,
    Signature,
    Untold,
)
from shanyu.domain.booking.models.hosts import Host, Partner, PartnerPost
from shanyu.domain.booking.models.sessions import (
    Agreement,
    Counter,
    Pool,
    Series,
    Session,
    SessionStaff,
)
from shanyu.domain.booking.models.turnout import Turnout

__all__ = [
    "Agreement",
    "AttendanceMark",
    "BookedChild",
    "Booking",
    "CalendarLink",
    "Counter",
    "Entry",
    "Feedback",
    "Host",
    "LineMove",
    "Partner",
    "PartnerPost",
    "PlanItem",
    "Pool",
    "Series",
    "Session",
    "SessionStaff",
    "Signature",
    "TrustMark",
    "Turnout",
    "Untold",
]
