"""What the authority counts: by street and month, by host, session by session, in a fixed number of questions."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.booking.counting import Cell
from shanyu.domain.booking.models import Booking, Counter, Feedback
from shanyu.domain.booking.queries.figures import (
    FigureFilters,
    figures,
    figures_of_hosts,
    watched_sessions,
)
from shanyu.domain.booking.small_numbers import Shown
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW
from tests.domain.booking.families import families
from tests.domain.booking.making import session as made

pytestmark = pytest.mark.django_db
AUTUMN = FigureFilters(date(2026, 10, 1), date(2026, 11, 30))


def session(site, capacity, *, starts, **facts):
    """A session that was open for a fortnight before it began."""
    return made(site, capacity, starts=starts, opens_at=starts - timedelta(days=14), **facts)


@pytest.fixture
def crowd(cast):
    return families(9)


def put(one, crowd, **states):
    """Families of the crowd into a session, so many in each state, and the counter to match."""
    rest = iter(crowd)
    for state, count in states.items():
        for _number in range(count):
            family = next(rest)
            Booking.objects.create(
                session=one,
                account=family.account,
                household=family.household,
                key=uuid4(),
                state=state,
                places=1,
            )
    taken = sum(states.get(state, 0) for state in ("booked", "attended", "no_show"))
    Counter.objects.filter(session=one).update(taken=taken, waiting=states.get("waiting", 0))


@pytest.fixture
def autumn(cast, crowd):
    """Two sessions at the station in October and November, one at a nursery of the next street, one far away."""
    october = session(cast.station, 9, starts=NOW - timedelta(days=40))
    put(october, crowd, attended=7, no_show=0, waiting=0)
    november = session(cast.station, 6, starts=NOW - timedelta(days=5))
    put(november, crowd, attended=6, waiting=1)
    willow = session(cast.willow, 8, starts=NOW - timedelta(days=4))
    put(willow, crowd, attended=5, no_show=1)
    far = session(cast.far, 8, starts=NOW - timedelta(days=4))
    put(far, crowd, attended=8)
    session(cast.station, 8, starts=NOW - timedelta(days=3), state="draft")
    for booking in Booking.objects.filter(session=october)[:5]:
        Feedback.objects.create(booking=booking, session=october, stars=4, again=True)
    return october, november, willow


def test_an_officer_reads_the_streets_of_the_own_district(cast, autumn):
    found = figures(cast.actor("officer"), AUTUMN)
    assert [line.street.name for line in found.streets] == ["和睦街道", "拱宸桥街道"]
    station, willow = found.streets
    assert station.months[date(2026, 10, 1)] == Cell(1, 9, 7, came=Shown(7), voices=Shown(5), stars=Shown(20))
    assert (station.whole.sessions, station.whole.places, station.whole.taken) == (2, 15, 13)
    assert (willow.whole.came, willow.whole.absent) == (Shown(0, True), Shown(0, True))
    assert (found.whole.sessions, found.whole.places, found.whole.came) == (3, 23, Shown(13, True))
    assert found.whole.unmet == Shown(0, True)


def test_the_city_counts_all_its_districts_and_a_kind_narrows(cast, autumn):
    city = cast.actor("city_officer")
    assert figures(city, AUTUMN).whole.sessions == 4
    none = figures(city, FigureFilters(AUTUMN.since, AUTUMN.until, kind="drop_in"))
    assert (none.whole, none.streets) == (Cell(), ())


def test_unmet_demand_counts_families_in_line_only_after_the_session_began(cast, crowd):
    past = session(cast.station, 1, starts=NOW - timedelta(hours=1))
    put(past, crowd, waiting=6)
    coming = session(cast.station, 1, starts=NOW + timedelta(days=2))
    put(coming, crowd, waiting=8)
    assert figures(cast.actor("officer"), AUTUMN).whole.unmet == Shown(6)


def test_a_place_elsewhere_is_out_of_reach_and_filters_are_checked(cast, autumn):
    officer = cast.actor("officer")
    with pytest.raises(OutOfReach):
        figures(officer, FigureFilters(AUTUMN.since, AUTUMN.until, place="330106"))
    with pytest.raises(Invalid):
        figures(officer, FigureFilters(date(2020, 1, 1), AUTUMN.until))
    with pytest.raises(Invalid):
        figures(officer, FigureFilters(AUTUMN.since, AUTUMN.until, kind="party"))
    for name in ("father", "head", "keeper"):
        with pytest.raises(OutOfReach):
            figures(cast.actor(name), AUTUMN)


def test_the_figures_open_to_hosts_and_these_to_their_sessions(cast, autumn):
    officer = cast.actor("officer")
    found = figures_of_hosts(officer, AUTUMN)
    assert [(line.host.who.name, line.cell.sessions) for line in found.lines] == [
        ("和睦成长驿站", 2),
        ("小竹林托育园柳浪分园", 1),
    ]
    seen = watched_sessions(officer, found.lines[0].host.public_id, AUTUMN)
    assert [one.pk for one, _cell in seen.lines] == [autumn[1].pk, autumn[0].pk]
    far = session(cast.far, 8, starts=NOW - timedelta(days=9))
    with pytest.raises(OutOfReach):
        watched_sessions(officer, far.host.public_id, AUTUMN)


def test_the_questions_do_not_grow_with_the_sessions(cast, autumn, crowd):
    def asked():
        officer = cast.actor("officer")
        with CaptureQueriesContext(connection) as few:
            figures(officer, AUTUMN)
        with CaptureQueriesContext(connection) as hosts:
            found = figures_of_hosts(officer, AUTUMN)
        with CaptureQueriesContext(connection) as own:
            watched_sessions(officer, found.lines[0].host.public_id, AUTUMN)
        return len(few), len(hosts), len(own)

    before = asked()
    for day in range(6, 20):
        put(session(cast.station, 9, starts=NOW - timedelta(days=day)), crowd, attended=6, waiting=2)
    assert asked() == before
