"""Tablets on the floor: browsers with homes of their own, which can lose the network, be killed and come back."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from shanyu.domain.people.models import Account
from tests.journeys.conftest import SIZES

PIN = "402817"
# On the document, behind the window: there Playwright holds back a tap that does not meet what it aimed at, because
# the page was just drawn anew, and taps again.
_COUNT = """document.addEventListener(
  "click", event => { if (event.isTrusted) window.taps = (window.taps ?? 0) + 1; }, true,
)"""


class Tablet:
    """One tablet, of one carer: its folder outlives its windows."""

    page: Page
    context: BrowserContext

    def __init__(self, playwright: Playwright, how: dict, home: Path, start: str, name: str) -> None:
        self.playwright, self.how, self.home, self.start, self.name = playwright, how, home, start, name
        self.offline = False

    def open(self, at: datetime) -> None:
        width, height = SIZES["tablet"]
        self.context = self.playwright.chromium.launch_persistent_context(
            self.home, executable_path=self.how["executable_path"], args=self.how["args"], locale="zh-CN",
            timezone_id="Asia/Shanghai", viewport={"width": width, "height": height},
        )  # fmt: skip
        self.context.clock.set_fixed_time(at)
        self.context.add_init_script(_COUNT)
        self.context.set_offline(self.offline)
        self.page = self.context.pages[0]

    def kill(self) -> None:
        self.context.close()

    def at(self, moment: datetime) -> None:
        self.context.clock.set_fixed_time(moment)

    def network(self, on: bool) -> None:
        self.offline = not on
        self.context.set_offline(self.offline)

    def register(self, username: str) -> None:
        """Signed in with a password long ago, the carer makes this tablet the class's own."""
        client = Client()
        client.force_login(Account.objects.get(username=username))
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.session.session_key,
            "url": self.start,
        }
        self.context.add_cookies([cookie])
        self.page.goto(f"{self.start}/carer/device/")
        self.page.locator("input[name=name]").fill("平板")
        self.page.locator("input[name=pin]").fill(PIN)
        self.page.get_by_role("button", name="登记", exact=True).click()
        self.unlock()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def unlock(self) -> None:
        self.page.locator(f"[data-worker]:has-text('{self.name}')").click()
        self.page.locator("#cf-pin").fill(PIN)
        self.page.get_by_role("button", name="打开").click()
        expect(self.page.locator("[data-chip]").first).to_be_visible()

    def say(self, chip: str, *, without: tuple[str, ...] = (), choice: str = "", words: str = "") -> None:
        """One fact of everybody it can be said of, but for some."""
        self.page.locator(f"[data-chip={chip}]").click()
        if choice:
            self.page.locator(".cf-bar").get_by_role("button", name=choice, exact=True).click()
        if words:
            self.page.locator(".cf-bar input").fill(words)
        for name in without:
            self.page.locator("[data-child]", has_text=name).click()
        self.page.locator("[data-save]").click()

    def again(self, choice: str) -> None:
        """The others, who are marked already, with another choice."""
        self.page.locator(".cf-bar").get_by_role("button", name=choice, exact=True).click()
        self.page.locator("[data-save]").click()

    def has_noted(self, title: str) -> None:
        expect(self.page.locator(".cf-undo")).to_contain_text(title, timeout=15_000)

    def waits_for(self, count: int) -> None:
        expect(self.page.locator(f"[data-waiting='{count}']")).to_have_count(1, timeout=15_000)

    def taps(self) -> int:
        return self.page.evaluate("window.taps ?? 0")
