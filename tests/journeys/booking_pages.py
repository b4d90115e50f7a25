"""What a family does to book: looks around near it, reads, books, answers."""

from typing import Self

from playwright.sync_api import Locator, expect

from tests.journeys.stage import Stage


class BookingFamily:
    """A family at the stage's window."""

    def __init__(self, stage: Stage, name: str = "") -> None:
        self.stage = stage
        self.page = stage.page
        stage.enter(name)

    def goes(self, path: str) -> Self:
        self.stage.go(path)
        return self

    def looks_near(self) -> Self:
        return self.goes("/activities/")

    def titles(self) -> list[str]:
        return self.page.locator("#results h3").all_inner_texts()

    def opens(self, title: str) -> Self:
        self.page.get_by_role("link", name=title, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return self

    def child(self, name: str) -> Locator:
        return self.form().locator("label.sy-choice", has_text=name).get_by_role("checkbox")

    def leaves_out(self, name: str) -> Self:
        self.child(name).uncheck()
        return self

    def form(self) -> Locator:
        return self.page.locator("form[data-book]")

    def books(self) -> Self:
        self.form().get_by_role("button", name="预约", exact=True).click()
        return self

    def presses(self, name: str) -> Self:
        self.page.get_by_role("button", name=name, exact=True).click()
        return self

    def reads(self, *words: str) -> Self:
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)
        return self

    def loses_its_next_requests(self, count: int) -> Self:
        """The connection breaks so many times: the server takes the request, and no answer comes back."""
        left = [count]

        def lose(route) -> None:
            if left[0]:
                left[0] -= 1
                route.fetch(max_redirects=0)
                route.abort("connectionreset")
            else:
                route.continue_()

        self.page.route("**/book/", lose)
        return self
