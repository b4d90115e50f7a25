"""Every page that links lead to: by axe and without scrolling sideways, at three sizes, in both languages.

`pages.py` says who looks at which page; a colleague of the same role would see the same. Pages that need a state
of their own are looked at in `test_every_state.py`.
"""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Response

from tests.conventions.urls import addresses
from tests.journeys.looking import Eyes
from tests.journeys.pages import CHOSEN, ELSEWHERE, NOT_PAGES, REACHED, STATES
from tests.journeys.visitor import Visitor, visitor

#: Where to begin: what no link leads to as well.
STARTS = [
    "/",
    "/account/home/",
    "/account/logout/",
    "/account/sign-on/error/",
    "/account/sign-on/cancelled/",
    "/ui/style",
]  # fmt: skip


def route_of(url: str) -> str | None:
    return _route_of(urlsplit(url).path)


@cache
def _route_of(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


class Links(HTMLParser):
    """Where the links of a page lead, downloads left out."""

    def __init__(self, answer: APIResponse | Response) -> None:
        super().__init__()
        self.start = answer.url
        self.found: list[str] = []
        self.feed(answer.text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "a" and facts.get("href") and "download" not in facts:
            self.found.append(urldefrag(urljoin(self.start, facts["href"])).url)


def crawl(who: Visitor, left: set[str]) -> Iterator[str]:
    """Come to one page of every route that links lead to from the start; stop at those in `left`, by route.

    The others are asked for with the window's cookies but not shown in it: they are somebody else's to look at.
    """
    todo, known = [who.city.url + path for path in STARTS], set()
    while todo:
        url = todo.pop(0)
        route = route_of(url) if url.startswith(who.city.url) else None
        if route is None or route in known or route in NOT_PAGES - {"account:home"}:
            continue
        known.add(route)
        shown = route in left
        answer = who.page.goto(url) if shown else who.page.request.get(url)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status < 400 or route == "socialaccount_login_error", (url, answer.status)
        todo += Links(answer).found
        arrived = route_of(answer.url) or route
        if arrived in left:
            if not shown:
                who.page.goto(answer.url)
            left.remove(arrived)
            yield arrived


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", REACHED)
def test_every_page_is_accessible_at_every_size(name, browser, city):
    with visitor(browser, city, as_=name) as who:
        eyes, problems, left = Eyes(who.page), {}, set(REACHED[name])
        for route in crawl(who, left):
            if found := eyes.faults(who.page.reload):
                problems[f"{route} {urlsplit(who.page.url).path}"] = found
        assert problems == {}
        assert left == set()


def test_a_comparison_of_three_is_accessible(browser, city):
    with visitor(browser, city) as who:
        who.go("/find/?q=木桥巷")
        sites = who.page.locator("#results [data-site]")
        chosen = [sites.nth(number).get_attribute("data-site") for number in range(3)]
        path = "/compare/?" + "&".join(f"site={one}" for one in chosen)
        eyes = Eyes(who.page)
        who.go(path)
        assert eyes.faults(lambda: who.go(path)) == []


def test_no_page_was_left_out():
    """Every address that answers with a page is somebody's to look at, and nobody looks for one that is gone."""
    pages = {address.name for address in addresses() if "GET" in address.page.methods}
    open_data = {name for name in pages if name.startswith("api")}
    looked_at = CHOSEN.union(*REACHED.values(), *STATES.values(), *ELSEWHERE.values())
    assert sorted(pages - open_data - NOT_PAGES - looked_at) == [], "say in pages.py who looks at these"
    assert sorted((looked_at | NOT_PAGES) - pages) == [], "pages.py names addresses that are gone"
    assert sorted(looked_at & NOT_PAGES) == []
