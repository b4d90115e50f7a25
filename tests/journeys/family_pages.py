"""What families do: look for care on a map and a list, read about a site, keep and compare."""

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import PATIENCE, Visitor


class Family(Visitor):
    """A parent or a grandparent, mostly with a phone."""

    def looks_from(self, address: str) -> "Family":
        """From the home page: write where to start from and search."""
        self.go("/")
        self.page.get_by_label("从哪里出发").fill(address)
        self.press("查找")
        self.page.wait_for_url("**/find/**")
        return self

    def cards(self) -> Locator:
        return self.page.locator("#results [data-site]")

    def card(self, name: str) -> Locator:
        return self.cards().filter(has=self.page.get_by_role("heading", name=name))

    def names(self) -> list[str]:
        """The sites of the list, in its order."""
        return self.cards().locator("h3").all_inner_texts()

    def minutes(self) -> list[int]:
        """The walking minutes of every card: the first fact under its name."""
        words = self.cards().locator(".find-walk strong").all_inner_texts()
        return [int(one.removeprefix("走路").split("分钟")[0]) for one in words]

    def waits_for(self, count: int) -> "Family":
        expect(self.cards()).to_have_count(count)
        return self

    def narrows(self, name: str) -> "Family":
        """Press one of the quick filters; without a script the list waits for its button."""
        self.page.locator("label.sy-chip", has_text=name).first.click()
        return self

    def has_a_child_of(self, words: str) -> "Family":
        """Choose the age whose words contain these."""
        select = self.page.locator("select[name=age]")
        select.select_option(select.locator("option", has_text=words).inner_text())
        return self

    def sees_filters(self, *names: str) -> "Family":
        """These filters, and no others, are on."""
        chips = self.page.locator(".find-chips a.sy-chip")
        expect(chips).to_have_count(len(names))
        for name in names:
            expect(chips.filter(has_text=name)).to_have_count(1)
        return self

    def opens_map(self) -> "Family":
        """On a phone the map stands behind a button; wait until pins and the area within reach are drawn."""
        self.press("地图")
        return self.sees_map()

    def sees_map(self) -> "Family":
        frame = self.page.locator("[data-find-map] [data-map]")
        expect(frame).to_have_attribute("data-state", "ready", timeout=2 * PATIENCE)
        expect(frame).to_have_attribute("data-reach", "drawn")
        expect(frame).not_to_have_attribute("data-pins", "0")
        return self

    def opens_list(self) -> "Family":
        return self.press("列表")

    def opens(self, name: str) -> "Family":
        """Open a site's page from its card."""
        self.card(name).get_by_role("link", name=name, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()
        return self

    def trust(self) -> Locator:
        return self.page.get_by_role("region", name="为什么可以信")

    def keeps(self, name: str) -> "Family":
        """Make a site a favourite from its card."""
        heart = self.card(name).get_by_role("button", name=f"收藏{name}")
        expect(heart).to_have_attribute("aria-pressed", "false")
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")
        return self

    def chooses(self, name: str) -> "Family":
        """Put a site among those to compare."""
        self.card(name).get_by_role("link", name="对比").click()
        expect(self.card(name).get_by_role("link", name="已选对比")).to_be_visible()
        return self

    def compares(self) -> "Family":
        self.follow("放在一起看")
        self.page.wait_for_url("**/compare/**")
        return self

    def compared(self) -> list[str]:
        """The names at the head of the comparison."""
        return self.page.locator("table thead th").all_inner_texts()

    def shared_address(self) -> str:
        """The address that the comparison offers to send to the family."""
        return self.page.get_by_role("textbox", name="网址", include_hidden=True).input_value()

    def row(self, name: str) -> list[str]:
        """One row of the comparison."""
        row = self.page.locator("table tbody tr").filter(has=self.page.get_by_role("rowheader", name=name))
        return row.locator("td").all_inner_texts()
