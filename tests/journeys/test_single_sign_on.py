"""Single sign-on in a browser, against a real OpenID provider: the identity level comes along and stays."""

from playwright.sync_api import expect

from tests.journeys.conftest import NEWCOMER
from tests.journeys.visitor import visitor


def test_a_newcomer_signs_in_at_the_provider_and_keeps_the_level_that_it_vouched_for(browser, city):
    with visitor(browser, city) as somebody:
        somebody.go("/family/me/").press("用浙里办登录")
        expect(somebody.page.get_by_role("heading", name="Authorize Client")).to_be_visible()
        somebody.press(NEWCOMER.sub)
        expect(somebody.page).to_have_url(f"{city.url}/family/me/")
        somebody.sees("许小满", "已实名")


def test_who_turns_back_at_the_provider_is_told_so_and_is_not_signed_in(browser, city):
    with visitor(browser, city) as somebody:
        somebody.go("/account/login/").press("用浙里办登录").press("Deny")
        expect(somebody.page.get_by_role("heading", level=1)).to_contain_text("没有")
        somebody.go("/family/me/")
        expect(somebody.page.get_by_role("heading", level=1, name="登录")).to_be_visible()
