"""A head is told three weeks ahead, renews the fire certificate, and families read the new date at once."""

from datetime import date

from playwright.sync_api import expect

from tests.journeys.family_pages import Family
from tests.journeys.office_pages import Head
from tests.journeys.visitor import visitor

FIRE, SITE = "消防安全检查合格证明", "小竹林桥西托育园"


def test_a_head_renews_the_fire_certificate_and_families_see_it_at_once(browser, city):
    with visitor(browser, city, Head, size="desk") as head:
        head.sign_in("fang")
        expect(head.page.get_by_role("heading", level=1, name="待办")).to_be_visible()
        fire = head.is_due(FIRE, SITE)
        expect(fire).to_contain_text("2026年12月12日到期，还有 21 天")
        head.sees_due_within("30 天内")
        expect(fire).to_have_count(1)
        head.renews(
            fire, number="DEMO消〔2026〕0099号", issued=date(2026, 11, 20), expires=date(2027, 11, 19)
        )
        head.sees("2027年11月19日", "DEMO消〔2026〕0099号")
        head.follow("修改记录")
        expect(head.newest_change()).to_contain_text("方若云")
        expect(head.newest_change()).to_contain_text("DEMO消〔2026〕0099号")
        head.go("/office/").sees("待办")
        expect(fire).to_have_count(0)
    with visitor(browser, city, Family) as father:
        father.looks_from("木桥巷").opens(SITE)
        expect(father.trust()).to_contain_text("2027年11月19日")
        expect(father.trust()).not_to_contain_text("2026年12月12日")
