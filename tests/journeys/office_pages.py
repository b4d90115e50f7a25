"""What a head does in the office: see what is due, renew a paper, read the history."""

from datetime import date

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor


class Head(Visitor):
    """The head of a nursery at a desk."""

    def due(self) -> Locator:
        """The rows of what is due, in their order."""
        return self.page.get_by_role("region", name="需要办理的事").locator("li.sy-item")

    def is_due(self, what: str, site: str) -> Locator:
        """The row of one thing at one site."""
        return self.due().filter(has_text=what).filter(has_text=site)

    def sees_due_within(self, window: str) -> "Head":
        """Press one of the windows: 30 天内, 90 天内."""
        self.page.locator("a.sy-chip", has_text=window).click()
        expect(self.page.locator("a.sy-chip[aria-current=true]")).to_contain_text(window)
        return self

    def renews(self, row: Locator, *, number: str, issued: date, expires: date) -> "Head":
        """Register the new paper of a row that is due."""
        row.get_by_role("link").click()
        self.page.get_by_label("编号").fill(number)
        self.page.get_by_label("签发日期").fill(issued.isoformat())
        self.page.get_by_label("到期日期").fill(expires.isoformat())
        self.press("保存")
        expect(self.page.get_by_role("heading", level=1, name="机构证照")).to_be_visible()
        return self

    def newest_change(self) -> Locator:
        return self.page.locator(".sy-timeline > li").first
