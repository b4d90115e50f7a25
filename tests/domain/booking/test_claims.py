"""The engine: what a claim answers, and that counter, pools and ledger always agree."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Sum

from shanyu.domain.booking import claims, trust
from shanyu.domain.booking.actions.booking import book
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.making import Batch, host_of
from shanyu.domain.booking.models import BookedChild, Booking, Counter, Entry, Pool, Series
from shanyu.kernel import clock
from tests.cast import NOW, Cast
from tests.domain.booking.families import families, family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db


def asked(a_session, a_family, **more) -> Asked:
    return Asked(
        session=a_session.pk,
        account=a_family.account.pk,
        household=a_family.household.pk,
        children=[child.pk for child in a_family.children],
        key=more.pop("key", None) or uuid4(),
        **more,
    )


def state_of(answer) -> str:
    return Booking.objects.get(pk=answer.booking).state


def counts_agree(a_session) -> bool:
    counter = Counter.objects.get(pk=a_session.pk)
    ledger = Entry.objects.filter(session=a_session).aggregate(sum=Sum("delta"))["sum"] or 0
    pools = Pool.objects.filter(session=a_session).aggregate(sum=Sum("taken"))["sum"] or 0
    return counter.taken == ledger == pools


def test_a_family_gets_a_place(cast: Cast):
    made = session(cast.station)
    answer = claims.claim(asked(made, family("a")))
    assert answer.code == "booked"
    assert Counter.objects.get(pk=made.pk).taken == 1
    assert counts_agree(made)


def test_the_same_key_has_the_same_answer(cast: Cast):
    made, one = session(cast.station), family("a")
    key = uuid4()
    first, second = claims.claim(asked(made, one, key=key)), claims.claim(asked(made, one, key=key))
    assert (second.code, second.booking) == ("same", first.booking)
    assert Counter.objects.get(pk=made.pk).taken == 1


def test_a_key_of_another_session_is_refused(cast: Cast):
    one, key = family("a"), uuid4()
    claims.claim(asked(session(cast.station), one, key=key))
    assert claims.claim(asked(session(cast.station), one, key=key)).code == "key_used"


def test_a_full_session_gives_places_in_line(cast: Cast):
    made = session(cast.station, 1)
    codes = [claims.claim(asked(made, one)).code for one in families(3)]
    assert codes == ["booked", "waiting", "waiting"]
    assert Counter.objects.get(pk=made.pk).waiting == 2
    assert counts_agree(made)


def test_who_does_not_want_to_wait_is_told_that_it_is_full(cast: Cast):
    made = session(cast.station, 1)
    one, two = families(2)
    claims.claim(asked(made, one))
    assert claims.claim(asked(made, two, join=False)).code == "full"


def test_a_freed_place_is_offered_to_the_next_in_line(cast: Cast):
    made = session(cast.station, 1)
    first, second, third = (claims.claim(asked(made, one)) for one in families(3))
    assert claims.release(first.booking, None) == "cancelled"
    assert [state_of(a) for a in (first, second, third)] == ["cancelled", "offered", "waiting"]
    assert claims.accept(second.booking, None).code == "booked"
    assert counts_agree(made)


def test_a_newcomer_does_not_overtake_the_line(cast: Cast):
    made = session(cast.station, 1)
    first, _second = (claims.claim(asked(made, one)) for one in families(2))
    claims.release(first.booking, None)
    assert claims.claim(asked(made, family("late"))).code == "waiting"


def test_a_family_of_two_is_passed_over_for_one_place_and_keeps_its_position(cast: Cast):
    made = session(cast.station, 2)
    one, two, three = family("a"), family("b", children=2), family("c")
    first = claims.claim(asked(made, one))
    claims.claim(asked(made, family("x")))
    pair, single = claims.claim(asked(made, two)), claims.claim(asked(made, three))
    claims.release(first.booking, None)
    assert [state_of(pair), state_of(single)] == ["waiting", "offered"]
    assert counts_agree(made)


def test_an_offer_that_nobody_takes_goes_on_down_the_line(cast: Cast):
    made = session(cast.station, 1)
    first, second, third = (claims.claim(asked(made, one)) for one in families(3))
    claims.release(first.booking, None)
    with clock.frozen(NOW + timedelta(days=1, hours=1)):
        claims.settle(made.pk)
    assert [state_of(second), state_of(third)] == ["lapsed", "offered"]
    assert counts_agree(made)


def test_an_offer_does_not_end_at_night(cast: Cast):
    made = session(cast.station, 1, starts=NOW + timedelta(hours=20))
    first, second = (claims.claim(asked(made, one)) for one in families(2))
    with clock.frozen(NOW + timedelta(hours=13)):  # 22:30 in Hangzhou; the session is at 05:30
        claims.release(first.booking, None)
    assert Booking.objects.get(pk=second.booking).until == made.starts_at


def test_a_wave_opens_at_its_moment_and_the_line_comes_first(cast: Cast):
    later = NOW + timedelta(days=1)
    made = session(cast.station, [Batch(1), Batch(1, opens_at=later)])
    first, second = (claims.claim(asked(made, one)) for one in families(2))
    assert [state_of(first), state_of(second)] == ["booked", "waiting"]
    with clock.frozen(later):
        third = claims.claim(asked(made, family("late")))
    assert [state_of(second), state_of(third)] == ["offered", "waiting"]


def test_a_quota_is_kept_for_its_group_until_it_opens_to_all(cast: Cast):
    later = NOW + timedelta(days=1)
    made = session(cast.station, [Batch(1, group="residents", open_to_all_at=later)])
    one, two = families(2)
    assert claims.claim(asked(made, one, join=False)).code == "full"
    with clock.frozen(later):
        assert claims.claim(asked(made, two)).code == "booked"


def test_a_quota_is_kept_when_nothing_is_due_in_its_session(cast: Cast):
    made = session(cast.station, [Batch(1, group="residents", open_to_all_at=NOW + timedelta(days=1))])
    claims.settle(made.pk)
    assert claims.claim(asked(made, family("a"), join=False)).code == "full"


def test_a_resident_takes_the_quota_before_the_open_places(cast: Cast):
    later = NOW + timedelta(days=1)
    made = session(cast.station, [Batch(1), Batch(1, group="residents", open_to_all_at=later)])
    claims.claim(asked(made, family("a"), groups=["residents"]))
    taken = dict(Pool.objects.filter(session=made).values_list("group", "taken"))
    assert taken == {"": 0, "residents": 1}


def test_a_quota_that_comes_later_goes_to_those_in_line_who_may_use_it(cast: Cast):
    made = session(cast.station, 1)
    first, known, new = families(3)
    claims.claim(asked(session(cast.station, starts=made.starts_at + timedelta(days=1)), known))
    answers = [claims.claim(asked(made, one)) for one in (first, known, new)]
    claims.add_pool(made.pk, 1, NOW, "newcomers", NOW + timedelta(days=3))
    assert [state_of(one) for one in answers] == ["booked", "waiting", "offered"]


def test_the_database_finds_which_quotas_a_family_may_use(cast: Cast):
    quotas = [
        Batch(1, group=one, open_to_all_at=NOW + timedelta(days=1)) for one in ("residents", "newcomers")
    ]
    made = session(cast.station, [Batch(1), *quotas])
    one = family("a")
    one.household.region = made.region
    one.household.save()
    assert Booking.objects.get(pk=claims.claim(asked(made, one)).booking).groups == ["residents", "newcomers"]
    plain = session(cast.station, starts=made.starts_at + timedelta(days=1))
    assert Booking.objects.get(pk=claims.claim(asked(plain, one)).booking).groups == []


def test_what_a_claim_answers_is_what_was_written(cast: Cast):
    made = book(
        cast.actor("father"), session(cast.station).pk, children=[cast.daughter.public_id], key=uuid4()
    )
    told = {name: value for name, value in made.__dict__.items() if not name.startswith("_")}
    written = Booking.objects.get()
    assert told == {name: getattr(written, name) for name in told}
    assert set(told) >= {"id", "public_id", "account_id", "household_id", "state"}


def test_a_claim_keeps_its_session_s_turn_until_it_commits(cast: Cast):
    made = session(cast.station)
    claims.claim(asked(made, family("a")))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks "
            "WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        assert cursor.fetchall() == [(8301 << 40 | made.pk,)]


def test_two_times_a_week_is_the_limit(cast: Cast):
    one = family("a")
    limit = {"limit_key": "drop_in", "limit_a_week": 2}
    monday = NOW + timedelta(days=2)
    made = [session(cast.station, starts=monday + timedelta(days=d), **limit) for d in (0, 1, 2, 7)]
    answers = [claims.claim(asked(s, one)) for s in made]
    assert [a.code for a in answers] == ["booked", "booked", "week_full", "booked"]
    assert clock.local(answers[2].at).isoformat() == "2026-11-30T00:00:00+08:00"


def test_a_child_is_in_one_place_at_a_time(cast: Cast):
    one = family("a")
    first = claims.claim(asked(session(cast.station), one))
    second = claims.claim(asked(session(cast.bamboo), one))
    assert (second.code, second.booking) == ("clash", first.booking)


def test_an_offer_that_clashes_by_now_is_not_taken_up(cast: Cast):
    made = session(cast.station, 1)
    one, two = families(2)
    first, waits = claims.claim(asked(made, one)), claims.claim(asked(made, two))
    other = claims.claim(asked(session(cast.bamboo), two))
    claims.release(first.booking, None)
    answer = claims.accept(waits.booking, None)
    assert (answer.code, answer.booking) == ("clash", other.booking)
    assert state_of(waits) == "offered"


def test_nothing_before_the_opening_moment(cast: Cast):
    opens = NOW + timedelta(minutes=1)
    made = session(cast.station, opens_at=opens)
    answer = claims.claim(asked(made, family("a")))
    assert (answer.code, answer.at) == ("not_open_yet", opens)
    with clock.frozen(opens):
        assert claims.claim(asked(made, family("b"))).code == "booked"


def test_a_hold_ends_by_itself_and_gives_its_place_back(cast: Cast):
    made = session(cast.station, 1, hold_minutes=15)
    one, two = families(2)
    held, waits = claims.claim(asked(made, one)), claims.claim(asked(made, two))
    assert [state_of(held), state_of(waits)] == ["held", "waiting"]
    with clock.frozen(NOW + timedelta(minutes=15)):
        claims.settle(made.pk)
    assert [state_of(held), state_of(waits)] == ["expired", "offered"]
    assert counts_agree(made)


def test_a_confirmed_hold_stays(cast: Cast):
    made = session(cast.station, 1, hold_minutes=15)
    held = claims.claim(asked(made, family("a")))
    assert claims.accept(held.booking, None).code == "booked"
    with clock.frozen(NOW + timedelta(minutes=16)):
        claims.settle(made.pk)
    assert state_of(held) == "booked"


def test_fewer_places_than_are_taken_are_refused(cast: Cast):
    made = session(cast.station, 3)
    for one in families(2):
        claims.claim(asked(made, one))
    pool = made.pools.get()
    assert claims.resize(pool.pk, 1) is False
    assert claims.resize(pool.pk, 2) is True
    assert Counter.objects.get(pk=made.pk).capacity == 2


def test_more_places_go_down_the_line(cast: Cast):
    made = session(cast.station, 1)
    _first, second = (claims.claim(asked(made, one)) for one in families(2))
    claims.resize(made.pools.get().pk, 2)
    assert state_of(second) == "offered"
    assert counts_agree(made)


def test_calling_off_ends_every_booking(cast: Cast):
    made = session(cast.station, 1)
    answers = [claims.claim(asked(made, one)) for one in families(2)]
    assert claims.call_off(made.pk, "老师生病", cast.keeper.pk) == 2
    assert [state_of(a) for a in answers] == ["called_off", "called_off"]
    assert BookedChild.objects.exclude(standing="out").count() == 0
    assert counts_agree(made)
    assert claims.claim(asked(made, family("late"))).code == "called_off"


def test_two_guardians_of_one_family_have_one_booking(cast: Cast):
    made, one = session(cast.station), family("a")
    first = claims.claim(asked(made, one))
    other = Asked(made.pk, cast.stranger.pk, one.household.pk, [one.children[0].pk], uuid4())
    answer = claims.claim(other)
    assert (answer.code, answer.booking) == ("already", first.booking)


def test_a_full_line_is_full(cast: Cast):
    made = session(cast.station, 1, line_limit=1)
    codes = [claims.claim(asked(made, one)).code for one in families(3)]
    assert codes == ["booked", "waiting", "full"]


def test_nothing_after_booking_has_closed(cast: Cast):
    made = session(cast.station, closes_at=NOW)
    answer = claims.claim(asked(made, family("a")))
    assert (answer.code, answer.at) == ("closed", NOW)


def test_once_in_a_series_is_the_limit(cast: Cast):
    series, one = Series.objects.create(host=host_of(cast.station), title="亲子音乐"), family("a")
    weeks = [NOW + timedelta(days=7 * week) for week in (1, 2)]
    made = [session(cast.station, starts=week, series=series, limit_in_series=1) for week in weeks]
    assert [claims.claim(asked(each, one)).code for each in made] == ["booked", "series_full"]


def test_two_marks_open_a_popular_session_half_an_hour_later(cast: Cast):
    one, opens = family("a"), NOW - timedelta(minutes=10)
    for days in (14, 21):
        past = claims.claim(asked(session(cast.station, starts=NOW + timedelta(days=days)), one)).booking
        trust.mark(Booking.objects.get(pk=past), "late", NOW)
    made = session(cast.station, popular=True, opens_at=opens)
    answer = claims.claim(asked(made, one))
    assert (answer.code, answer.at) == ("trust_wait", opens + timedelta(minutes=30))
    with clock.frozen(answer.at):
        assert claims.claim(asked(made, one)).code == "booked"


def test_a_hold_confirmed_too_late_is_gone(cast: Cast):
    made = session(cast.station, 1, hold_minutes=15)
    held = claims.claim(asked(made, family("a")))
    with clock.frozen(NOW + timedelta(minutes=15)):
        assert claims.accept(held.booking, None).code == "gone"
    assert state_of(held) == "expired"
    assert counts_agree(made)


def test_an_offer_accepted_too_late_is_gone_and_has_gone_on(cast: Cast):
    made = session(cast.station, 1)
    first, second, third = (claims.claim(asked(made, one)) for one in families(3))
    claims.release(first.booking, None)
    with clock.frozen(Booking.objects.get(pk=second.booking).until):
        assert claims.accept(second.booking, None).code == "gone"
    assert [state_of(second), state_of(third)] == ["lapsed", "offered"]
    assert counts_agree(made)
