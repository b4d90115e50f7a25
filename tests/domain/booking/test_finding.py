"""Near me: which sessions are found, in what order, and that the questions do not grow with the rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.queries import SessionSearch, find_sessions
from shanyu.kernel.door import Actor, Invalid
from tests.cast import NOW, TODAY
from tests.domain.booking.making import session

WEEK = {"since": TODAY, "until": TODAY + timedelta(days=6)}


def found(**more) -> list[Session]:
    return [one.session for one in find_sessions(Actor(), SessionSearch(**{**WEEK, **more})).items]


def at(day: int, **facts) -> dict:
    return {"starts": NOW + timedelta(days=day), **facts}


def test_a_week_is_found_in_the_order_of_time(cast):
    second, first = session(cast.station, **at(3)), session(cast.bamboo, **at(1))
    session(cast.station, **at(7))
    session(cast.station, **at(-1, opens_at=NOW - timedelta(days=3)))
    assert found() == [first, second]


def test_drafts_and_cancelled_sessions_are_not_found(cast):
    session(cast.station, **at(1, state="draft"))
    session(cast.station, **at(2, state="cancelled", cancelled_because="下雨"))
    assert found() == []


def test_visits_and_drop_in_care_are_found_where_they_belong_and_not_here(cast):
    visit = session(cast.station, **at(1, kind=SessionKind.VISIT))
    assert found() == []
    assert found(kinds=(SessionKind.VISIT,), host=visit.host_id) == [visit]


def test_a_session_is_found_for_a_child_of_its_months(cast):
    babies = session(cast.station, **at(1, age_from=3, age_to=11))
    toddlers = session(cast.station, **at(2, age_from=18, age_to=36))
    assert found(months=(8,)) == [babies]
    assert found(months=(8, 27)) == [babies, toddlers]
    assert found(months=(14,)) == []


def test_filters_by_price_language_and_free_places(cast):
    session(cast.station, 0, **at(1, price_fen=1000, spoken="zh"))
    english = session(cast.station, 3, **at(2, spoken="zh-en"))
    assert found(free=True) == [english]
    assert found(spoken="en") == [english]
    assert found(places=True) == [english]


def test_near_a_place_the_nearer_comes_first_and_minutes_are_told(cast):
    far, near = session(cast.far, **at(1)), session(cast.bamboo, **at(2))
    here = (cast.bamboo.lon, cast.bamboo.lat)
    answer = find_sessions(Actor(), SessionSearch(**WEEK, near=here, sort="walk"))
    assert [one.session for one in answer.items] == [near, far]
    assert answer.items[0].way.minutes < answer.items[1].way.minutes
    assert found(near=here, minutes=5) == [near]
    assert found(near=here) == [far, near]


def test_free_places_are_those_that_anybody_may_take_now(cast):
    later = NOW + timedelta(days=1)
    session(
        cast.station,
        [Batch(4), Batch(2, group="residents", open_to_all_at=later), Batch(3, opens_at=later)],
        **at(3),
    )
    places = find_sessions(Actor(), SessionSearch(**WEEK)).items[0].places
    assert (places.capacity, places.free) == (9, 4)
    assert [(one.group, one.free) for one in places.kept] == [("residents", 2)]
    assert [(one.opens_at, one.places) for one in places.later] == [(later, 3)]


def test_pages_follow_each_other(cast):
    made = [session(cast.station, starts=NOW + timedelta(days=1, minutes=n)) for n in range(5)]
    assert found(limit=2) == made[:2]
    assert found(limit=2, offset=4) == made[4:]
    assert find_sessions(Actor(), SessionSearch(**WEEK, limit=2)).total == 5


@pytest.mark.parametrize("more", [{"until": date(2027, 6, 1)}, {"minutes": 90}, {"limit": 0}])
def test_a_search_that_cannot_be_meant_is_refused(db, more):
    with pytest.raises(Invalid):
        found(**more)


def test_the_questions_do_not_grow_with_the_sessions(cast):
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found(near=(cast.bamboo.lon, cast.bamboo.lat), sort="walk", limit=100)
        return len(asked)

    session(cast.station, **at(1))
    few = questions()
    for n in range(12):
        session([cast.station, cast.bamboo, cast.far][n % 3], starts=NOW + timedelta(days=2, minutes=n))
    assert questions() == few
