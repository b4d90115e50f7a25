"""The office's pages of the week: a grid that is typed into, one button that publishes, nothing typed is lost."""

from io import BytesIO

import pytest

from shanyu.domain.weekly.models import Dish, FoodSample, MealPhoto, Menu, MenuVersion, PlanVersion
from tests.domain.health.making import picture
from tests.domain.weekly.making import EGG, MONDAY, activity, at_table, dish, published
from tests.domain.weekly.test_kitchen import begun

pytestmark = pytest.mark.django_db
WEEK = f"?week={MONDAY}"


@pytest.fixture
def office(cast) -> str:
    return f"/office/sites/{cast.bamboo.public_id}/"


def test_every_page_opens_for_the_head_in_both_languages(cast, office, signed_in):
    client = signed_in("head")
    row, sand = dish(cast, "蒸蛋", allergens=["egg"]), activity(cast, "沙水游戏")
    at_table(cast, EGG)
    published(cast, {(1, "lunch"): ["蒸蛋"], (6, "lunch"): ["蒸蛋"]})
    survey = begun(cast)[0]
    plan = f"/office/classes/{cast.bamboo.classes.get().pk}/plan/"
    pages = [
        f"{office}menu/{WEEK}", f"{office}menu/?week=2026-11-09", f"{office}dishes/", f"{office}dishes/new/",
        f"{office}dishes/{row.public_id}/", f"{office}plans/", plan, f"{office}activities/",
        f"{office}activities/new/", f"{office}activities/{sand.public_id}/", f"{office}samples/", f"{office}foods/",
        f"{office}survey/", f"/office/surveys/{survey.public_id}/", f"{office}menu/sheet/{WEEK}",
    ]  # fmt: skip
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    html = client.get(f"{office}menu/{WEEK}").content.decode()
    assert "陈小丸" in html


def test_the_grid_is_saved_and_published_by_one_button(cast, office, signed_in):
    client = signed_in("head")
    dish(cast, "软米饭")
    dish(cast, "蒸蛋", allergens=["egg"])
    page = f"{office}menu/{WEEK}"
    saved = client.post(page, {"do": "save", "c-1-lunch": "软米饭、蒸蛋", "c-2-lunch": ""})
    assert saved.status_code == 302 and MenuVersion.objects.count() == 0
    assert "软米饭\n蒸蛋</textarea>" in client.get(page).content.decode()
    client.post(page, {"do": "publish", "c-1-lunch": "软米饭"})
    assert [one["name"] for one in MenuVersion.objects.get().content["1"]["lunch"]] == ["软米饭"]


def test_what_was_typed_stays_where_a_dish_is_not_known(cast, office, signed_in):
    answer = signed_in("head").post(f"{office}menu/{WEEK}", {"do": "publish", "c-3-dinner": "龙肉"})
    html = answer.content.decode()
    assert answer.status_code == 422 and Menu.objects.count() == 0
    assert "龙肉</textarea>" in html and "菜品库里没有：龙肉。" in html


def test_a_week_is_filled_and_a_day_copied_by_a_tap(cast, office, signed_in):
    client = signed_in("head")
    dish(cast, "软米饭", meals=["lunch"])
    page = f"{office}menu/?week=2026-11-23"
    client.post(page, {"do": "fill", "source": "library"})
    client.post(page, {"do": "copy", "day": "1", "to": ["6"]})
    assert list(Menu.objects.get().items.values_list("weekday", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_dish_is_written_as_people_write_it(cast, office, signed_in):
    client = signed_in("head")
    given = {"name": "番茄蛋汤", "ingredients": "鸡蛋 / Egg 25\n番茄 30.5克", "allergens": ["egg"]}
    assert client.post(f"{office}dishes/new/", given).status_code == 302
    row = Dish.objects.get()
    assert [(one.name, one.name_en, float(one.grams)) for one in row.ingredients.all()] == [
        ("鸡蛋", "Egg", 25.0), ("番茄", "", 30.5),
    ]  # fmt: skip
    wrong = client.post(f"{office}dishes/new/", {**given, "name": "另一道", "ingredients": "鸡蛋"})
    assert wrong.status_code == 422
    client.post(f"{office}dishes/{row.public_id}/", {**given, "ingredients": "", "allergens": ["none"]})
    row.refresh_from_db()
    assert row.allergens == []
    client.post(f"{office}dishes/{row.public_id}/", {"do": "remove"})
    row.refresh_from_db()
    assert row.retired_at is not None


def test_only_the_operator_gives_a_dish_to_all_its_sites(cast, office, signed_in):
    given = {"name": "软米饭", "allergens": ["none"], "shared": "on"}
    signed_in("head").post(f"{office}dishes/new/", given)
    signed_in("boss").post(f"{office}dishes/new/", {**given, "name": "统一米饭"})
    assert list(Dish.objects.order_by("pk").values_list("name", "site")) == [
        ("软米饭", cast.bamboo.pk), ("统一米饭", None),
    ]  # fmt: skip


def test_a_plan_short_of_outdoors_is_published_only_with_the_tick(cast, signed_in):
    client = signed_in("head")
    activity(cast, "沙水游戏")
    page = f"/office/classes/{cast.bamboo.classes.get().pk}/plan/{WEEK}"
    client.post(page, {"do": "publish", "c-1-morning": "沙水游戏 40"})
    assert PlanVersion.objects.count() == 0
    client.post(page, {"do": "publish", "c-1-morning": "沙水游戏 40", "anyway": "1"})
    assert PlanVersion.objects.get().short_of_outdoors


def test_the_kitchen_writes_samples_and_pictures(cast, office, signed_in):
    client = signed_in("head")
    page = f"{office}samples/"
    client.post(page, {"do": "sample", "day": "2026-11-21", "meal": "lunch", "dish": "蒸蛋", "grams": "125"})
    assert FoodSample.objects.get().grams == 125
    file = picture()
    file.name = "lunch.jpg"
    client.post(page, {"do": "photo", "day": "2026-11-21", "meal": "lunch", "file": file})
    photo = MealPhoto.objects.get()
    assert client.get(f"/office/meals/{photo.public_id}/photo/")["Content-Type"] == "image/jpeg"
    client.post(page, {"do": "remove_photo", "key": str(photo.public_id)})
    assert client.post(page, {"do": "discard", "key": "nobody"}).status_code == 404
    assert MealPhoto.objects.count() == 0


def test_an_imported_sheet_tells_its_bad_rows(cast, office, signed_in):
    file = BytesIO("食物,能量,蛋白质\n大米,346,7.4\n石头,很多,1\n".encode())
    file.name = "foods.csv"
    html = signed_in("head").post(f"{office}foods/", {"do": "import", "file": file}).content.decode()
    assert "新增 1 种，更新 0 种，1 行有错没有导入。" in html and "很多" in html


def test_a_survey_goes_from_the_first_line_to_a_spreadsheet(cast, office, signed_in):
    client = signed_in("head")
    survey, rice = begun(cast)
    page = f"/office/surveys/{survey.public_id}/"
    client.post(page, {"do": "food", "food": rice.pk, "grams": "12000"})
    client.post(page, {"do": "finish"})
    assert "830.4" in client.get(page).content.decode()
    assert b"".join(client.get(f"{page}?as=csv").streaming_content).decode().count("830.4") == 1


def test_a_carer_does_not_come_into_the_office_of_menus(cast, office, signed_in):
    assert signed_in("carer").get(f"{office}menu/").status_code == 404
