"""Families who want the same place at the same moment, over HTTP. Each race with its control: guards off, it shows."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import BookedChild, Booking, Counter
from shanyu.kernel import clock
from tests import cast as people
from tests.cast import NOW
from tests.domain.booking.families import Family, families, family
from tests.domain.booking.ledger import passed_over, wrongs
from tests.domain.booking.making import session
from tests.races.rush import Visitor, together, unguarded, visitor
from tests.races.windows import once_somebody_is_in_the_window

pytestmark = pytest.mark.django_db(transaction=True)

#: Where somebody may come in between: a place was found and is not taken yet, or none was found; the next in line
#: was chosen and is not offered the place yet; an offer was looked at and is not taken up yet.
FOUND = "said := CASE WHEN session.hold_minutes IS NULL THEN 'booked' ELSE 'held' END;"
NONE_FOUND = "said := 'waiting';"
CHOSEN = "pool := booking_pool_for(p_session, next.places, next.groups, p_now);"
LOOKED = "SELECT array_agg(child_id) INTO children FROM booking_bookedchild WHERE booking_id = p_booking;"
NEVER_OVERSOLD = ("pool_never_oversold", "counter_never_oversold")
ONE_OF_A_FAMILY = ("booking_one_of_a_family", "booked_child_once", "booked_child_in_one_place")


@pytest.fixture
def cast():
    with clock.frozen(people.NOW):
        yield people.build()


def states(made) -> list[str]:
    return list(Booking.objects.filter(session=made).order_by("pk").values_list("state", flat=True))


def stand(made, one: Family) -> Booking:
    """A claim made beforehand, when nobody else is there."""
    asked = Asked(made.pk, one.account.pk, one.household.pk, [child.pk for child in one.children], uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


def rush(url: str, made, crowd: list[Family]) -> list[tuple[int, str]]:
    """All families book at once."""
    visitors = [visitor(one) for one in crowd]
    return together([lambda one=one: one.book(url, made.public_id) for one in visitors])


def rush_into_the_window(url: str, made, visitors: list[Visitor]) -> None:
    """The first books, and while an unguarded engine pauses all others do."""

    def comes(one: Visitor) -> None:
        once_somebody_is_in_the_window()
        one.book(url, made.public_id)

    claims.settle(made.pk)  # else the first to come does it, and the row it changes keeps the others waiting
    first, *others = visitors
    together([lambda: first.book(url, made.public_id), *(lambda one=one: comes(one) for one in others)])


def test_of_two_families_for_the_last_place_one_has_it_and_one_is_first_in_line(cast, live_server):
    made = session(cast.station, 1)
    answers = rush(live_server.url, made, families(2))
    assert [status for status, _where in answers] == [303, 303]
    assert sorted(states(made)) == ["booked", "waiting"]
    assert wrongs() == []


def test_control_without_guards_both_have_the_last_place(cast, live_server):
    made = session(cast.station, 1)
    with unguarded(FOUND, without=NEVER_OVERSOLD):
        rush_into_the_window(live_server.url, made, [visitor(one) for one in families(2)])
        assert states(made) == ["booked", "booked"]
        assert Counter.objects.get(session=made).taken == 2
        assert "more is taken than there is" in wrongs()


def test_a_hundred_families_for_ten_places_have_ten_and_a_line_of_ninety(cast, live_server):
    made = session(cast.station, 10)
    answers = rush(live_server.url, made, families(100))
    assert {status for status, _where in answers} == {303}
    assert len({where for _status, where in answers}) == 100
    booked = Booking.objects.filter(session=made, state="booked")
    line = Booking.objects.filter(session=made, state="waiting").order_by("line")
    assert booked.count() == 10
    assert list(line.values_list("line", flat=True)) == list(range(1, 91))
    assert wrongs() == []


def test_control_without_guards_too_many_have_a_place(cast, live_server):
    made = session(cast.station, 3)
    with unguarded(FOUND, without=NEVER_OVERSOLD):
        rush_into_the_window(live_server.url, made, [visitor(one) for one in families(10)])
        assert states(made).count("booked") > 3


def test_ten_tabs_of_one_family_have_one_booking(cast, live_server):
    made, one = session(cast.station, 10), visitor(family("a"))
    answers = together([lambda: one.book(live_server.url, made.public_id) for _tab in range(10)])
    assert sorted(status for status, _where in answers) == [303] + [409] * 9
    assert states(made) == ["booked"]
    assert wrongs() == []


def test_one_key_sent_ten_times_at_once_has_one_answer(cast, live_server):
    made, one, key = session(cast.station, 10), visitor(family("a")), uuid4()
    answers = together([lambda: one.book(live_server.url, made.public_id, key) for _tab in range(10)])
    assert set(answers) == {(303, f"/family/bookings/{Booking.objects.get().public_id}/")}


def test_control_without_guards_tabs_take_several_places(cast, live_server):
    made, one = session(cast.station, 10), visitor(family("a"))
    with unguarded(FOUND, without=ONE_OF_A_FAMILY):
        rush_into_the_window(live_server.url, made, [one] * 10)
        assert Booking.objects.filter(session=made).count() > 1
        assert "a family stands twice in one session" in wrongs()


def test_a_place_given_up_while_a_family_joins_the_line_is_that_familys(cast, live_server):
    made = session(cast.station, 1)
    one, two = families(2)
    held, leaves, joins = stand(made, one), visitor(one), visitor(two)
    answers = together([
        lambda: leaves.leave(live_server.url, held.public_id),
        lambda: joins.book(live_server.url, made.public_id),
    ])  # fmt: skip
    assert [status for status, _where in answers] == [302, 303]
    assert Booking.objects.get(account=two.account).state in {"booked", "offered"}
    assert passed_over(NOW) == []
    assert wrongs() == []


def test_control_without_guards_a_family_waits_beside_a_free_place(cast, live_server):
    made = session(cast.station, 1)
    one, two = families(2)
    held, leaves, joins = stand(made, one), visitor(one), visitor(two)

    def give_up() -> None:
        once_somebody_is_in_the_window()
        leaves.leave(live_server.url, held.public_id)

    with unguarded(NONE_FOUND):
        together([give_up, lambda: joins.book(live_server.url, made.public_id)])
        waits = Booking.objects.get(account=two.account)
        assert (waits.state, passed_over(NOW)) == ("waiting", [waits.pk])


def offered(cast) -> tuple[Family, Booking]:
    """A family whose turn has come, with another behind it in line."""
    made = session(cast.station, 1)
    first, second, third = families(3)
    leaves, waits = stand(made, first), stand(made, second)
    stand(made, third)
    claims.release(leaves.pk, first.account.pk)
    waits.refresh_from_db()
    assert waits.state == "offered"
    return second, waits


def test_an_offer_taken_up_while_it_is_declined_is_one_or_the_other(cast, live_server):
    family, offer = offered(cast)
    one, url = visitor(family), live_server.url
    together([lambda: one.take(url, offer.public_id), lambda: one.leave(url, offer.public_id)])
    behind = Booking.objects.exclude(pk=offer.pk).get(state__in=["waiting", "offered"])
    offer.refresh_from_db()
    assert (offer.state, behind.state) in {("declined", "offered"), ("cancelled", "offered")}
    assert wrongs() == []


def test_control_without_guards_a_declined_offer_is_taken_up_all_the_same(cast, live_server):
    family, offer = offered(cast)
    one, url = visitor(family), live_server.url

    def declines() -> None:
        once_somebody_is_in_the_window()
        one.leave(url, offer.public_id)

    with unguarded(LOOKED):
        together([lambda: one.take(url, offer.public_id), declines])
        assert wrongs() == [
            "the counter is not the places of the bookings that take them",
            "a pool is not the places of its bookings",
        ]


def wave(cast) -> tuple:
    """A full session with one family in line, and two more places from tomorrow on."""
    later = NOW + timedelta(days=1)
    made = session(cast.station, [Batch(1), Batch(2, opens_at=later)])
    first, second, third = families(3)
    stand(made, first)
    return made, later, stand(made, second), visitor(third)


def test_a_wave_that_opens_while_a_newcomer_books_goes_down_the_line_first(cast, live_server):
    made, later, waits, newcomer = wave(cast)
    with clock.frozen(later):
        together([
            lambda: claims.settle(made.pk), lambda: newcomer.book(live_server.url, made.public_id),
        ])  # fmt: skip
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert Booking.objects.get(account=newcomer.family.account).state == "booked"
    assert wrongs() == []


def test_control_without_guards_a_wave_is_offered_twice_and_only_a_check_stops_it(cast, live_server):
    made, later, _waits, newcomer = wave(cast)

    def comes() -> int:
        once_somebody_is_in_the_window()
        return newcomer.book(live_server.url, made.public_id)[0]

    with clock.frozen(later), unguarded(CHOSEN):
        assert together([lambda: claims.settle(made.pk), comes]) == [None, 500]


def test_two_sessions_at_one_hour_asked_for_at_once_give_a_child_one_place(cast, live_server):
    here, there, one = session(cast.station), session(cast.bamboo), visitor(family("a"))
    answers = together([
        lambda: one.book(live_server.url, here.public_id), lambda: one.book(live_server.url, there.public_id),
    ])  # fmt: skip
    assert sorted(status for status, _where in answers) == [303, 409]
    assert BookedChild.objects.filter(standing="in").count() == 1
    assert wrongs() == []
