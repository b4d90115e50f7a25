"""What families and everybody else may do with sessions and bookings."""

from shanyu.domain.booking.reach import own_bookings, published
from shanyu.kernel.door import Role, Row, everything, policy

# A family finds, books and looks after its bookings. Whoever is signed in may book; no enrolment is needed.
policy(
    Row("booking.session_page", {Role.PUBLIC: published}),
    Row("booking.find_sessions", {Role.PUBLIC: published}),
    Row("booking.form", {Role.MEMBER: published}),
    Row("booking.booking_page", {Role.MEMBER: own_bookings}),
    Row("booking.book", {Role.MEMBER: published}),
    Row("booking.sign_agreement", {Role.MEMBER: everything}),
    Row("booking.accept", {Role.MEMBER: own_bookings}),
    Row("booking.cancel", {Role.MEMBER: own_bookings}),
)
