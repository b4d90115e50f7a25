"""Elder mode and the other language: chosen once, kept on every page."""

from playwright.sync_api import expect

from tests.journeys.family_pages import Family
from tests.journeys.visitor import visitor


def test_a_grandmother_reads_large_letters_and_presses_large_buttons_everywhere(browser, city):
    with visitor(browser, city, Family, as_="zhao") as grandmother:
        grandmother.go("/family/").prefer("长辈模式")
        for path in ("/family/", "/find/?start=home", "/family/me/"):
            grandmother.go(path)
            assert grandmother.letter_size() >= 20, path
            assert grandmother.small_targets(56) == [], path
            assert grandmother.overflows() == 0, path
        grandmother.prefer("标准")
        assert grandmother.letter_size() == 16


def test_a_language_stays_from_page_to_page_and_through_signing_in(browser, city):
    with visitor(browser, city, Family) as somebody:
        somebody.go("/").prefer("English")
        expect(somebody.page.locator("html")).to_have_attribute("lang", "en")
        somebody.sign_in("chen").sees("My children")
        somebody.go("/find/?start=home").prefer("中文")
        expect(somebody.page.locator("html")).to_have_attribute("lang", "zh-hans")
