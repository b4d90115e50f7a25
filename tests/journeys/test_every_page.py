"""Every page that a person can reach: by axe at three sizes, without scrolling sideways, in both languages."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from shanyu.demo.load import PASSWORD

from tests.conventions.urls import addresses
from tests.journeys.conftest import SIZES
from tests.journeys.visitor import Visitor, visitor

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: Addresses that answer with data or a file, or that only lead on.
NOT_PAGES = {
    "healthz", "metrics", "account:home", "account:demo", "openid_connect_login", "openid_connect_callback",
    "mfa_download_recovery_codes", "ui:offline", "ui:style", "account_inactive",
}  # fmt: skip
WHO = [
    "nobody",
    "guardian",
    "head",
    "carer",
    "station_keeper",
    "district_officer",
    "auditor",
    "administrator",
]
seen: set[str] = set()


def route_of(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def links(who: Visitor) -> list[str]:
    found = who.page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.href).filter(h => h.startsWith(location.origin))"
    )
    return [url.removeprefix(who.city.url).split("#")[0] for url in found]


def crawl(who: Visitor) -> Iterator[str]:
    """One page of every route that can be reached by links from the start; where the visitor stands on it."""
    todo, known = ["/", "/account/home/"], set()
    while todo:
        path = todo.pop(0)
        route = route_of(urlsplit(path).path)
        if route is None or route in known or route in NOT_PAGES - {"account:home"}:
            continue
        known.add(route)
        answer = who.page.goto(who.city.url + path)
        if "text/html" not in (answer.headers.get("content-type") or ""):
            continue
        assert answer.status < 400, (path, answer.status)
        todo += links(who)
        yield route_of(urlsplit(who.page.url).path) or route


def faults(who: Visitor) -> list[str]:
    found = []
    for size in SIZES:
        who.resize(size)
        if (wide := who.overflows()) > 0:
            found.append(f"{size}: {wide} px too wide")
        result = Axe().run(who.page, options={"runOnly": {"type": "tag", "values": RULES["runOnly"]}})
        for violation in result.response["violations"]:
            where = violation["nodes"][0]["target"]
            found.append(f"{size}: {violation['id']} at {where} ({len(violation['nodes'])})")
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", WHO)
def test_every_page_is_accessible_at_every_size(role, browser, city):
    with visitor(browser, city) as who:
        if role != "nobody":
            who.sign_in(city.people[role], password=PASSWORD)
        problems = {}
        for route in crawl(who):
            if route in seen:
                continue
            seen.add(route)
            if found := faults(who):
                problems[f"{route} {urlsplit(who.page.url).path}"] = found
        assert problems == {}


@pytest.mark.parametrize("role", ["nobody", "guardian", "head", "district_officer"])
def test_no_page_scrolls_sideways_in_english_on_a_phone(role, browser, city):
    with visitor(browser, city) as who:
        if role != "nobody":
            who.sign_in(city.people[role], password=PASSWORD)
        who.page.context.add_cookies([{"name": "django_language", "value": "en", "url": city.url}])
        assert {route: wide for route in crawl(who) if (wide := who.overflows()) > 0} == {}


def test_no_page_was_left_out():
    pages = {address.name for address in addresses() if "GET" in address.page.methods} - NOT_PAGES
    data = {name for name in pages if name.startswith("api") or name.split(":")[-1] in DATA}
    assert sorted(pages - data - seen) == []


DATA = {
    "map_ground",
    "map_streets",
    "map_sites",
    "walk_area",
    "site_qr",
    "picture",
    "robots",
    "sitemap",
    "geocode",
}
