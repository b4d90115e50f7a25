"""Pages of booking ask as little of the database for many sessions as for few."""

from datetime import timedelta

import pytest
from benchmarks._booking_fill import fill
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.booking.models import Booking, Counter, Entry, Pool, Session
from tests.cast import NOW
from tests.domain.booking.families import families
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db
MORNING = NOW.replace(hour=8, minute=0)


@pytest.fixture
def more(cast):
    """`more(day, sessions, bookings)` fills the station's host from the morning of a day counted from today."""
    families(20)
    model = session(cast.station, 24, starts=NOW + timedelta(days=40))

    def filled(day, sessions, bookings):
        with connection.cursor() as cursor:
            fill(cursor, model.pk, sessions, bookings, MORNING + timedelta(days=day), NOW)

    return filled


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(queries)


def test_the_filled_host_is_coherent(more):
    more(-2, 60, 90)
    assert (Session.objects.count(), Booking.objects.count(), Entry.objects.count()) == (61, 90, 90)
    assert sum(Counter.objects.values_list("taken", flat=True)) == 90
    assert sum(Pool.objects.values_list("taken", flat=True)) == 90


def test_no_page_of_booking_asks_more_for_more_sessions_and_bookings(cast, signed_in, more):
    more(-2, 60, 120)
    host = Session.objects.get(starts_at=NOW + timedelta(days=40)).host.public_id
    one = Session.objects.filter(starts_at__gt=NOW).order_by("starts_at", "pk")[3].public_id
    pages = [
        (signed_in("stranger"), "/activities/"),
        (signed_in("stranger"), f"/activities/{one}/"),
        (signed_in("father"), "/family/bookings/"),
        (signed_in("keeper"), f"/host/{host}/"),
        (signed_in("keeper"), f"/host/{host}/sessions/"),
        (signed_in("keeper"), f"/host/sessions/{one}/people/"),
        (signed_in("officer"), "/authority/activities/"),
        (signed_in("officer"), "/authority/activities/hosts/"),
        (signed_in("officer"), f"/authority/activities/hosts/{host}/"),
    ]
    for client, path in pages:
        asked(client, path)
    before = [asked(client, path) for client, path in pages]
    more(1, 120, 240)
    after = [asked(client, path) for client, path in pages]
    assert dict(zip([path for _client, path in pages], after, strict=True)) == dict(
        zip([path for _client, path in pages], before, strict=True)
    )
