"""A host at work on a session while families book it: neither waits for the other for long, and nobody is lost."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.models import BookedChild, Counter, Session
from shanyu.kernel import clock
from tests import cast as people
from tests.domain.booking.families import Family, family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    with clock.frozen(people.NOW):
        yield people.build()


def claimed(made: Session, one: Family) -> str:
    """A claim on a connection of its own, which gives up after a second without its locks."""
    answers = []

    def act() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1s'")
            asked = Asked(
                made.pk, one.account.pk, one.household.pk, [child.pk for child in one.children], uuid4()
            )
            answers.append(claims.claim(asked).code)
        except OperationalError:
            answers.append("waited in vain")
        finally:
            connection.close()

    thread = Thread(target=act)
    thread.start()
    thread.join()
    return answers[0]


def test_a_family_books_while_a_verb_holds_the_session(cast):
    made, one = session(cast.station), family("a")
    with transaction.atomic():
        Session.objects.select_for_update(no_key=True).get(pk=made.pk)
        assert claimed(made, one) == "booked"


def test_a_stronger_lock_would_have_kept_the_family_waiting(cast):
    made, one = session(cast.station), family("a")
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=made.pk)
        assert claimed(made, one) == "waited in vain"


def test_who_books_while_a_session_is_moved_is_booked_for_its_new_time(cast):
    made, one = session(cast.station), family("a")
    later = made.starts_at + timedelta(hours=2)
    with transaction.atomic():
        Counter.objects.select_for_update().get(pk=made.pk)
        assert claimed(made, one) == "waited in vain"
        Session.objects.filter(pk=made.pk).update(
            starts_at=later, ends_at=later + timedelta(hours=1), closes_at=later
        )
    assert claimed(made, one) == "booked"
    assert BookedChild.objects.get().during.lower == later
