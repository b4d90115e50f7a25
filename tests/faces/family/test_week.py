"""The family's week: menu and plan of one's own child, with what its file names."""

import pytest

from shanyu.domain.weekly.actions import publish_plan, save_plan
from tests.domain.weekly.making import EGG, MONDAY, activity, at_table, dish, published

pytestmark = pytest.mark.django_db


def test_a_father_reads_the_week_with_its_warnings_in_both_languages(cast, signed_in):
    at_table(cast, EGG)
    instead = dish(cast, "蒸豆腐", name_en="Steamed tofu", allergens=["soy"])
    dish(cast, "蒸蛋", name_en="Steamed egg", allergens=["egg"], instead=instead.public_id)
    activity(cast, "沙水游戏", title_en="Sand and water")
    published(cast, {(1, "lunch"): ["蒸蛋"]})
    head, sunny = cast.actor("head"), cast.bamboo.classes.get()
    save_plan(head, sunny.pk, MONDAY, cells={(1, "morning"): ["沙水游戏"]})
    publish_plan(head, sunny.pk, MONDAY, anyway=True)
    client = signed_in("father")
    html = client.get("/family/week/").content.decode()
    assert "含鸡蛋：陈小丸的健康档案写着对它过敏。" in html and "厨房准备的替换：蒸豆腐。" in html
    assert "沙水游戏" in html and "户外 60 分钟" in html
    client.cookies["django_language"] = "en"
    html = client.get(f"/family/children/{cast.daughter.public_id}/week/").content.decode()
    assert "Steamed egg" in html and "Sand and water" in html


def test_a_child_without_a_place_has_an_empty_week(cast, signed_in):
    client = signed_in("father")
    assert "这一周没有托位" in client.get("/family/week/").content.decode()
    assert client.get(f"/family/children/{cast.son.public_id}/week/?week=nonsense").status_code == 200
    assert signed_in("stranger").get(f"/family/children/{cast.son.public_id}/week/").status_code == 404


def test_everybody_reads_the_menu_on_the_sites_page_without_a_child(cast, client):
    at_table(cast, EGG)
    dish(cast, "蒸蛋", allergens=["egg"])
    published(cast, {(1, "lunch"): ["蒸蛋"]})
    html = client.get(f"/sites/{cast.bamboo.public_id}/").content.decode()
    assert "这一周的食谱" in html and "蒸蛋" in html and "陈小丸" not in html


def test_the_carer_sees_who_may_not_eat_it_and_writes_down_a_sample(cast, signed_in):
    at_table(cast, EGG)
    dish(cast, "蒸蛋", allergens=["egg"])
    published(cast, {(6, "lunch"): ["蒸蛋"]})
    client, page = signed_in("carer"), f"/carer/sites/{cast.bamboo.public_id}/table/"
    html = client.get(page).content.decode()
    assert "1 个孩子不能吃鸡蛋" in html and "陈小丸" in html and "还没有替换的菜" in html
    given = {"do": "sample", "meal": "lunch", "dish": "蒸蛋", "grams": "125"}
    assert client.post(page, given).status_code == 302
    assert client.post(page, given).status_code == 422
