"""Carers sign in to rooms; a room with too few of them is told once; a child that was moved belongs to both."""

from datetime import date, timedelta

import pytest

from shanyu.domain.care.actions import begin_shift, end_shift, record
from shanyu.domain.care.models import Entry, Shift
from shanyu.domain.care.queries import classes, day_of_child, floor, floor_kit, floor_mark
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass
from shanyu.kernel import clock
from shanyu.kernel.clock import now
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.events import subscribe, unsubscribe
from tests import cast as people
from tests.domain.care.making import SINCE, daughters_class, raw, worker_of
from tests.domain.enrolment import making


@pytest.fixture
def where(cast):
    return daughters_class(cast)


@pytest.fixture
def other(cast, where):
    """A second class of the site, with a carer of its own."""
    room = CareClass.objects.create(site=cast.bamboo, name="小树班", band="older_toddler", licensed=10)
    people.post(people.worker("何老师", cast.stranger), cast.bamboo, "carer", room)
    return room


@pytest.fixture
def told():
    heard = []
    subscribe("care.ratio_above", hear := lambda **facts: heard.append(facts))
    yield heard
    unsubscribe("care.ratio_above", hear)


def send(cast, *entries, who="carer"):
    return record(cast.actor(who), cast.bamboo, entries=entries)


def sibling(cast, number: int) -> Child:
    born = date(2024, 8, 1) + timedelta(days=number)
    return Child.objects.create(household=cast.household, name=f"孩子{number}", sex="f", born=born)


def test_a_carer_is_in_one_room_at_a_time(cast, where, other):
    people.post(worker_of(cast.carer), cast.bamboo, "carer", other)
    begin_shift(cast.actor("carer"), where)
    with clock.frozen(now() + timedelta(hours=1)):
        begin_shift(cast.actor("carer"), other)
        begin_shift(cast.actor("carer"), other)
        assert Shift.objects.filter(during__endswith__isnull=True).get().care_class == other
    with clock.frozen(now() + timedelta(hours=2)):
        end_shift(cast.actor("carer"))
    assert [one.care_class for one in Shift.objects.order_by("during")] == [where, other]
    assert end_shift(cast.actor("carer")) is None


def test_a_shift_that_ends_as_it_begins_was_none(cast, where):
    begin_shift(cast.actor("carer"), where)
    end_shift(cast.actor("carer"))
    assert not Shift.objects.exists()


@pytest.mark.parametrize("who", ["father", "keeper", "officer"])
def test_nobody_else_signs_in_to_a_room(cast, where, who):
    with pytest.raises(OutOfReach):
        begin_shift(cast.actor(who), where)


def test_a_room_above_its_ratio_is_told_once_for_each_episode(cast, where, told):
    arrived = raw(cast.daughter, "arrival")
    send(cast, arrived)
    assert told == [{"care_class": where, "children": 1, "carers": 0, "most": 7}]
    send(cast, arrived, raw(cast.daughter, "mood", mood="calm"), raw(cast.daughter, "arrival"))
    assert len(told) == 1
    begin_shift(cast.actor("carer"), where)
    assert floor(cast.actor("carer"), where).ratio.above is False
    with clock.frozen(now() + timedelta(minutes=5)):
        end_shift(cast.actor("carer"))
    assert len(told) == 2


def test_the_eighth_child_of_one_carer_is_one_too_many(cast, where, told):
    begin_shift(cast.actor("carer"), where)
    CareClass.objects.filter(pk=where.pk).update(licensed=30)
    eight = [cast.daughter, *(sibling(cast, number) for number in range(7))]
    for child in eight[1:]:
        making.attending(child, where, cast.father, cast.head, SINCE)
    send(cast, *(raw(child, "arrival") for child in eight[:7]))
    assert told == []
    send(cast, raw(eight[7], "arrival"))
    assert [(one["children"], one["carers"]) for one in told] == [(8, 1)]


def test_the_carer_of_a_class_into_which_a_child_was_moved_records_and_reads_its_day(cast, where, other):
    mood = raw(cast.daughter, "mood", mood="calm")
    assert list(send(cast, mood, who="stranger").refused) == [mood["mark"]]
    moved = raw(cast.daughter, "moved", to_class=other.pk)
    assert len(send(cast, raw(cast.daughter, "arrival"), moved).accepted) == 2
    assert len(send(cast, mood, who="stranger").accepted) == 1
    assert Entry.objects.get(kind="mood").care_class == where
    [there] = floor(cast.actor("stranger"), other).children
    assert (there.child, there.guest) == (cast.daughter, True)
    assert floor(cast.actor("stranger"), other).ratio.children == 1
    assert floor(cast.actor("carer"), where).ratio.children == 0
    assert day_of_child(cast.actor("stranger"), cast.daughter).state.present
    assert list(floor_kit(cast.actor("stranger"), other).children) == [cast.daughter.pk]


def test_a_move_that_was_taken_back_opens_nothing(cast, where, other):
    moved = raw(cast.daughter, "moved", to_class=other.pk)
    back = raw(cast.daughter, "moved", replaces=[moved["mark"]], withdrawn=True)
    send(cast, moved, back)
    assert list(send(cast, mood := raw(cast.daughter, "mood", mood="calm"), who="stranger").refused) == [
        mood["mark"]
    ]
    with pytest.raises(OutOfReach):
        day_of_child(cast.actor("stranger"), cast.daughter)


def test_no_child_is_moved_to_another_site(cast, where):
    moved = raw(cast.daughter, "moved", to_class=cast.willow.classes.get().pk)
    assert [one.code for one in send(cast, moved).refused.values()] == ["NotInClass"]


def test_the_mark_of_a_floor_changes_with_what_is_shown_and_else_stays(cast, where):
    seen = [floor_mark(cast.actor("carer"), where)]
    assert floor_mark(cast.actor("carer"), where) == seen[0]
    send(cast, raw(cast.daughter, "arrival"))
    seen.append(floor_mark(cast.actor("carer"), where))
    begin_shift(cast.actor("carer"), where)
    seen.append(floor_mark(cast.actor("carer"), where))
    assert len(set(seen)) == 3


def test_classes_are_those_of_todays_posts(cast, where, other):
    assert classes(cast.actor("carer")) == [where]
    assert classes(cast.actor("stranger")) == [other]
    assert classes(cast.actor("father")) == []
