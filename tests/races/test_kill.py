"""The server and PostgreSQL killed in the middle of a rush: what was answered is there, and nothing is doubled.

`SHANYU_KILLS=20` kills each twenty times; the suite does it once.
"""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from uuid import UUID, uuid4

import psycopg
import pytest

from shanyu.domain.booking import rules
from shanyu.kernel import clock
from tests import cast as people
from tests.domain.booking.families import Family, family
from tests.domain.booking.ledger import everything_wrong
from tests.domain.booking.making import session
from tests.races.own_house import House, house
from tests.races.rush import Visitor, visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

KILLS = int(os.environ.get("SHANYU_KILLS", "1"))
FAMILIES = 18
PLACES = 7
CLIENTS = 6
CLAIM = """
    SELECT code FROM booking_claim(%(session)s, %(account)s, %(household)s, %(children)s, 1, NULL, %(key)s,
                                   gen_random_uuid(), true, now(), %(rules)s)
"""

#: Any commit that waits for the disk, as the audit event of the door does.
A_LATER_COMMIT = "UPDATE booking_counter SET due_at = due_at"


class Rush:
    """Families that book, each with one key that it sends again until it is answered, and what they were told."""

    def __init__(self, home: House, made, crowd: list[Visitor]) -> None:
        self.home, self.made = home, made
        self.visitors = [(one, uuid4()) for one in crowd]
        self.told: dict[UUID, str] = {}
        self.unanswered = 0
        self.middle = threading.Event()

    def run(self, kill: Callable[[], None]) -> set[UUID]:
        """All book, and in the middle of it `kill` is called. Keys that were told of and are not there after it."""
        with ThreadPoolExecutor(CLIENTS + 1) as threads:
            killing = threads.submit(self._kill, kill)
            list(threads.map(lambda one: self._book(*one), self.visitors))
            return killing.result()

    def _kill(self, kill: Callable[[], None]) -> set[UUID]:
        self.middle.wait(60)
        kill()
        told = set(self.told)
        return told - {key for (key,) in self.home.ask("SELECT key FROM booking_booking")}

    def _book(self, one: Visitor, key: UUID) -> None:
        until = time.monotonic() + 30
        while key not in self.told and time.monotonic() < until:
            try:
                status, where = one.book(self.home.url, self.made.public_id, key)
            except (OSError, HTTPException):
                status, where = 0, ""
            if status == 303:
                self.told[key] = where
            else:
                self.unanswered += 1
                time.sleep(0.05)
            if len(self.told) >= FAMILIES // 3:
                self.middle.set()


@pytest.fixture
def rushes():
    """So many sessions a week from the real now, which is the servers' own, each with families that want in."""
    now = datetime.now(UTC)
    with clock.frozen(people.NOW):
        station = people.build().station
        starts = now + timedelta(days=7)
        times = {"opens_at": now - timedelta(hours=1), "closes_at": starts, "cancel_until": starts}
        born = (now - timedelta(days=700)).date()
        return [
            (
                session(station, PLACES, starts=starts, ends_at=starts + timedelta(hours=1), **times),
                [visitor(family(f"{number}-{n}", born=born)) for n in range(FAMILIES)],
            )
            for number in range(2 * KILLS + 1)
        ]


def check(rush: Rush, kill: Callable[[], None]) -> None:
    assert rush.run(kill) == set()
    home = rush.home
    booked = {
        key: f"/family/bookings/{public}/"
        for key, public in home.ask(
            "SELECT key, public_id FROM booking_booking WHERE session_id = %s", [rush.made.pk]
        )
    }
    assert booked == rush.told
    assert len(booked) == FAMILIES
    states = home.ask(
        "SELECT state, count(*) FROM booking_booking WHERE session_id = %s GROUP BY state ORDER BY state",
        [rush.made.pk],
    )
    assert states == [("booked", PLACES), ("waiting", FAMILIES - PLACES)]
    assert home.ask(everything_wrong()) == []


def claim(home: House, made, one: Family, then: str = "") -> None:
    """One claim by the function alone, and `then` another statement."""
    asked = {
        "session": made.pk,
        "account": one.account.pk,
        "household": one.household.pk,
        "children": [child.pk for child in one.children],
        "key": uuid4(),
        "rules": rules.for_the_database(clock.today()),
    }
    with psycopg.connect(**home.database.dsn, autocommit=True) as server:
        assert server.execute(CLAIM, asked).fetchone() == ("booked",)
        if then:
            server.execute(then)


def bookings(home: House, made) -> int:
    return home.ask("SELECT count(*) FROM booking_booking WHERE session_id = %s", [made.pk])[0][0]


def test_what_was_answered_outlives_any_kill(rushes, tmp_path):
    """Also the control: a claim alone, without the wait that the door's audit event is, does not outlive it."""
    (made, crowd), *others = rushes
    with house(tmp_path) as home:
        claim(home, made, crowd[0].family)
        home.kill_database()
        assert bookings(home, made) == 0
        claim(home, made, crowd[0].family, then=A_LATER_COMMIT)
        home.kill_database()
        assert bookings(home, made) == 1

        def kill_web() -> None:
            home.kill_web()
            home.serve()

        home.serve()
        for number, (session_, families) in enumerate(others):
            check(Rush(home, session_, families), kill_web if number % 2 else home.kill_database)
