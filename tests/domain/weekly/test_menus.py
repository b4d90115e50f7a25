"""Menus: written, filled, published as versions, and read by whoever may."""

import pytest
from django.db import DatabaseError, transaction

from shanyu.domain.weekly import queries
from shanyu.domain.weekly.actions import (
    add_meal_photo,
    copy_menu_day,
    fill_menu,
    publish_menu,
    remove_meal_photo,
    retire_dish,
    save_dish,
    save_menu,
)
from shanyu.domain.weekly.models import Menu, MenuVersion
from shanyu.domain.weekly.refusals import (
    AllergensUnknown,
    NameTaken,
    NothingChanged,
    NothingPlannedYet,
    NothingToTake,
    SharedRow,
    WeekOver,
)
from shanyu.kernel.door import Invalid, OutOfReach, nobody
from tests.domain.health.making import picture
from tests.domain.weekly.making import EGG, MANGO, MONDAY, NEXT, at_table, dish, published

pytestmark = pytest.mark.django_db
LUNCH = (1, "lunch")


def names(week, day=MONDAY, part="lunch"):
    [cell] = [one for one in week.on(day).cells if one.part == part]
    return [one.name for one in cell.items]


def test_a_menu_is_written_by_name_and_read_by_everybody_once_published(cast):
    rice, soup = dish(cast, "软米饭", name_en="Soft rice"), dish(cast, "番茄蛋汤", allergens=["egg"])
    head = cast.actor("head")
    save_menu(head, cast.bamboo.pk, MONDAY, cells={LUNCH: ["soft rice", str(soup.public_id)]})
    assert queries.site_menu(nobody(), cast.bamboo.pk) is None
    assert publish_menu(head, cast.bamboo.pk, MONDAY).number == 1
    week = queries.site_menu(nobody(), cast.bamboo.pk)
    assert names(week) == ["软米饭", "番茄蛋汤"]
    assert (week.number, week.changed) == (1, False)
    [cell] = queries.menu_of_day(cast.bamboo, MONDAY)
    assert [(cell.part, one.id, one.allergens) for one in cell.items] == [
        ("lunch", str(rice.public_id), []),
        ("lunch", str(soup.public_id), ["egg"]),
    ]


def test_an_unknown_dish_is_told_by_its_cell_and_nothing_is_written(cast):
    dish(cast, "软米饭")
    with pytest.raises(Invalid) as wrong:
        save_menu(
            cast.actor("head"),
            cast.bamboo.pk,
            MONDAY,
            cells={LUNCH: ["软米饭"], (2, "lunch"): ["龙肉", "凤肝"]},
        )
    assert wrong.value.errors == {"2-lunch": "菜品库里没有：龙肉、凤肝。"}
    assert Menu.objects.count() == 0


def test_what_was_published_stays_and_a_change_is_a_new_version_that_shows_it(cast):
    dish(cast, "软米饭")
    noodles = dish(cast, "面条", allergens=["wheat"])
    published(cast, {LUNCH: ["软米饭"], (2, "lunch"): ["软米饭"]})
    head = cast.actor("head")
    with pytest.raises(NothingChanged):
        publish_menu(head, cast.bamboo.pk, MONDAY)
    save_menu(head, cast.bamboo.pk, MONDAY, cells={LUNCH: ["面条"]})
    assert queries.menu(head, cast.bamboo.pk, MONDAY).unpublished
    publish_menu(head, cast.bamboo.pk, MONDAY)
    save_dish(head, cast.bamboo.pk, dish=noodles.public_id, name="细面", allergens=[])
    week = queries.site_menu(nobody(), cast.bamboo.pk)
    assert (week.number, names(week)) == (2, ["面条"])
    assert [(day.weekday, cell.part) for day in week.days for cell in day.cells if cell.changed] == [
        (1, "lunch")
    ]
    old, _new = MenuVersion.objects.order_by("number")
    assert old.content["1"]["lunch"][0]["name"] == "软米饭"


def test_the_database_lets_nobody_change_what_was_published(cast):
    dish(cast, "软米饭")
    published(cast, {LUNCH: ["软米饭"]})
    for spoil in (
        lambda: MenuVersion.objects.update(content={}),
        lambda: MenuVersion.objects.all().delete(),
        lambda: Menu.objects.update(monday=NEXT.replace(day=24)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_a_dish_of_which_nobody_said_what_it_holds_is_not_published(cast):
    dish(cast, "软米饭")
    dish(cast, "神秘糕", allergens=None)
    save_menu(cast.actor("head"), cast.bamboo.pk, MONDAY, cells={LUNCH: ["软米饭", "神秘糕"]})
    with pytest.raises(AllergensUnknown) as no:
        publish_menu(cast.actor("head"), cast.bamboo.pk, MONDAY)
    assert no.value.facts == {"dishes": "神秘糕"}


def test_a_week_that_has_passed_is_not_touched(cast):
    with pytest.raises(WeekOver):
        save_menu(cast.actor("head"), cast.bamboo.pk, MONDAY.replace(day=9), cells={})
    with pytest.raises(Invalid):
        save_menu(cast.actor("head"), cast.bamboo.pk, MONDAY.replace(day=17), cells={})


def test_an_empty_week_is_not_published(cast):
    with pytest.raises(NothingPlannedYet):
        publish_menu(cast.actor("head"), cast.bamboo.pk, MONDAY)


def test_a_week_is_made_from_the_last_one_without_what_was_retired(cast):
    head = cast.actor("head")
    dish(cast, "软米饭")
    gone = dish(cast, "旧汤")
    save_menu(head, cast.bamboo.pk, MONDAY, cells={LUNCH: ["软米饭", "旧汤"]})
    retire_dish(head, cast.bamboo.pk, gone.public_id)
    fill_menu(head, cast.bamboo.pk, NEXT, source="last_week")
    found = Menu.objects.get(monday=NEXT).items.values_list("weekday", "meal", "dish__name")
    assert list(found) == [(1, "lunch", "软米饭")]


def test_a_week_is_made_from_the_library_with_other_dishes_each_day(cast):
    for number in range(15):
        dish(cast, f"午餐{number:02}", meals=["lunch"])
    dish(cast, "馒头", meals=["breakfast"])
    head = cast.actor("head")
    fill_menu(head, cast.bamboo.pk, NEXT, source="library")
    items = Menu.objects.get(monday=NEXT).items
    assert items.filter(meal="breakfast").count() == 5
    assert items.filter(meal="lunch").values("dish").distinct().count() == 15
    with pytest.raises(NothingToTake):
        fill_menu(head, cast.willow.pk, NEXT, source="library")


def test_a_day_is_copied_onto_others(cast):
    head = cast.actor("head")
    dish(cast, "软米饭")
    dish(cast, "面条")
    save_menu(head, cast.bamboo.pk, MONDAY, cells={LUNCH: ["软米饭"], (3, "dinner"): ["面条"]})
    copy_menu_day(head, cast.bamboo.pk, MONDAY, day=1, to=[2, 3])
    found = Menu.objects.get().items.order_by("weekday").values_list("weekday", "meal", "dish__name")
    assert list(found) == [(1, "lunch", "软米饭"), (2, "lunch", "软米饭"), (3, "lunch", "软米饭")]
    with pytest.raises(NothingToTake):
        copy_menu_day(head, cast.bamboo.pk, MONDAY, day=5, to=[2])


def test_the_operators_dish_is_for_all_its_sites_and_the_head_leaves_it_as_it_is(cast):
    shared = save_dish(cast.actor("boss"), cast.bamboo.pk, name="统一米饭", allergens=[], shared=True)
    assert [one.name for one in queries.dishes(cast.actor("head"), cast.willow.pk)] == ["统一米饭"]
    with pytest.raises(SharedRow):
        save_dish(cast.actor("head"), cast.bamboo.pk, dish=shared.public_id, name="别的", allergens=[])
    with pytest.raises(SharedRow):
        save_dish(cast.actor("head"), cast.bamboo.pk, name="也共用", allergens=[], shared=True)


def test_two_dishes_of_one_name_are_refused(cast):
    dish(cast, "软米饭")
    with pytest.raises(NameTaken):
        dish(cast, "软米饭")


def test_the_head_and_the_carer_see_how_many_may_not_eat_it_and_who(cast):
    at_table(cast, EGG)
    instead = dish(cast, "蒸豆腐", allergens=["soy"])
    dish(cast, "蒸蛋", allergens=["egg"], instead=instead.public_id)
    published(cast, {LUNCH: ["蒸蛋", "蒸豆腐"]})
    for who in ("head", "carer"):
        shown = queries.table(cast.actor(who), cast.bamboo.pk, day=MONDAY)
        [cell] = [one for one in shown.meals if one.items]
        [warned] = cell.items[0].warned
        assert (warned.title, warned.count, warned.names) == ("鸡蛋", 1, ["陈小丸"])
        assert (warned.severe, warned.instead) == (True, True)
        assert cell.items[1].warned == []


def test_the_operator_sees_the_number_without_a_name(cast):
    at_table(cast, EGG)
    dish(cast, "蒸蛋", allergens=["egg"])
    published(cast, {LUNCH: ["蒸蛋"]})
    [warned] = queries.table(cast.actor("boss"), cast.bamboo.pk, day=MONDAY).meals[2].items[0].warned
    assert (warned.title, warned.count, warned.names, warned.instead) == ("鸡蛋", 1, [], False)


def test_a_child_whose_guardians_do_not_agree_to_the_file_is_not_counted(cast):
    from tests.domain.health.making import agree

    at_table(cast, EGG)
    agree(cast, cast.daughter, agrees=False)
    dish(cast, "蒸蛋", allergens=["egg"])
    published(cast, {LUNCH: ["蒸蛋"]})
    assert queries.table(cast.actor("head"), cast.bamboo.pk, day=MONDAY).meals[2].items[0].warned == []


def test_a_father_reads_what_his_own_childs_file_names(cast):
    at_table(cast, EGG, MANGO)
    dish(cast, "蒸蛋", allergens=["egg"])
    dish(cast, "水果盘", allergens=["fruit"], parts={"芒果": 40})
    dish(cast, "软米饭")
    published(cast, {LUNCH: ["蒸蛋", "水果盘", "软米饭"]})
    week = queries.week_of_child(cast.actor("father"), cast.daughter.pk, monday=MONDAY)
    [cell] = [one for one in week.menu.on(MONDAY).cells if one.items]
    assert [(one.name, one.own) for one in cell.items] == [
        ("蒸蛋", ["鸡蛋"]),
        ("水果盘", ["芒果"]),
        ("软米饭", []),
    ]
    assert week.site == cast.bamboo
    assert [one.warned for one in cell.items] == [[], [], []]


def test_a_family_reads_no_other_childs_week_and_a_child_without_a_place_has_none(cast):
    assert queries.week_of_child(cast.actor("father"), cast.son.pk, monday=MONDAY).menu is None
    with pytest.raises(OutOfReach):
        queries.week_of_child(cast.actor("stranger"), cast.daughter.pk, monday=MONDAY)


def test_a_picture_of_the_meal_is_seen_by_the_family_there_and_by_nobody_else(cast):
    at_table(cast)
    photo = add_meal_photo(
        cast.actor("carer"),
        cast.bamboo.pk,
        day=MONDAY.replace(day=20),
        meal="lunch",
        file=picture(),
        file_name="a",
    )
    assert queries.meal_photo(cast.actor("father"), photo.public_id).content_type == "image/jpeg"
    for who in ("stranger", "keeper"):
        with pytest.raises(OutOfReach):
            queries.meal_photo(cast.actor(who), photo.public_id)
    remove_meal_photo(cast.actor("carer"), photo.public_id)
    with pytest.raises(OutOfReach):
        queries.meal_photo(cast.actor("father"), photo.public_id)


def test_a_carer_does_not_write_the_menu(cast):
    with pytest.raises(OutOfReach):
        save_menu(cast.actor("carer"), cast.bamboo.pk, MONDAY, cells={})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_menu_is_printed_for_the_wall(cast, language):
    from django.utils.translation import override

    dish(cast, "软米饭", name_en="Soft rice", allergens=["milk"])
    published(cast, {LUNCH: ["软米饭"]})
    with override(language):
        assert queries.menu_paper(cast.actor("head"), cast.bamboo.pk, MONDAY).startswith(b"%PDF")
    with pytest.raises(OutOfReach):
        queries.menu_paper(cast.actor("head"), cast.bamboo.pk, NEXT)
