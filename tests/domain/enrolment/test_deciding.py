"""What a head decides by: an application beside the places, who could come, a case, and what it is not told."""

from datetime import date, timedelta

import pytest

from shanyu.domain.enrolment import calls, queries
from shanyu.domain.enrolment.models import Application
from shanyu.domain.people.models import Child
from shanyu.kernel import clock
from shanyu.kernel.ages import date_of_months
from shanyu.kernel.door import OutOfReach
from tests.cast import NOW, TODAY
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
#: Of the cast: the daughter is two and three months, the son eight months.


def test_an_application_stands_beside_every_class_of_the_site(cast):
    infants = care_class(cast.bamboo, "乳儿班", 2, "infant")
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    found = queries.application_file(cast.actor("head"), asked.public_id)
    assert (found.child, found.position) == ("陈*", 1)
    assert [(one.care_class.name, one.possible.on, one.possible.why) for one in found.choices] == [
        ("向阳班", DECEMBER, ""),
        (infants.name, None, "too_old"),
    ]


def test_a_family_that_would_be_passed_is_counted_as_the_database_counts_it(cast):
    sunny = cast.bamboo.classes.get(name="向阳班")
    sister = Child.objects.create(
        household=cast.household, name="陈小禾", sex="f", born=cast.daughter.born - timedelta(days=30)
    )
    ask(case(sister, cast.mother), cast.bamboo)
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    [choice] = queries.application_file(cast.actor("head"), asked.pk).choices
    assert (choice.passed, choice.possible.on) == (1, DECEMBER)
    answer = calls.offer(asked.pk, sunny.pk, DECEMBER, cast.head.pk)
    assert answer.code == "out_of_turn"


def test_an_application_at_another_site_is_not_there(cast):
    [asked] = ask(case(cast.daughter, cast.father), cast.far)
    with pytest.raises(OutOfReach):
        queries.application_file(cast.actor("head"), asked.pk)


def test_who_could_come_is_told_by_class_and_by_turn(cast):
    where = care_class(cast.willow, "托大班", 1)
    sister = Child.objects.create(
        household=cast.household, name="陈小禾", sex="f", born=cast.daughter.born - timedelta(days=30)
    )
    ask(case(cast.daughter, cast.father), cast.willow)
    ask(case(sister, cast.mother), cast.willow)
    [found] = [
        one for one in queries.could_come(cast.actor("head"), cast.willow) if one.care_class.pk == where.pk
    ]
    assert [(one.family.position, one.possible.on, one.in_turn) for one in found.comers] == [
        (1, DECEMBER, True),
        (2, DECEMBER, False),
    ]


def test_a_site_reads_a_case_without_what_the_family_did_elsewhere(cast):
    one = case(cast.daughter, cast.father)
    here, _there = ask(one, cast.bamboo, cast.far)
    with pytest.raises(OutOfReach):
        queries.site_case(cast.actor("head"), one)
    made = offer(here, cast.bamboo.classes.get(name="向阳班"), cast.head, DECEMBER)
    assert calls.accept(made.pk, cast.father.pk) == "accepted"
    found = queries.site_case(cast.actor("head"), one.public_id)
    assert (found.child, found.application) == ("陈小丸", here)
    assert [entry.kind for entry in found.entries] == ["offer", "accept"]
    assert [contact.name for contact in queries.call_family(cast.actor("head"), one)] == [
        account.name for account in (cast.father, cast.mother) if account.phone
    ]


def test_a_name_stands_on_the_board_only_after_acceptance(cast):
    where = cast.bamboo.classes.get(name="向阳班")
    one = case(cast.daughter, cast.father)
    made = offer(*ask(one, cast.bamboo), where, cast.head, MARCH)
    [board] = queries.class_board(cast.actor("head"), cast.bamboo)
    assert [place.child for place in board.places] == ["陈*"]
    calls.accept(made.pk, cast.father.pk)
    [board] = queries.class_board(cast.actor("head"), cast.bamboo)
    assert [place.child for place in board.places] == ["陈小丸"]


def test_a_child_that_is_there_is_on_its_site_s_file(cast):
    infants = care_class(cast.willow, "乳儿班", 5, "infant")
    one = attending(cast.son, infants, cast.father, cast.head, TODAY)
    found = queries.site_case(cast.actor("head"), one)
    assert [(place.care_class, place.state) for place in found.placements] == [(infants, "current")]
    assert found.outgrows == date_of_months(cast.son.born, 12)
    [place] = [
        place for board in queries.class_board(cast.actor("head"), cast.willow) for place in board.places
    ]
    assert place.outgrows == found.outgrows
    assert Application.objects.get(case=one) == found.application


def test_a_site_is_not_told_of_an_offer_elsewhere(cast):
    one = case(cast.daughter, cast.father)
    here, there = ask(one, cast.bamboo, cast.far)
    head = cast.actor("head")
    before = queries.inbox(head, cast.bamboo)[0].next
    assert (str(before.says), before.due_at) == ("请答复这份申请。", NOW + timedelta(days=7))
    far = care_class(cast.far, "托大班", 5)
    with clock.frozen(NOW + timedelta(days=2)):
        offer(there, far, cast.head, MARCH)
        [item] = queries.inbox(head, cast.bamboo)
        assert (item.next, item.overdue) == (before, False)
        assert queries.application_file(head, here).next == before


def test_an_offer_of_one_s_own_ends_by_its_own_clock(cast):
    made = offer(
        *ask(case(cast.daughter, cast.father), cast.bamboo),
        cast.bamboo.classes.get(name="向阳班"), cast.head, MARCH,
    )  # fmt: skip
    [item] = queries.inbox(cast.actor("head"), cast.bamboo)
    assert (item.next.mine, item.next.due_at) == (False, made.until)
