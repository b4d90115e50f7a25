"""What people do about a programme: a family ranks its wishes, an officer leads it from draft to publication."""

from typing import Self

from playwright.sync_api import Locator

from tests.journeys.stage import SomebodyThere


class Person(SomebodyThere):
    """Somebody of the cast who reads, presses and fills."""

    def follows(self, name: str) -> Self:
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        return self

    def opens(self, words: str) -> Self:
        """The first line of a list that says this."""
        self.page.locator("main .sy-item a", has_text=words).first.click()
        return self

    def presses(self, name: str) -> Self:
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
        return self

    def presses_next(self) -> Self:
        """The one next step of the page."""
        self.page.locator("main .sy-btn-next").click()
        return self

    def unfolds(self, words: str) -> Self:
        self.page.locator("summary", has_text=words).click()
        return self

    def fills(self, **fields: str) -> Self:
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        return self

    def chooses(self, *labels: str) -> Self:
        for one in labels:
            self.page.get_by_label(one, exact=True).check()
        return self


class RankingFamily(Person):
    """A family that orders its wishes."""

    def wishes(self) -> list[str]:
        """The titles of what is chosen, the most wanted first, as the list shows them."""
        return self.page.locator("[data-chosen] [data-title]").all_inner_texts()

    def sent(self) -> list[str]:
        """The codes' keys that the form would send, in their order."""
        values = self.page.locator("select[name=wish]").evaluate_all("all => all.map(one => one.value)")
        return [one for one in values if one]

    def adds(self, *titles: str) -> Self:
        for one in titles:
            self.page.get_by_role("button", name=f"加入 {one}", exact=True).click()
        return self

    def row(self, title: str) -> Locator:
        return self.page.locator("[data-chosen] > li", has=self.page.get_by_text(title, exact=True))

    def moves_by_key(self, title: str) -> Self:
        """One place up, by the keyboard alone; the focus stays where one can go on."""
        button = self.page.get_by_role("button", name=f"把 {title} 提前", exact=True)
        button.focus()
        self.page.keyboard.press("Enter")
        return self

    def pulls(self, title: str, above: str) -> Self:
        """Pull a row by its grip above another one."""
        grip, goal = self.row(title).locator("[data-grip]"), self.row(above)
        grip.scroll_into_view_if_needed()
        start, end = grip.bounding_box(), goal.bounding_box()
        self.page.mouse.move(start["x"] + 10, start["y"] + 10)
        self.page.mouse.down()
        self.page.mouse.move(end["x"] + 10, end["y"] + 2, steps=6)
        self.page.mouse.up()
        return self
