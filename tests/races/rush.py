"""A rush: families who are signed in and book at the same moment, and the engine with its guards taken out."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from shanyu.domain.booking import sql
from shanyu.domain.booking.models import BookedChild, Booking, Counter, Pool
from shanyu.domain.people.sessions import SessionStore
from tests.domain.booking.families import Family
from tests.races.windows import install

#: How a line of the functions locks a row.
LOCKING = re.compile(r"FOR (NO KEY )?UPDATE( OF \w+)?; -- guard")
#: How many knock at one moment: a connection to the database for each, of which a small machine has few.
AT_ONCE = 12
CSRF = "c" * 32


@dataclass
class Visitor:
    """A family in a browser of its own."""

    family: Family
    cookie: str

    def book(self, url: str, session: UUID, key: UUID | None = None, join: bool = True) -> tuple[int, str]:
        """Book for all children of the family; the status, and where the answer leads."""
        fields = {
            "children": [str(child.public_id) for child in self.family.children],
            "adults": 1,
            "key": str(key or uuid4()),
            "join": int(join),
        }
        return self.post(url, f"/family/sessions/{session}/book/", fields)

    def leave(self, url: str, booking: UUID) -> tuple[int, str]:
        """Give up a place, an offer or a place in line."""
        return self.post(url, f"/family/bookings/{booking}/leave/", {})

    def take(self, url: str, booking: UUID) -> tuple[int, str]:
        """Take up an offer."""
        return self.post(url, f"/family/bookings/{booking}/take/", {})

    def post(self, url: str, path: str, fields: dict) -> tuple[int, str]:
        where = urlsplit(url)
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(HTTPConnection(where.hostname, where.port, timeout=30)) as web:
            web.request("POST", path, urlencode(fields, doseq=True), headers)
            answer = web.getresponse()
            answer.read()
            return answer.status, answer.getheader("Location", "")


def visitor(family: Family) -> Visitor:
    """A family that has signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(family.account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = family.account.get_session_auth_hash()
    store.create()
    cookies = {settings.SESSION_COOKIE_NAME: store.session_key, settings.CSRF_COOKIE_NAME: CSRF}
    return Visitor(family, "; ".join(f"{name}={value}" for name, value in cookies.items()))


def together(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What the acts answer, in their order. The first of them start at the same moment, others as these end."""
    crowd = min(AT_ONCE, len(acts))
    gate = Barrier(crowd)

    def act(number: int) -> object:
        if number < crowd:
            gate.wait(20)
        try:
            return acts[number]()
        finally:
            connection.close()

    with ThreadPoolExecutor(crowd) as threads:
        return list(threads.map(act, range(len(acts))))


@contextmanager
def unguarded(*windows: str, without: Sequence[str] = (), seconds: float = 0.8) -> Iterator[None]:
    """The engine without its locks and without the constraints named, and with a pause after each `window`.

    A window is a line of the functions at which somebody may come in between. Everything is put back, and what
    the race has left in the bookings is thrown away.
    """
    held = [line for line in sql.functions().splitlines() if line.endswith("-- guard")]
    text = sql.functions()
    for line in held:
        text = text.replace(line, "" if "advisory" in line else LOCKING.sub(";", line))
    for window in windows:
        if window not in text:
            raise ValueError(window)
        text = text.replace(window, f"{window} PERFORM pg_sleep({seconds});")
    constraints = [
        (model, one) for model in (Booking, BookedChild, Counter, Pool) for one in model._meta.constraints
        if one.name in without
    ]  # fmt: skip
    install(text)
    with connection.schema_editor() as editor:
        for model, one in constraints:
            editor.remove_constraint(model, one)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE booking_booking, booking_counter, booking_pool CASCADE")
        with connection.schema_editor() as editor:
            for model, one in constraints:
                editor.add_constraint(model, one)
        install(sql.functions())
