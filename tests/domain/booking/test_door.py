"""At the door: marks that come late, twice and in the wrong order; no-shows, trust and appeals; the line's order."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking import claims, codes
from shanyu.domain.booking.actions.attendance import Mark, close_attendance, mark_attendance
from shanyu.domain.booking.actions.booking import cancel
from shanyu.domain.booking.actions.line import decide_appeal, move_in_line
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.models import Booking, LineMove, TrustMark
from shanyu.domain.booking.queries.hosting import appeals
from shanyu.domain.booking.queries.participants import participants
from shanyu.domain.booking.refusals import AlreadyDecided, BookingGone, TooEarly
from shanyu.domain.booking.telling import tell_all
from shanyu.domain.messaging.models import Notification
from shanyu.domain.people.actors import actor_for
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW, Cast
from tests.domain.booking.families import families, family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=30)


def booked(a_session, a_family) -> Booking:
    children = [child.pk for child in a_family.children]
    asked = Asked(a_session.pk, a_family.account.pk, a_family.household.pk, children, uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


def mark(one: Booking, kind: str = "arrived", at=NOW, **more) -> Mark:
    return Mark(**{"mark": uuid4(), "kind": kind, "at": at, "booking": one.public_id} | more)


def state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def test_a_family_arrives_once_however_often_the_mark_is_sent(cast: Cast):
    made = session(cast.station, starts=SOON)
    one = booked(made, family("a"))
    arrived, undone = mark(one), mark(one, "undo", NOW + timedelta(seconds=5))
    mark_attendance(cast.actor("keeper"), made, [arrived])
    assert (state(one), Booking.objects.get().arrived_at) == ("attended", NOW)
    with clock.frozen(NOW + timedelta(seconds=10)):
        mark_attendance(cast.actor("keeper"), made, [arrived, undone])
        mark_attendance(cast.actor("keeper"), made, [arrived])
    assert (state(one), Booking.objects.get().arrived_at) == ("booked", None)


def test_a_bad_mark_does_not_stop_a_good_one(cast: Cast):
    made = session(cast.station, starts=SOON)
    one, other = booked(made, family("a")), booked(session(cast.bamboo, starts=SOON), family("b"))
    answers = mark_attendance(
        cast.actor("keeper"), made, [mark(other), mark(one, "dance"), mark(one, code="", at=NOW)]
    )
    assert [answer.problem for answer in answers] == ["unknown", "not_markable", ""]
    assert (state(one), state(other)) == ("attended", "booked")


def test_an_older_mark_of_another_device_does_not_undo_a_newer_one(cast: Cast):
    made = session(cast.station, starts=SOON)
    one = booked(made, family("a"))
    with clock.frozen(NOW + timedelta(minutes=10)):
        mark_attendance(cast.actor("keeper"), made, [mark(one, at=NOW + timedelta(minutes=9))])
        mark_attendance(cast.actor("keeper"), made, [mark(one, "no_show", NOW + timedelta(minutes=1))])
    assert state(one) == "attended"


def test_a_code_is_as_good_as_a_name(cast: Cast):
    made = session(cast.station, starts=SOON)
    one = booked(made, family("a"))
    said = mark(one, booking=None, code=codes.code_of(one).lower())
    answers = mark_attendance(cast.actor("keeper"), made, [said, mark(one, booking=None, code="ZZZZZZ")])
    assert sorted(answer.problem for answer in answers) == ["", "unknown"]
    assert state(one) == "attended"


def test_nobody_is_marked_long_before_and_only_by_the_host(cast: Cast):
    made = session(cast.station)
    one = booked(made, family("a"))
    with pytest.raises(TooEarly):
        mark_attendance(cast.actor("keeper"), made, [mark(one)])
    with pytest.raises(OutOfReach):
        mark_attendance(cast.actor("head"), made, [mark(one)])


def test_who_was_never_marked_did_not_come_and_that_counts_until_it_is_taken_back(cast: Cast):
    made = session(cast.station, starts=SOON)
    came, missed = (booked(made, one) for one in families(2))
    keeper = cast.actor("keeper")
    mark_attendance(keeper, made, [mark(came)])
    with pytest.raises(TooEarly):
        close_attendance(keeper, made)
    with clock.frozen(made.ends_at):
        assert close_attendance(keeper, made) == 1
        assert (state(came), state(missed)) == ("attended", "no_show")
        assert TrustMark.objects.get().kind == "no_show"
        mark_attendance(keeper, made, [mark(missed, "undo", made.ends_at)])
    assert not TrustMark.objects.exists()


def test_a_late_cancellation_leaves_a_mark_and_one_in_time_does_not(cast: Cast):
    late, early = session(cast.station, starts=SOON), session(cast.station)
    one, two = family("a"), family("b")
    cancel(actor_for(one.account.pk), booked(late, one))
    cancel(actor_for(two.account.pk), booked(early, two))
    tell_all()
    assert list(TrustMark.objects.values_list("kind", "account__username")) == [("late", "family-a")]


def appealed(cast: Cast) -> TrustMark:
    made = session(cast.station, starts=SOON)
    one = booked(made, family("a"))
    mark_attendance(cast.actor("keeper"), made, [mark(one, "no_show")])
    TrustMark.objects.update(appeal="那天孩子发烧", appealed_at=NOW)
    return TrustMark.objects.get()


def test_an_appeal_is_decided_once_with_words(cast: Cast):
    found, keeper = appealed(cast), cast.actor("keeper")
    assert appeals(keeper) == appeals(cast.actor("officer")) == [found]
    assert appeals(cast.actor("head")) == []
    with pytest.raises(Invalid):
        decide_appeal(keeper, found, forgive=True, answer="")
    assert decide_appeal(keeper, found, forgive=True, answer="祝孩子早日康复").forgiven is True
    told = Notification.objects.get(kind="booking.appeal")
    assert (told.account_id, told.title) == (found.account_id, "申诉已通过：亲子音乐")
    with pytest.raises(AlreadyDecided):
        decide_appeal(cast.actor("officer"), found, forgive=False, answer="不行")


def test_a_move_in_line_needs_a_reason_and_nobody_else_changes_places(cast: Cast):
    made = session(cast.station, 1)
    first, *line = (booked(made, one) for one in families(5))
    keeper = cast.actor("keeper")
    with pytest.raises(Invalid):
        move_in_line(keeper, line[3], position=1, reason=" ")
    move_in_line(keeper, line[3], position=2, reason="双胞胎其中一个已报上")
    order = list(Booking.objects.filter(state="waiting").order_by("line").values_list("pk", flat=True))
    assert order == [line[0].pk, line[3].pk, line[1].pk, line[2].pk]
    assert LineMove.objects.get().account_id == cast.keeper.pk
    move_in_line(keeper, line[0], position=99, reason="家长自己要求")
    order = list(Booking.objects.filter(state="waiting").order_by("line").values_list("pk", flat=True))
    assert order == [line[3].pk, line[1].pk, line[2].pk, line[0].pk]
    with pytest.raises(BookingGone):
        move_in_line(keeper, first, position=1, reason="已有名额")
    claims.release(first.pk, None)
    assert state(line[3]) == "offered"


def test_a_host_sees_given_names_ages_and_the_line_and_no_more(cast: Cast):
    made = session(cast.station, 1)
    booked(made, family("陈"))
    booked(made, family("林", children=2))
    found = participants(cast.actor("keeper"), made)
    assert [(one.name, [(g.name, g.months) for g in one.children]) for one in found.expected] == [
        ("家*", [("子陈0", 27)])
    ]
    assert [(one.position, one.places) for one in found.line] == [(1, 2)]
    with pytest.raises(OutOfReach):
        participants(cast.actor("head"), made)


def test_participants_ask_a_fixed_number_of_questions(cast: Cast, django_assert_num_queries):
    few, many = session(cast.station, 20), session(cast.station, 20)
    everybody = families(7)
    booked(few, everybody[0])
    for one in everybody[1:]:
        booked(many, one)
    keeper = cast.actor("keeper")
    with django_assert_num_queries(6):
        participants(keeper, few)
    with django_assert_num_queries(6):
        participants(keeper, many)
