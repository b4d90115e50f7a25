"""Page objects: what a person does at the product, in the words of a person."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.journeys.conftest import SIZES, Served


class Visitor:
    """Somebody with a browser window at the running city."""

    def __init__(self, page: Page, city: Served) -> None:
        self.page = page
        self.city = city
        self.problems: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and "Content Security Policy" in text:
            self.problems.append(text)

    def go(self, path: str) -> "Visitor":
        self.page.goto(self.city.url + path)
        return self

    def sign_in(self, username: str, *, password: str) -> "Visitor":
        """By name and password, with the one-time code that the demo shows where one is asked for."""
        self.go("/account/login/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("form:has(input[name=password]) button.sy-btn-primary").first.click()
        self.show_code()
        return self

    def show_code(self) -> None:
        """Type the one-time code that the demo shows, if the page asks for one."""
        field = self.page.locator("input[name=code]")
        if field.count() and re.search(r"/(step-up|security/code)/", self.page.url):
            field.first.fill(self.page.locator("[data-demo-code]").first.inner_text().strip())
            self.page.locator("form:has(input[name=code]) button.sy-btn-primary").first.click()

    def resize(self, size: str) -> None:
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def overflows(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


@contextmanager
def visitor(browser: Browser, city: Served, size: str = "phone", **facts: object) -> Iterator[Visitor]:
    """A window of one's own, closed at the end; a broken content policy or script fails the journey."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **facts)
    try:
        somebody = Visitor(context.new_page(), city)
        yield somebody
        assert somebody.problems == []
    finally:
        context.close()
