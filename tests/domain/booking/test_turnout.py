"""The sums of a session are those of its rows, whatever happened to these in whatever order."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Count, Q, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyu.domain.booking.models import Booking, Feedback, Session, Turnout
from tests.domain.booking.families import families
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db
FAMILIES = 4
STATES = ("booked", "attended", "no_show", "cancelled", "waiting")
STEPS = st.one_of(
    st.tuples(st.just("booking"), st.integers(0, FAMILIES - 1), st.integers(0, 1), st.sampled_from(STATES)),
    st.tuples(st.just("all"), st.integers(0, 1), st.sampled_from(STATES)),
    st.tuples(st.just("said"), st.integers(0, FAMILIES - 1), st.integers(1, 5)),
    st.tuples(st.just("unsaid"), st.integers(0, FAMILIES - 1)),
    st.tuples(st.just("gone"), st.integers(0, FAMILIES - 1)),
)


class Week:
    """Two sessions, and at most one booking of each family in one of them."""

    def __init__(self, cast):
        self.sessions = [session(cast.station, 9), session(cast.willow, 9)]
        self.crowd = families(FAMILIES)
        self.bookings = {}

    def booking(self, number, place, state):
        """A new booking, or the old one put into this session and state."""
        family, place = self.crowd[number], self.sessions[place]
        if number in self.bookings:
            Booking.objects.filter(pk=self.bookings[number]).update(session=place, state=state)
            Feedback.objects.filter(booking=self.bookings[number]).update(session=place)
        else:
            made = Booking.objects.create(
                session=place, account=family.account, household=family.household, key=uuid4(), state=state,
                places=1,
            )  # fmt: skip
            self.bookings[number] = made.pk

    def all(self, place, state):
        Booking.objects.filter(session=self.sessions[place]).update(state=state)

    def said(self, number, stars):
        if number in self.bookings:
            booking = Booking.objects.get(pk=self.bookings[number])
            facts = {"session_id": booking.session_id, "stars": stars, "again": True}
            Feedback.objects.update_or_create(booking=booking, defaults=facts)

    def unsaid(self, number):
        Feedback.objects.filter(booking=self.bookings.get(number)).delete()

    def gone(self, number):
        Booking.objects.filter(pk=self.bookings.pop(number, None)).delete()


def kept():
    return {
        row["session_id"]: (row["came"], row["absent"], row["voices"], row["stars"])
        for row in Turnout.objects.values()
        if any((row["came"], row["absent"], row["voices"], row["stars"]))
    }


def recounted():
    met = Session.objects.annotate(
        came=Count("bookings", Q(bookings__state="attended")),
        absent=Count("bookings", Q(bookings__state="no_show")),
    )
    heard = Session.objects.annotate(voices=Count("feedback"), stars=Sum("feedback__stars", default=0))
    said = {row.pk: (row.voices, row.stars) for row in heard}
    found = {row.pk: (row.came, row.absent, *said[row.pk]) for row in met}
    return {key: sums for key, sums in found.items() if any(sums)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=14))
def test_the_sums_equal_a_recount_after_any_order_of_events(cast, steps):
    with transaction.atomic():
        week = Week(cast)
        for name, *values in steps:
            getattr(week, name)(*values)
            assert kept() == recounted()
        transaction.set_rollback(True)


def test_a_session_that_is_deleted_takes_its_sums_and_feedback_with_it(cast):
    week = Week(cast)
    week.booking(0, 0, "attended")
    week.said(0, 5)
    assert kept() == {week.sessions[0].pk: (1, 0, 1, 5)}
    week.gone(0)
    week.sessions[0].delete()
    assert not Turnout.objects.exists()


def test_a_claim_and_what_a_family_does_with_it_write_no_sums(cast):
    week = Week(cast)
    for state in ("waiting", "offered", "booked", "cancelled"):
        until = week.sessions[0].starts_at if state == "offered" else None
        if not week.bookings:
            week.booking(0, 0, state)
        Booking.objects.update(state=state, until=until)
    assert not Turnout.objects.exists()
