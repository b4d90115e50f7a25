"""Thirty families and one real page want the same few places at the moment at which booking opens."""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from http.client import HTTPConnection
from threading import Barrier
from typing import Self
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.domain.booking.families import family
from tests.domain.booking.ledger import FORGOTTEN, everything_wrong
from tests.domain.booking.making import session
from tests.journeys.booking_pages import BookingFamily
from tests.journeys.stage import Stage
from tests.races.own_house import House, house
from tests.races.rush import visitor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]
PLACES, OTHERS = 8, 30
#: Long enough for a page to be there before it is time.
SECONDS = 5
OPENS = """
    WITH soon AS (SELECT now() + make_interval(secs => %(seconds)s) AS at),
    session AS (UPDATE booking_session SET opens_at = soon.at FROM soon WHERE id = %(session)s),
    counter AS (UPDATE booking_counter SET due_at = soon.at FROM soon WHERE session_id = %(session)s)
    UPDATE booking_pool SET opens_at = soon.at FROM soon WHERE session_id = %(session)s RETURNING opens_at
"""
BOOKINGS = """
    SELECT public_id, state, line FROM booking_booking WHERE session_id = %(session)s ORDER BY line
"""


class BookForm(HTMLParser):
    """What a browser would send of the form that books: its address and the fields that are filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields, self.within = "", [], False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "form" and "data-book" in facts:
            self.action, self.within = facts["action"], True
        elif tag == "input" and self.within and (facts["type"] != "checkbox" or "checked" in facts):
            self.fields.append((facts["name"], facts["value"]))

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag != "form"


class Guest:
    """A family in a browser without a window."""

    def __init__(self, cookie: str, url: str) -> None:
        self.cookie, self.where = cookie, urlsplit(url)

    def opens(self, path: str) -> Self:
        status, page = self._ask("GET", path)
        assert status == 200
        self.form = BookForm(page)
        return self

    def books(self) -> tuple[int, str]:
        """Hand the form in as the page's own script does: the status, and where to go next."""
        status, answer = self._ask("POST", self.form.action, urlencode(self.form.fields))
        return status, json.loads(answer)["next"] if status == 200 else answer

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": self.cookie}
        if body:
            headers |= {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection(self.where.hostname, self.where.port, timeout=60)) as web:
            web.request(method, path, body, headers)
            answer = web.getresponse()
            return answer.status, answer.read().decode()


@pytest.fixture
def made(cast):
    """A session a week from the real now, which is the server's own; booking opens some day before it."""
    starts = datetime.now(UTC) + timedelta(days=7)
    return session(
        cast.station, PLACES, starts=starts, ends_at=starts + timedelta(hours=1), opens_at=starts,
        closes_at=starts + timedelta(minutes=1), cancel_until=starts, most_adults=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


@pytest.fixture
def cookies(made) -> list[str]:
    """Families who signed in long ago, each with a child of two years."""
    born = (made.starts_at - timedelta(days=730)).date()
    return [visitor(family(f"{number}", born=born)).cookie for number in range(OTHERS + 1)]


@pytest.fixture
def home(cookies, tmp_path):
    """The product by its real server, with its own clock, and what the fixtures before have made."""
    with house(tmp_path) as there:
        there.serve()
        yield there


def window(page: Page, home: House, cast, cookie: str) -> BookingFamily:
    """A real window in which the family of this cookie sits."""
    stage = Stage(page, home.url, cast)
    there = BookingFamily(stage)
    stage.keep(dict(one.split("=") for one in cookie.split("; "))[settings.SESSION_COOKIE_NAME])
    return there


def test_in_a_rush_of_thirty_around_one_page_everybody_has_a_place_or_a_position(
    home, made, cookies, cast, page
):
    mine, *others = cookies
    path, whose = f"/activities/{made.public_id}/", {"session": made.pk}
    guests = [Guest(cookie, home.url).opens(path) for cookie in others]
    father = window(page, home, cast, mine).goes(path)
    answers = []
    page.on("response", lambda answer: answers.append((answer.url, answer.status)))
    home.ask(OPENS, {"seconds": SECONDS, **whose})
    father.goes(path)
    expect(father.form()).to_be_hidden()
    expect(page.locator("[data-left]")).to_contain_text("00:00:0")
    gate = Barrier(OTHERS + 1)

    def rush(guest: Guest) -> tuple[int, str]:
        gate.wait(60)
        return guest.books()

    with ThreadPoolExecutor(OTHERS) as threads:
        told = threads.map(rush, guests)
        expect(father.form()).to_be_visible()
        gate.wait(60)
        father.books()
        expect(page).to_have_url(re.compile("/family/bookings/"))
        told = list(told)

    own = urlsplit(page.url).path
    rows = {f"/family/bookings/{key}/": (state, line) for key, state, line in home.ask(BOOKINGS, whose)}
    assert {status for status, _next in told} == {200}
    assert sorted([own, *(where for _status, where in told)]) == sorted(rows)
    assert Counter(state for state, _line in rows.values()) == {
        "booked": PLACES, "waiting": OTHERS + 1 - PLACES
    }  # fmt: skip
    line = [line for state, line in rows.values() if state == "waiting"]
    assert line == list(range(1, len(line) + 1))
    assert home.ask(everything_wrong()) == []
    assert home.ask(FORGOTTEN, {"now": datetime.now(UTC)}) == []
    assert [status for url, status in answers if url.endswith("/book/")] == [200]
    assert [(url, status) for url, status in answers if status >= 400] == []
    state, position = rows[own]
    words = "名额是您家的了。" if state == "booked" else f"您排在第 {position} 位，共 {len(line)} 家在候补。"
    father.goes(own).reads(words)
