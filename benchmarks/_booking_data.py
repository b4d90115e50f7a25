"""What the booking benchmark works on: families, sessions, and what became of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.db.models import Sum
from psycopg.types.range import DateRange

from shanyu.domain.booking.kinds import SessionKind, SessionState, Unit
from shanyu.domain.booking.making import Batch, add_places, host_of
from shanyu.domain.booking.models import Booking, Counter, Entry, Pool, Session
from shanyu.domain.people.models import Account, Child, Guardianship, Household
from shanyu.domain.people.sessions import SessionStore
from shanyu.domain.providers.models import Operator, Site
from shanyu.domain.regions.models import Level, Region

#: The first session's start; every load after it has a later day, so that no child is in two places.
FIRST = datetime(2027, 1, 1, 1, tzinfo=UTC)
NAME = "SAMPLE"
BORN = date(2025, 1, 1)


def families(count: int) -> list[tuple[int, int, int]]:
    """Account, household and child of so many families; made where they are not there yet."""
    with transaction.atomic():
        for number in range(Account.objects.filter(username__startswith="rush-").count(), count):
            household = Household.objects.create()
            account = Account.objects.create(username=f"rush-{number}", name=NAME, password="!")
            child = Child.objects.create(household=household, name=NAME, sex="f", born=BORN)
            Guardianship.objects.create(
                account=account, child=child, relation="mother", valid=DateRange(BORN, None)
            )
    accounts = (
        Account.objects.filter(username__startswith="rush-").order_by("pk").values_list("pk", flat=True)
    )
    children = Child.objects.order_by("pk").values_list("household_id", "pk")
    return [(account, *child) for account, child in zip(accounts[:count], children[:count], strict=True)]


def cookies(accounts: list[int]) -> list[str]:
    """For each account the cookie of a browser in which it has signed in."""
    found = []
    with transaction.atomic():
        for account in Account.objects.in_bulk(accounts).values():
            store = SessionStore()
            store[SESSION_KEY] = str(account.pk)
            store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            store[HASH_SESSION_KEY] = account.get_session_auth_hash()
            store.create()
            found.append(f"{settings.SESSION_COOKIE_NAME}={store.session_key}")
    return found


def next_starts() -> datetime:
    """A day on which there is no session yet."""
    last = Session.objects.order_by("-starts_at").values_list("starts_at", flat=True).first()
    return last + timedelta(days=1) if last else FIRST


def sessions(count: int, capacity: int, starts: datetime) -> dict[int, int]:
    """So many sessions at one hour with so many places each: their keys, and each one's pool."""
    site = _site()
    for _number in range(count):
        made = Session.objects.create(
            host=host_of(site), kind=SessionKind.ACTIVITY, state=SessionState.PUBLISHED, title=NAME,
            place=NAME, region=site.region, lon=site.lon, lat=site.lat, unit=Unit.CHILD, exclusive=False,
            starts_at=starts, ends_at=starts + timedelta(hours=1), opens_at=starts - timedelta(days=28),
            closes_at=starts, cancel_until=starts - timedelta(days=1),
        )  # fmt: skip
        add_places(made, [Batch(capacity)])
    return dict(Pool.objects.filter(session__starts_at=starts).values_list("session_id", "pk"))


def _site() -> Site:
    found = Site.objects.filter(name=NAME).first()
    if found is not None:
        return found
    region = Region.objects.create(code="330105", level=Level.COUNTY, name=NAME, valid="[2020-01-01,)")
    operator = Operator.objects.create(name=NAME, nature="company")
    return Site.objects.create(
        operator=operator, kind="station", name=NAME, region=region, lon=120.13, lat=30.32, state="open",
        running_model="public", address=NAME, sort_key=NAME, opened_on=date(2021, 5, 1),
        station_grade="demonstration",
    )  # fmt: skip


@contextmanager
def without_nets(server: psycopg.Connection, nets_off: bool) -> Iterator[None]:
    """For a way that must show what it lets through: without the database's own checks and unique key."""
    if not nets_off:
        yield
        return
    found = server.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conname IN ('counter_never_oversold', 'pool_never_oversold', 'booked_child_in_one_place')"
    ).fetchall()
    keys = server.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE indexname IN ('booking_one_of_a_family', 'booked_child_once')"
    ).fetchall()
    for table, name, _definition in found:
        server.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _definition in keys:
        server.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        for table, name, definition in found:
            server.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for _name, definition in keys:
            server.execute(definition)


def places_given(server: psycopg.Connection, sessions: list[int]) -> list[tuple]:
    """Key, household and session of every booking that has a place, in the order in which they were given."""
    return server.execute(
        "SELECT key, household_id, session_id FROM booking_booking"
        " WHERE session_id = ANY (%s) AND state = 'booked' ORDER BY id", [sessions],
    ).fetchall()  # fmt: skip


def wrong(session: int, capacity: int) -> list[str]:
    """What does not agree after a rush for one session, in words."""
    counter = Counter.objects.get(pk=session)
    bookings = Booking.objects.filter(session=session)
    booked = bookings.filter(state="booked").count()
    ledger = Entry.objects.filter(session=session).aggregate(sum=Sum("delta"))["sum"] or 0
    households = bookings.values("household").distinct().count()
    facts = {
        "more places than there are": booked > capacity,
        "counter and bookings differ": counter.taken != booked,
        "counter and ledger differ": counter.taken != ledger,
        "a family twice": households != bookings.count(),
    }
    return [words for words, holds in facts.items() if holds]


def clear(server: psycopg.Connection) -> None:
    """All sessions and what hangs on them, so that every run begins with empty tables."""
    server.execute("TRUNCATE booking_session CASCADE")
