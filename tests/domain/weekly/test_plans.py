"""Plans of a class, the activities they are made of, and the time outdoors that a rule asks for."""

import pytest
from django.utils.translation import override

from shanyu.domain.weekly import queries
from shanyu.domain.weekly.actions import copy_plan_day, fill_plan, publish_plan, save_plan
from shanyu.domain.weekly.models import Plan, PlanVersion
from shanyu.domain.weekly.refusals import NothingToTake, TooLittleOutdoors
from shanyu.kernel.door import Invalid, OutOfReach
from tests.domain.weekly.making import MONDAY, NEXT, activity, at_table

pytestmark = pytest.mark.django_db
MORNING, AFTERNOON = (1, "morning"), (1, "afternoon")


@pytest.fixture
def sunny(cast):
    return cast.bamboo.classes.get()


def outdoors_all_week(cast, sunny):
    activity(cast, "沙水游戏")
    cells = {(day, part): ["沙水游戏"] for day in range(1, 6) for part in ("morning", "afternoon")}
    save_plan(cast.actor("head"), sunny.pk, MONDAY, cells=cells)


def test_minutes_after_a_title_hold_for_this_time_only(cast, sunny):
    sand = activity(cast, "沙水游戏")
    save_plan(cast.actor("head"), sunny.pk, MONDAY, cells={MORNING: ["沙水游戏 40"], AFTERNOON: ["沙水游戏"]})
    found = Plan.objects.get().items.values_list("part", "minutes")
    assert sorted(found) == [("afternoon", 60), ("morning", 40)]
    sand.refresh_from_db()
    assert sand.minutes == 60


def test_an_unknown_activity_is_told_by_its_cell(cast, sunny):
    with pytest.raises(Invalid) as wrong:
        save_plan(cast.actor("head"), sunny.pk, MONDAY, cells={MORNING: ["登月 30"]})
    assert wrong.value.errors == {"1-morning": "活动库里没有：登月 30。"}


def test_a_day_with_less_than_two_hours_outdoors_is_published_only_on_purpose(cast, sunny):
    outdoors_all_week(cast, sunny)
    head = cast.actor("head")
    save_plan(head, sunny.pk, MONDAY, cells={(3, "afternoon"): []})
    assert queries.plan(head, sunny.pk, MONDAY).outdoors.short == [3]
    with pytest.raises(TooLittleOutdoors) as no:
        publish_plan(head, sunny.pk, MONDAY)
    assert no.value.facts == {"days": "周三", "hours": "2"}
    assert publish_plan(head, sunny.pk, MONDAY, anyway=True).short_of_outdoors
    save_plan(head, sunny.pk, MONDAY, cells={(3, "afternoon"): ["沙水游戏"]})
    assert not publish_plan(head, sunny.pk, MONDAY).short_of_outdoors
    assert list(PlanVersion.objects.values_list("number", flat=True)) == [2, 1]


def test_a_week_from_the_library_keeps_the_rule(cast, sunny):
    for title in ("沙水游戏", "骑小车", "捡落叶"):
        activity(cast, title)
    activity(cast, "听故事", place="indoors", area="language", minutes=20)
    head = cast.actor("head")
    fill_plan(head, sunny.pk, NEXT, source="library")
    assert queries.plan(head, sunny.pk, NEXT).outdoors.short == []


def test_a_week_is_made_from_the_last_one_and_a_day_copied(cast, sunny):
    activity(cast, "沙水游戏")
    head = cast.actor("head")
    save_plan(head, sunny.pk, MONDAY, cells={MORNING: ["沙水游戏 30"]})
    fill_plan(head, sunny.pk, NEXT, source="last_week")
    copy_plan_day(head, sunny.pk, NEXT, day=1, to=[5])
    found = Plan.objects.get(monday=NEXT).items.values_list("weekday", "minutes")
    assert sorted(found) == [(1, 30), (5, 30)]
    with pytest.raises(NothingToTake):
        fill_plan(head, sunny.pk, NEXT, source="nothing")


def test_the_familys_week_and_the_carers_day_show_what_is_published(cast, sunny):
    at_table(cast)
    outdoors_all_week(cast, sunny)
    assert queries.plan_of_day(sunny, MONDAY) == []
    publish_plan(cast.actor("head"), sunny.pk, MONDAY)
    [morning, afternoon] = queries.plan_of_day(sunny, MONDAY)
    assert (morning.part, morning.items[0].title, afternoon.part) == ("morning", "沙水游戏", "afternoon")
    week = queries.week_of_child(cast.actor("father"), cast.daughter.pk, monday=MONDAY)
    assert [day.outdoors for day in week.plan.days] == [120] * 5


def test_nobody_of_another_site_reads_a_plan(cast, sunny):
    for who in ("keeper", "carer", "father"):
        with pytest.raises(OutOfReach):
            queries.plan(cast.actor(who), sunny.pk, MONDAY)


def test_the_plan_is_printed_for_the_wall(cast, sunny):
    outdoors_all_week(cast, sunny)
    publish_plan(cast.actor("head"), sunny.pk, MONDAY)
    with override("en"):
        assert queries.plan_paper(cast.actor("head"), sunny.pk, MONDAY).startswith(b"%PDF")
