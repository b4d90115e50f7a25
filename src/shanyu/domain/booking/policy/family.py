"""What families and everybody else may do with sessions and bookings."""

from shanyu.domain.booking.reach import HOSTS, of_own_account, own_bookings, own_marks, published
from shanyu.domain.providers.policy import public_sites
from shanyu.kernel.door import Role, Row, everything, policy

# A family finds, books and looks after its bookings. Whoever is signed in may book; no enrolment is needed.
policy(
    Row("booking.session_page", {Role.PUBLIC: published}),
    Row("booking.find_sessions", {Role.PUBLIC: published}),
    Row("booking.site_visits", {Role.PUBLIC: public_sites}),
    Row("booking.form", {Role.MEMBER: published}),
    Row("booking.booking_page", {Role.MEMBER: own_bookings}),
    Row("booking.book", {Role.MEMBER: published}),
    Row("booking.sign_agreement", {Role.MEMBER: everything}),
    Row("booking.my_bookings", {Role.MEMBER: own_bookings}),
    Row("booking.my_visits", {Role.MEMBER: own_bookings}),
    Row("booking.keep_note", {Role.MEMBER: own_bookings}),
    Row("booking.give_feedback", {Role.MEMBER: own_bookings}),
    Row("booking.my_trust", {Role.MEMBER: own_marks}),
    Row("booking.appeal", {Role.MEMBER: own_marks}),
    Row("booking.accept", {Role.MEMBER: own_bookings}),
    Row("booking.cancel", {Role.MEMBER: own_bookings}),
)

# A signed link is a slip of paper: whoever has it may do the one step it names (`links`).
policy(
    Row("booking.link_page", {Role.PUBLIC: everything}),
    Row("booking.answer_by_link", {Role.PUBLIC: everything}),
)

# Calendars. The secret of an address opens its feed, which is what calendar programs can do.
policy(
    Row("booking.calendar_feed", {Role.PUBLIC: everything}),
    Row("booking.calendar_event", {Role.MEMBER: own_bookings}),
    Row("booking.my_calendar_links", {Role.MEMBER: of_own_account}),
    Row("booking.make_calendar_link", {Role.MEMBER: everything}),
    Row("booking.make_host_calendar_link", HOSTS),
    Row("booking.revoke_calendar_link", {Role.MEMBER: of_own_account}),
)
