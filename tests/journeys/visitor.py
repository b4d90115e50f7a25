"""Page objects: what a person does at the product, in the words of a person."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self, TypeVar

from playwright.sync_api import Browser, Page, expect

from shanyu.demo.rows.cast import WELCOME
from tests.journeys.conftest import SIZES, Served

#: A page of a city that has just begun, on a busy machine, may take its time.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


SMALL_TARGETS = """
least => [...document.querySelectorAll("main :is(button, select, summary, a.sy-btn, a.sy-chip)")]
  .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map(one => one.closest("label") ?? one)
  .filter(one => Math.round(one.getBoundingClientRect().height) < least)
  .map(one => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 20)}`)
"""


class Visitor:
    """Somebody with a browser window at the running city."""

    def __init__(self, page: Page, city: Served) -> None:
        self.page = page
        self.city = city
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        ours = self.page.url.startswith(self.city.url)
        if ours and kind == "error" and "Content Security Policy" in text:
            self.problems.append(text)

    def go(self, path: str) -> Self:
        self.page.goto(self.city.url + path)
        return self

    def press(self, name: str) -> Self:
        """Press the one button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()
        return self

    def follow(self, name: str) -> Self:
        """Follow the one link of this name."""
        self.page.get_by_role("link", name=name, exact=True).click()
        return self

    def sees(self, *words: str) -> Self:
        """All of these words are on the page."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)
        return self

    def sign_in(self, username: str) -> Self:
        """By name and password, with the one-time code that the demo shows where one is asked for."""
        return self.types_password(username).show_code()

    def types_password(self, username: str) -> Self:
        """The first step of signing in."""
        self.go("/account/login/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(WELCOME)
        self.page.locator("form:has(input[name=password]) button.sy-btn-primary").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)
        return self

    def show_code(self) -> Self:
        """Type the one-time code that the demo shows, if the page asks for one."""
        if re.search(r"/(step-up|security/code)/", self.page.url):
            self.page.locator("input[name=code]").fill(self.page.locator("[data-demo-code]").inner_text())
            self.page.locator("form:has(input[name=code]) button.sy-btn-primary").click()
            self.page.wait_for_url(lambda url: not re.search(r"/(step-up|security/code)/", url))
        return self

    def proves_again(self) -> Self:
        """Type the password again where a page of second factors asks for it."""
        if "/reauthenticate/" in self.page.url:
            self.page.locator("input[name=password]").fill(WELCOME)
            self.press("确认")
            self.page.wait_for_url(lambda url: "/reauthenticate/" not in url)
        return self

    def prefer(self, name: str) -> Self:
        """Press one of the buttons of 显示与语言, and wait until the choice is kept."""
        self.page.locator("[data-prefs] > summary").click()
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.locator("[data-prefs]").get_by_role("button", name=name, exact=True).click()
        return self

    def letter_size(self) -> float:
        """The size of running text, in CSS pixels."""
        return self.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")

    def small_targets(self, least: int) -> list[str]:
        """What can be pressed and is lower than so many CSS pixels; links within a sentence may be."""
        return self.page.evaluate(SMALL_TARGETS, least)

    def resize(self, size: str) -> Self:
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        return self

    def overflows(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


SomeVisitor = TypeVar("SomeVisitor", bound=Visitor)


@contextmanager
def visitor(
    browser: Browser,
    city: Served,
    kind: type[SomeVisitor] = Visitor,
    *,
    size: str = "phone",
    as_: str = "",
    **facts: object,
) -> Iterator[SomeVisitor]:
    """A window of one's own, closed at the end; a broken content policy or script fails the journey.

    `as_` is who sits there: signed in the first time, with the same session later on.
    """
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        storage_state=city.sessions.get(as_),
        **facts,
    )
    try:
        somebody = kind(context.new_page(), city)
        if as_ and as_ not in city.sessions:
            somebody.sign_in(as_)
            city.sessions[as_] = context.storage_state()
        yield somebody
        assert somebody.problems == [], somebody.problems
    finally:
        context.close()
