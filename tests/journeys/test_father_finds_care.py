"""A father finds care within a walk, reads why it can be trusted, keeps it, compares, and tells his family."""

import re

from playwright.sync_api import expect

from tests.journeys.family_pages import Family
from tests.journeys.visitor import visitor

WEST, QUAY, POND, TREE = "小竹林桥西托育园", "小竹林渡口托育园", "半亩塘托育园", "大树下托育屋"
KINDERGARTEN = "拾光蚕花园幼儿园托班"


def test_a_father_with_a_phone_finds_care_near_his_home_and_sees_it_on_the_map(browser, city):
    with visitor(browser, city, Family) as father:
        father.looks_from("木桥巷").waits_for(10)
        assert father.minutes() == sorted(father.minutes())
        assert father.minutes()[0] < 5
        father.has_a_child_of("2岁到3岁").sees_filters("2岁6个月")
        father.narrows("7:30前开门").sees_filters("2岁6个月", "7:30前开门")
        father.narrows("有空位").sees_filters("2岁6个月", "7:30前开门", "有空位")
        father.waits_for(2)
        assert set(father.names()) == {WEST, KINDERGARTEN}
        father.opens_map().opens_list().opens(WEST)
        father.sees("走路", "07:00–18:30", "普惠")
        expect(father.trust()).to_contain_text(re.compile(r"备〔20\d\d〕\d+号"))
        expect(father.trust()).to_contain_text(re.compile(r"20\d\d年\d+月\d+日"))


def test_a_father_who_signed_in_starts_from_home_keeps_two_and_shares_a_comparison_of_three(browser, city):
    with visitor(browser, city, Family, as_="chen") as father:
        father.go("/family/").follow("家附近的托育").waits_for(10)
        father.sees("从家出发")
        father.has_a_child_of("2岁3个月").sees_filters("2岁3个月")
        for name in (WEST, QUAY):
            father.keeps(name)
        for name in (WEST, QUAY, POND):
            father.chooses(name)
        father.compares()
        assert father.compared() == [WEST, QUAY, POND]
        shared = father.shared_address().removeprefix(city.url)
        fees, walks = father.row("收费"), father.row("走路")
        father.go("/family/").sees(WEST, QUAY)
    assert all(one.startswith("走路") for one in walks)
    assert "from=" not in shared
    with visitor(browser, city, Family) as mother:
        mother.go(shared)
        assert mother.compared() == [WEST, QUAY, POND]
        assert mother.row("收费") == fees


def test_a_warning_stands_on_the_page_of_a_site_without_a_valid_filing(browser, city):
    with visitor(browser, city, Family) as father:
        father.looks_from("木桥巷").opens(TREE)
        expect(father.page.get_by_role("alert")).to_contain_text("没有查到有效的备案或许可")


def test_without_a_script_the_search_and_its_filters_work_as_a_form(browser, city):
    with visitor(browser, city, Family, java_script_enabled=False) as father:
        father.looks_from("木桥巷").waits_for(10)
        assert father.minutes() == sorted(father.minutes())
        father.has_a_child_of("2岁到3岁").narrows("7:30前开门").narrows("有空位")
        father.press("查找").waits_for(2).sees_filters("2岁6个月", "7:30前开门", "有空位")
        assert set(father.names()) == {WEST, KINDERGARTEN}
        father.opens(WEST)
        expect(father.trust()).to_be_visible()
