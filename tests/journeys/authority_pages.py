"""What the authority does: filter and export the table of sites, open a file, begin and end administration."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import PATIENCE, Visitor


class Officer(Visitor):
    """Somebody of the district's health bureau, or the administrator, at a desk."""

    def rows(self) -> Locator:
        return self.page.locator("#results tbody tr[data-site]")

    def names(self) -> list[str]:
        return self.rows().locator("th > a").all_inner_texts()

    def filters(self, label: str, choice: str) -> "Officer":
        """Choose from one of the filters, behind 更多筛选 if need be, and wait for the table to follow."""
        field = self.page.get_by_label(label)
        self._unfold(field)
        with self.page.expect_response(lambda answer: "/authority/sites/?" in answer.url):
            field.select_option(label=choice)
        return self

    def only(self, label: str) -> "Officer":
        """Turn on a filter that is only on or off."""
        field = self.page.get_by_label(label, exact=True)
        self._unfold(field)
        with self.page.expect_response(lambda answer: "/authority/sites/?" in answer.url):
            self.page.locator("label", has=field).click()
        return self

    def _unfold(self, field: Locator) -> None:
        if not field.is_visible():
            self.page.locator("summary", has_text="更多筛选").click()

    def exports(self, kind: str, folder: Path) -> Path:
        """Download the table as XLSX or CSV."""
        with self.page.expect_download() as arriving:
            self.follow(kind)
        path = folder / arriving.value.suggested_filename
        arriving.value.save_as(path)
        return path

    def sees_map(self) -> "Officer":
        frame = self.page.locator("aside [data-map]")
        expect(frame).to_have_attribute("data-state", "ready", timeout=2 * PATIENCE)
        expect(frame).not_to_have_attribute("data-pins", "0")
        return self

    def banner(self) -> Locator:
        """The line over every page while an administration is running."""
        return self.page.get_by_role("complementary", name="管理时段")
