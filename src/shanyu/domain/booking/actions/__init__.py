"""The verbs that change bookings and sessions."""

from shanyu.domain.booking.actions import attendance, letters, line, places, plans, series, sessions
from shanyu.domain.booking.actions.appeals import appeal
from shanyu.domain.booking.actions.booking import accept, book, cancel
from shanyu.domain.booking.actions.calendar import (
    make_calendar_link,
    make_host_calendar_link,
    revoke_calendar_link,
)
from shanyu.domain.booking.actions.feedback import give_feedback
from shanyu.domain.booking.actions.links import answer_by_link
from shanyu.domain.booking.actions.notes import keep_note
from shanyu.domain.booking.actions.signing import sign_agreement

__all__ = [
    "accept",
    "answer_by_link",
    "appeal",
    "attendance",
    "book",
    "cancel",
    "give_feedback",
    "keep_note",
    "letters",
    "line",
    "make_calendar_link",
    "make_host_calendar_link",
    "places",
    "plans",
    "revoke_calendar_link",
    "series",
    "sessions",
    "sign_agreement",
]
