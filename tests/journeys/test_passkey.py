"""A passkey, from adding it to signing in with nothing else, in Chromium with a virtual authenticator."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shanyu.ui.actors import STRONG
from tests.cast import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_the_browser")]


@pytest.fixture
def at(live_server, page: Page) -> Callable[[str], None]:
    """Go to a path. The server is named localhost, where browsers allow passkeys without TLS."""
    start = live_server.url.replace("127.0.0.1", "localhost")
    return lambda path: page.goto(start + path)


def strong_marks() -> list[bool]:
    """The strong mark of every session there is."""
    from django.contrib.sessions.models import Session

    return [bool(session.get_decoded().get(STRONG)) for session in Session.objects.all()]


def test_a_head_adds_a_passkey_and_signs_in_with_it_alone(cast, at, page: Page, with_authenticator):
    at("/account/login/")
    page.locator("input[name=login]").fill("head")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button.sy-btn-primary").click()
    at("/account/security/passkeys/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.locator("input[name=passwordless]").check()
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    assert strong_marks() == [True]

    page.context.clear_cookies()
    at("/account/login/?next=/account/security/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("heading", name="账号安全")).to_be_visible()
    assert strong_marks() == [True, True]
