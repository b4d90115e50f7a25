"""The product in this very process, beside its database: any state can be made by verbs and rows, then looked at."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from shanyu.domain.people.models import Account
from shanyu.ui.actors import STRONG
from tests.cast import PASSWORD, Cast
from tests.journeys.looking import Eyes

_SEND = """
([path, fields, count]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const more = Array.from({ length: count }, (_, number) => [`more${number}`, "x"]);
  for (const [name, value] of [["csrfmiddlewaretoken", token], ...Object.entries(fields), ...more]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}
"""


class Stage:
    """A window at the product, and what was found wrong on the pages that it has looked at, by page."""

    def __init__(self, page: Page, start: str, cast: Cast) -> None:
        self.page = page
        self.start = start
        self.cast = cast
        self.seen: set[str] = set()
        self.problems: dict[str, list[str]] = {}

    @cached_property
    def eyes(self) -> Eyes:
        return Eyes(self.page)

    def enter(self, name: str, *, strong: bool = True) -> None:
        """Sit down as one of the cast, signed in long ago; "" is a visitor."""
        self.page.context.clear_cookies()
        if name:
            client = Client()
            client.force_login(Account.objects.get(username=name))
            session = client.session
            if strong:
                session[STRONG] = True
                session.save()
            self.keep(session.session_key)

    def keep(self, session_key: str) -> None:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_key, "url": self.start}
        self.page.context.add_cookies([cookie])

    def go(self, path: str) -> int:
        """Go to a path: the status of the page where that ends."""
        return self.page.goto(self.start + path).status

    def send(self, path: str, fields: dict | None = None, *, count: int = 0) -> int:
        """Hand in a form at a path, from the page on which the window stands: the status of what comes back.

        `count` more fields fill the form up.
        """
        with self.page.expect_navigation() as navigation:
            self.page.evaluate(_SEND, [path, fields or {}, count])
        return navigation.value.status

    def sign_in(self, name: str) -> None:
        """By name and password, just now."""
        self.enter("")
        self.go("/account/login/")
        self.send("/account/login/", {"login": name, "password": PASSWORD})

    def look(self, path: str, *, status: int = 200) -> None:
        """Go to a page and look at it."""
        self._look(path, partial(self.go, path), status)

    def look_after(
        self, path: str, fields: dict | None = None, *, at: str = "", status: int = 200, count: int = 0
    ) -> None:
        """Hand in a form, from the page `at` or the one of the form itself, and look at what comes back."""

        def hand_in() -> int:
            self.go(at or path)
            return self.send(path, fields, count=count)

        self._look(f"{path} POST", hand_in, status)

    def _look(self, title: str, come: Callable[[], int], status: int) -> None:
        eyes = self.eyes
        assert come() == status, (title, self.page.url)
        self.seen.add(self.route())
        if found := eyes.faults(come):
            self.problems[f"{title} → {urlsplit(self.page.url).path}"] = found

    def route(self) -> str:
        """The name of the address on which the window stands."""
        try:
            return resolve(urlsplit(self.page.url).path).view_name
        except Resolver404:
            return ""


class SomebodyThere:
    """Somebody of the cast at the stage's window."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage = stage
        self.page = stage.page
        stage.enter(name)

    def goes(self, path: str) -> Self:
        self.stage.go(path)
        return self

    def reads(self, *words: str) -> Self:
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)
        return self
