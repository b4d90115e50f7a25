"""What a father does on his phone and a head on her desk, from finding a place to the first day and beyond."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import Cast
from tests.domain.health.making import picture
from tests.journeys.conftest import SIZES
from tests.journeys.stage import SomebodyThere, Stage

_COUNT = "addEventListener('pointerdown', event => event.isTrusted && countTap(), true);"
#: Choosing a day on a phone takes a tap to open the calendar, one for the day and one to close it.
_DAY, _PICTURE = 2, 1


class _Person(SomebodyThere):
    def _button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


class Father(_Person):
    """A father with one thumb: every tap on the screen is counted by the page itself."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.taps = 0
        stage.page.expose_function("countTap", self._tapped)
        stage.page.add_init_script(_COUNT)
        super().__init__(stage, name)

    def _tapped(self) -> None:
        self.taps += 1

    def presses(self, name: str) -> Self:
        self._button(name).click()
        return self

    def follows(self, name: str) -> Self:
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        return self

    def types(self, label: str, words: str) -> Self:
        field = self.page.get_by_label(label, exact=True)
        field.click()
        field.fill(words)
        return self

    def chooses_day(self, label: str, day: str) -> Self:
        """A day in the calendar of the phone."""
        self.taps += _DAY
        return self.types(label, day)

    def chooses(self, *names: str) -> Self:
        for one in names:
            self.page.locator("label.sy-choice", has_text=re.compile(rf"^\s*{re.escape(one)}")).first.click()
        return self

    def ticks(self, words: str) -> Self:
        self.page.locator("label.sy-check", has_text=words).click()
        return self

    def photographs(self, *fields: str) -> Self:
        """Take a picture for each of these fields of the form."""
        for one in fields:
            self.taps += _PICTURE
            with self.page.expect_file_chooser() as chooser:
                self.page.locator(f"input[type=file][name={one}]").click()
            chooser.value.set_files(
                {"name": f"{one}.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
            )
        return self

    def finds(self, place: str, site: str) -> Self:
        """From the first page to the page of a site."""
        self.goes("/").types("从哪里出发", place).presses("查找")
        self.page.locator("#results [data-site]").get_by_role("link", name=site, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=site)).to_be_visible()
        return self


class Head(_Person):
    """A head at her desk, who begins with her inbox."""

    def takes_up(self, link: str) -> Self:
        """The first of her inbox that says so."""
        self.goes("/office/enrolment/")
        self.page.get_by_role("link", name=re.compile(rf"^{link}")).first.click()
        return self

    def presses(self, name: str) -> Self:
        self.page.get_by_role("button", name=re.compile(rf"^{name}")).first.click()
        return self


@contextmanager
def desk(browser: Browser, start: str, cast: Cast) -> Iterator[Stage]:
    """A window on a desk, beside the phone."""
    width, height = SIZES["desk"]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    try:
        page: Page = context.new_page()
        yield Stage(page, start, cast)
    finally:
        context.close()
