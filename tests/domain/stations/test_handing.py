"""Children handed over: to whom, by which code, and never more than the carers there may mind."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import Guardianship
from shanyu.domain.stations.actions import (
    Adult,
    hand_in,
    hand_out,
    name_pick_up_person,
    take_over,
    undo_hand_over,
)
from shanyu.domain.stations.models import HandOver, Minding
from shanyu.domain.stations.queries import call_guardian, care_of, minding_of, roster
from shanyu.domain.stations.refusals import (
    AlreadyHere,
    CannotUndo,
    CodeNeeded,
    MinderFull,
    MoreCarersNeeded,
    NotBooked,
    NotHere,
    NotOnDuty,
    NotTheirAdult,
    NotYet,
    WrongCode,
)
from shanyu.kernel import clock
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.models import AuditEvent
from tests.cast import NOW, Cast
from tests.domain.stations.making import (
    booked,
    child_here,
    family,
    guardian_of,
    hour,
    neighbour,
    on_duty,
    papers,
)

pytestmark = pytest.mark.django_db
TWO_YEARS, ONE_YEAR, BABY = date(2024, 8, 1), date(2025, 8, 1), date(2026, 2, 1)


@pytest.fixture
def carer(cast: Cast):
    one = neighbour(cast.station)
    on_duty(cast.station, one.worker, cast.keeper)
    return one


def taken_in(cast, one, carer, **more):
    return hand_in(
        cast.actor("keeper"), one, adult=guardian_of(one), minder=carer.worker.pk, mark=uuid4(), **more
    )


def test_a_child_is_taken_in_from_its_guardian_and_minded_from_then_on(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    made = taken_in(cast, one, carer)
    assert (made.step, made.way, made.guardian, made.beyond) == ("in", "code", one.booking.account, False)
    minding = Minding.objects.get()
    assert (minding.worker, minding.during.lower, minding.during.upper) == (carer.worker, NOW, None)
    one.booking.refresh_from_db()
    assert (one.booking.state, one.booking.arrived_at) == ("attended", NOW)


def test_the_same_mark_is_the_same_hand_over(cast, carer):
    one, mark = child_here(cast, "a", TWO_YEARS, hour(cast.station)), uuid4()
    call = {"adult": guardian_of(one), "minder": carer.worker.pk, "mark": mark}
    first = hand_in(cast.actor("keeper"), one, **call)
    assert hand_in(cast.actor("keeper"), one, **call) == first
    with pytest.raises(AlreadyHere):
        hand_in(cast.actor("keeper"), one, **{**call, "mark": uuid4()})
    assert HandOver.objects.count() == 1


def test_a_child_beyond_the_ratio_is_refused_with_how_many_carers_are_needed(cast, carer):
    an_hour = hour(cast.station)
    for name in "abc":
        taken_in(cast, child_here(cast, name, BABY, an_hour), carer)
    with pytest.raises(MoreCarersNeeded) as refused:
        taken_in(cast, child_here(cast, "d", BABY, an_hour), carer)
    assert refused.value.facts == {"there": 1, "more": 1}
    assert refused.value.sentence() == "在岗的照护人员不够：现在有 1 位，收下这个孩子还要再来 1 位。"


def test_a_second_carer_on_duty_makes_room_but_not_with_the_first(cast, carer):
    an_hour, second = hour(cast.station), neighbour(cast.station, "二号")
    on_duty(cast.station, second.worker, cast.keeper)
    for name in "abc":
        taken_in(cast, child_here(cast, name, BABY, an_hour), carer)
    fourth = child_here(cast, "d", BABY, an_hour)
    with pytest.raises(MinderFull):
        taken_in(cast, fourth, carer)
    taken_in(cast, fourth, second)
    assert Minding.objects.filter(worker=second.worker).count() == 1


def test_a_neighbour_whose_papers_ran_out_does_not_count(cast):
    one = neighbour(cast.station, vetted=False)
    papers(one.worker, "health", "care_training")
    papers(one.worker, "no_crime", issued=date(2025, 11, 1))
    on_duty(cast.station, one.worker, cast.keeper)
    with pytest.raises(MoreCarersNeeded) as refused:
        taken_in(cast, child_here(cast, "a", TWO_YEARS, hour(cast.station)), one)
    assert refused.value.facts == {"there": 0, "more": 1}


def test_a_child_to_come_is_unminded_where_nobody_is_on_the_roster_for_that_hour(cast):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station, starts=NOW + timedelta(hours=2)))
    stranger, keeper = neighbour(cast.station, "新来的", vetted=False), cast.actor("keeper")
    later = NOW + timedelta(hours=1)
    on_duty(cast.station, stranger.worker, cast.keeper, begins=later)
    assert [line.booked for line in roster(keeper, cast.station).unminded] == [one]
    on_duty(cast.station, neighbour(cast.station).worker, cast.keeper, begins=later)
    there = roster(keeper, cast.station)
    assert (there.minders, there.unminded) == ([], [])


def test_who_is_not_on_duty_minds_nobody(cast, carer):
    away = neighbour(cast.station, "不在")
    with pytest.raises(NotOnDuty):
        taken_in(cast, child_here(cast, "a", TWO_YEARS, hour(cast.station)), away)


def test_what_was_entered_with_the_network_off_is_kept_and_says_that_the_ratio_was_passed(cast, carer):
    an_hour = hour(cast.station, starts=NOW - timedelta(minutes=50))
    for name in "abc":
        taken_in(cast, child_here(cast, name, BABY, an_hour), carer, at=NOW - timedelta(minutes=40))
    late = taken_in(cast, child_here(cast, "d", BABY, an_hour), carer, at=NOW - timedelta(minutes=30))
    assert (late.beyond, late.at) == (True, NOW - timedelta(minutes=30))


def test_a_child_without_a_booking_for_now_is_not_taken_in(cast, carer):
    tomorrow = child_here(cast, "a", TWO_YEARS, hour(cast.station, starts=NOW + timedelta(hours=2)))
    with pytest.raises(NotYet):
        taken_in(cast, tomorrow, carer)
    over = child_here(cast, "b", TWO_YEARS, hour(cast.station, starts=NOW - timedelta(minutes=59)))
    with clock.frozen(NOW + timedelta(minutes=2)), pytest.raises(NotBooked):
        taken_in(cast, over, carer)


def test_a_child_is_given_out_to_a_named_adult_with_the_code(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    taken_in(cast, one, carer)
    parent = one.booking.account
    ship = Guardianship.objects.get(account=parent)
    person = name_pick_up_person(
        actor_for(parent.pk, assurance=1), ship.child.household, name="吴阿姨", phone="13800001234",
        relation="neighbour",
    )  # fmt: skip
    code = guardian_of(one).code
    with pytest.raises(CodeNeeded):
        hand_out(cast.actor("keeper"), one, adult=Adult(person=person.public_id), mark=uuid4())
    with pytest.raises(WrongCode):
        hand_out(cast.actor("keeper"), one, adult=Adult(person=person.public_id, code="000000"), mark=uuid4())
    with clock.frozen(NOW + timedelta(minutes=50)):
        made = hand_out(
            cast.actor("keeper"), one, adult=Adult(person=person.public_id, code=code), mark=uuid4()
        )
    assert (made.step, made.person, made.way) == ("out", person, "code")
    assert Minding.objects.get().during.upper == NOW + timedelta(minutes=50)


def test_a_guardian_without_the_code_is_recognised_and_the_way_is_kept(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    taken_in(cast, one, carer)
    with pytest.raises(CodeNeeded):
        hand_out(cast.actor("keeper"), one, adult=guardian_of(one, code=""), mark=uuid4())
    made = hand_out(cast.actor("keeper"), one, adult=guardian_of(one, code="", way="papers"), mark=uuid4())
    assert made.way == "papers"


def test_nobody_else_gets_the_child(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    taken_in(cast, one, carer)
    stranger = Adult(guardian=cast.stranger.public_id, code=guardian_of(one).code)
    with pytest.raises(NotTheirAdult):
        hand_out(cast.actor("keeper"), one, adult=stranger, mark=uuid4())


def test_a_neighbour_takes_a_child_over_and_has_one_minder_at_a_time(cast, carer):
    one, second = child_here(cast, "a", TWO_YEARS, hour(cast.station)), neighbour(cast.station, "二号")
    on_duty(cast.station, second.worker, cast.keeper)
    taken_in(cast, one, carer)
    with clock.frozen(NOW + timedelta(minutes=20)):
        take_over(actor_for(second.account.pk, assurance=1), one, minder=second.worker.pk)
    spans = Minding.objects.order_by("pk").values_list("worker_id", "during")
    assert [(who, span.upper) for who, span in spans] == [
        (carer.worker.pk, NOW + timedelta(minutes=20)),
        (second.worker.pk, None),
    ]


def test_a_neighbour_reaches_the_children_only_while_on_duty(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    neighbour_actor = actor_for(carer.account.pk, assurance=1)
    assert [line.name for line in roster(neighbour_actor, cast.station).next] == [one.child.name.reveal()[1:]]
    with clock.frozen(NOW + timedelta(hours=5)), pytest.raises(OutOfReach):
        roster(actor_for(carer.account.pk, assurance=1), cast.station)
    with pytest.raises(OutOfReach):
        care_of(cast.actor("head"), one)


def test_a_mistake_is_corrected_by_a_new_row(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    made = taken_in(cast, one, carer)
    undo_hand_over(cast.actor("keeper"), made, note="点错了孩子", mark=uuid4())
    one.booking.refresh_from_db()
    assert one.booking.state == "booked"
    assert Minding.objects.filter(void=False).count() == 0
    with pytest.raises(CannotUndo):
        undo_hand_over(cast.actor("keeper"), made, note="再点一次", mark=uuid4())
    again = taken_in(cast, one, carer)
    out = hand_out(cast.actor("keeper"), one, adult=guardian_of(one), mark=uuid4())
    undo_hand_over(cast.actor("keeper"), out, note="家长又回来了", mark=uuid4())
    assert Minding.objects.filter(void=False, during__endswith__isnull=True).count() == 1
    assert again.corrects is None
    with pytest.raises(NotHere):
        hand_out(cast.actor("keeper"), booked(hour(cast.station), family("z"))[0], adult=guardian_of(one),
                 mark=uuid4())  # fmt: skip


def test_a_guardian_sees_who_minds_the_child_and_strangers_do_not(cast, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    taken_in(cast, one, carer)
    parent = actor_for(one.booking.account_id, assurance=1)
    (seen,) = minding_of(parent, one.booking)
    assert (seen.came_at, seen.left_at, seen.minder) == (NOW, None, carer.worker.name)
    with pytest.raises(OutOfReach):
        minding_of(cast.actor("stranger"), one.booking)


def test_calling_a_guardian_shows_the_telephone_and_is_in_the_trail(
    cast, carer, django_capture_on_commit_callbacks
):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    parent = one.booking.account
    parent.phone = "13800001234"
    parent.save()
    with django_capture_on_commit_callbacks(execute=True):
        found = call_guardian(cast.actor("keeper"), one)
    assert [contact.phone for contact in found] == ["13800001234"]
    event = AuditEvent.objects.get(verb="stations.call_guardian")
    assert "because.call" in event.ids
    assert event.ids["people.account"] == [parent.pk]
