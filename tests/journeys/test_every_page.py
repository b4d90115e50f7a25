"""Every page that a person can reach: by axe at three sizes, without scrolling sideways, in both languages.

Axe and the width are asked at every size; a page that several people reach is looked at once, as the first of
them sees it.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.conventions.urls import addresses
from tests.journeys.conftest import SIZES
from tests.journeys.visitor import Visitor, visitor

AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
#: Addresses that answer with data or a file, or that only lead on.
NOT_PAGES = {
    "healthz", "metrics", "account:home", "account:demo", "openid_connect_login", "openid_connect_callback",
    "mfa_download_recovery_codes", "mfa_login_webauthn", "ui:offline", "ui:style", "public:suggest",
    "public:map_ground", "public:map_streets", "public:map_sites", "public:walk_area", "public:site_qr",
    "public:picture", "public:robots", "public:sitemap", "provider:certificate_file",
    "provider:credential_file", "provider:picture", "authority:certificate_file",
    "authority:credential_file", "authority:map_areas", "authority:map_sites", "authority:parts_export",
    "authority:sites_export", "authority:two_places_export", "authority:audit_export",
}  # fmt: skip
#: Pages that need something which nobody of the cast has: a passkey, recovery codes, an invitation, an account
#: without a password or one that was stopped, two roles.
NEEDS_MORE = {
    "account_inactive", "account_set_password", "account:roles", "carer:join", "family:invitation", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "socialaccount_signup",
}  # fmt: skip
#: Where to begin: what no link leads to as well.
STARTS = ["/", "/account/home/", "/account/logout/", "/account/sign-on/error/", "/account/sign-on/cancelled/"]
#: What asks for the password again, seen by somebody with a second factor and by somebody without.
SECOND_FACTORS = {
    "fang": [
        "/account/security/passkeys/", "/account/security/passkeys/add/", "/account/security/totp/off/",
        "/account/security/recovery/new/",
    ],
    "chen": ["/account/step-up/", "/account/security/totp/"],
}  # fmt: skip
#: Between them they reach every page; a colleague of the same role would see the same.
WHO = ["", "chen", "fang", "he", "gu", "xu", "jiang"]
seen: set[str] = set()


def route_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def links(who: Visitor) -> list[str]:
    found = who.page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.href).filter(h => h.startsWith(location.origin))"
    )
    return [url.removeprefix(who.city.url).split("#")[0] for url in found]


def crawl(who: Visitor) -> Iterator[str]:
    """One page of every route that can be reached by links from the start; where the visitor stands on it."""
    todo, known = [*STARTS], set()
    while todo:
        path = todo.pop(0)
        route = route_of(path)
        if route is None or route in known or route in NOT_PAGES - {"account:home"}:
            continue
        known.add(route)
        answer = who.page.goto(who.city.url + path)
        if "text/html" not in (answer.headers.get("content-type") or ""):
            continue
        assert answer.status < 400 or route == "socialaccount_login_error", (path, answer.status)
        todo += links(who)
        yield route_of(who.page.url) or route


def faults(who: Visitor) -> list[str]:
    found = []
    for size in SIZES:
        who.resize(size)
        if (wide := who.overflows()) > 0:
            found.append(f"{size}: {wide} px too wide")
        for violation in Axe().run(who.page, options=AXE).response["violations"]:
            where = violation["nodes"][0]["target"]
            found.append(f"{size}: {violation['id']} at {where} ({len(violation['nodes'])})")
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", WHO)
def test_every_page_is_accessible_at_every_size(name, browser, city):
    with visitor(browser, city, as_=name) as who:
        problems = {}
        for route in crawl(who):
            if route in seen:
                continue
            seen.add(route)
            if found := faults(who):
                problems[f"{route} {urlsplit(who.page.url).path}"] = found
        assert problems == {}


@pytest.mark.parametrize("name", ["", "chen", "fang", "gu"])
def test_no_page_scrolls_sideways_in_english_on_a_phone(name, browser, city):
    with visitor(browser, city, as_=name) as who:
        who.page.context.add_cookies([{"name": "django_language", "value": "en", "url": city.url}])
        assert {route: wide for route in crawl(who) if (wide := who.overflows()) > 0} == {}


def test_the_pages_on_the_way_in_and_those_of_a_choice_are_accessible(browser, city):
    """The code after a password, the second factor inside a session, a comparison, an address that is none."""
    with visitor(browser, city) as who:
        who.go("/find/?q=木桥巷")
        sites = who.page.locator("#results [data-site]")
        chosen = [sites.nth(number).get_attribute("data-site") for number in range(3)]
        problems = {}
        for path in ["/compare/?" + "&".join(f"site={one}" for one in chosen), "/no-such-page/"]:
            problems[path] = faults(who.go(path))
        who.types_password("fang")
        assert route_of(who.page.url) == "mfa_authenticate"
        problems["code"] = faults(who)
        who.show_code()
        assert {path: found for path, found in problems.items() if found} == {}
    seen.update({"public:compare", "mfa_authenticate"})


@pytest.mark.parametrize("name", SECOND_FACTORS)
def test_the_pages_of_second_factors_are_accessible(name, browser, city):
    with visitor(browser, city) as who:
        who.sign_in(name)
        problems = {}
        for path in SECOND_FACTORS[name]:
            who.go(path).proves_again()
            seen.add(route_of(who.page.url))
            problems[path] = faults(who)
        assert {path: found for path, found in problems.items() if found} == {}


def test_no_page_was_left_out():
    pages = {address.name for address in addresses() if "GET" in address.page.methods}
    open_data = {name for name in pages if name.startswith("api")}
    left_out = sorted(pages - open_data - NOT_PAGES - NEEDS_MORE - seen)
    assert left_out == [], left_out
