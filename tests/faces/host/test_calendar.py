"""A host's calendar: how a cell shows a session, and a day with more sessions than a month has room for."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.booking.models import Counter
from tests.cast import NOW
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db


def page(client, host, query=""):
    return client.get(f"/host/{host.public_id}/{query}").content.decode()


def times(html):
    return re.findall(r'class="ho-when">([^<]+)<', html)


def test_a_cell_says_when_and_how_full_and_a_draft_that_it_is_one(cast, signed_in):
    made = session(cast.station, 8)
    Counter.objects.filter(session=made).update(taken=8, waiting=3)
    session(cast.station, 5, state="draft", starts=NOW + timedelta(days=8))
    html = page(signed_in("keeper"), made.host, f"?day={made.starts_at:%Y-%m-%d}")
    assert times(html) == ["09:30–10:30", "09:30–10:30"]
    assert re.findall(r'class="ho-fill"><svg.*?</svg>(.*?)</span></a>', html) == ["8/8 · 候补 3"]
    assert f"/host/sessions/{made.public_id}/" in html and "草稿</span>" in html and "0/5" not in html


def test_a_crowded_day_of_a_month_leads_to_its_week_which_shows_all(cast, signed_in):
    days = [session(cast.station, 8, starts=NOW + timedelta(minutes=40 * n)) for n in range(10)]
    client = signed_in("keeper")
    html = page(client, days[0].host, "?view=month")
    assert len(times(html)) == 7
    assert re.search(r'href="\?day=2026-11-21">还有 3 场', html)
    week = page(client, days[0].host, "?day=2026-11-21")
    assert len(times(week)) == 10 and "还有" not in week


def test_a_day_that_just_fits_is_shown_whole(cast, signed_in):
    days = [session(cast.station, 8, starts=NOW + timedelta(minutes=40 * n)) for n in range(8)]
    html = page(signed_in("keeper"), days[0].host, "?view=month")
    assert len(times(html)) == 8 and "还有" not in html


def test_the_questions_do_not_grow_with_the_sessions(cast, signed_in):
    host, client = session(cast.station, 8).host, signed_in("keeper")
    page(client, host)

    def asked():
        with CaptureQueriesContext(connection) as found:
            page(client, host)
        return len(found)

    before = asked()
    for n in range(6):
        session(cast.station, 8, starts=NOW + timedelta(minutes=40 * n))
    assert asked() == before
