"""Notices on their way: a reminder read from the mail server, its link followed, a pop-up shown by the browser."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.models import Booking
from shanyu.domain.booking.reminding import remind
from shanyu.domain.messaging import tokens
from shanyu.domain.messaging.actions import add_device
from shanyu.domain.messaging.models import PushSubscription
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.email_links import secret_for
from shanyu.kernel import clock
from tests.cast import NOW
from tests.domain.booking.making import session
from tests.domain.messaging.conftest import mail_server, mailed, push_service
from tests.domain.messaging.test_push import written
from tests.domain.messaging.work import work
from tests.journeys.pages import STATES
from tests.journeys.stage import Stage

__all__ = ["mail_server", "mailed", "push_service"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]
_REGISTER = """
async () => {
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  await navigator.serviceWorker.ready;
}
"""
_SHOWN = """
async () => {
  const ready = await navigator.serviceWorker.ready;
  const all = await ready.getNotifications();
  return all.map((one) => ({ title: one.title, body: one.body, tag: one.tag, url: one.data.url }));
}
"""


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


def test_a_father_gets_the_reminder_by_mail_and_cancels_by_its_link(stage, mailed, mail_server):
    made = session(mailed.station, starts=NOW + timedelta(days=2), bring="防滑袜")
    asked = Asked(made.pk, mailed.father.pk, mailed.household.pk, [mailed.daughter.pk], uuid4())
    booking = Booking.objects.get(pk=claims.claim(asked).booking)
    with clock.frozen(NOW + timedelta(days=1)):
        assert remind() == 1
        assert work() == ["sent"]
        (mail,) = mail_server.mails
        words = mail.get_body(["plain"]).get_content()
        assert (mail["To"], mail["Subject"].strip()) == (
            "father@mail.example",
            "提醒：亲子音乐，11月23日 周一 09:30",
        )
        assert "请带：防滑袜。" in words
        (link,) = (line for line in words.split("\n") if "/b/" in line)
        assert stage.go(link.removeprefix("https://shanyu.example")) == 200
        stage.page.locator("main form button").first.click()
        stage.page.wait_for_load_state()
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_the_browser_shows_a_message_once_and_knows_its_page(stage, mailed, page: Page):
    page.context.grant_permissions(["notifications"], origin=stage.start)
    stage.enter("father")
    stage.go("/account/notices/")
    told = notify(mailed.father, kind="test", title="有空位了", body="请确认。", url="/about/", dedupe="1")
    page.evaluate(_REGISTER)
    words = {
        "title": told.title,
        "body": told.body,
        "url": told.url,
        "tag": str(told.public_id),
        "lang": "zh",
    }
    for _again in range(2):
        deliver(page, stage.start, words)
    page.wait_for_function(f"({_SHOWN})().then((all) => all.length > 0)")
    assert page.evaluate(_SHOWN) == [
        {"title": "有空位了", "body": "请确认。", "tag": str(told.public_id), "url": "/about/"}
    ]


_WORKER = """
async ({ device, endpoint, p256dh, auth }) => {
  await (await caches.open("shanyu-device")).put("/device", new Response(device));
  await subscribeAgain({ toJSON: () => ({ endpoint, keys: { p256dh, auth } }) });
  return (await (await caches.open("shanyu-device")).match("/device")).text();
}
"""


def test_the_service_worker_sends_a_new_subscription_in_place_of_the_old(
    stage, mailed, page: Page, push_service
):
    keys = {"p256dh": written(push_service.point), "auth": written(push_service.secret)}
    old = add_device(mailed.actor("father"), endpoint=f"{push_service.address}/1", **keys)
    stage.enter("father")
    stage.go("/account/notices/")
    with page.context.expect_event("serviceworker") as known:
        page.evaluate(_REGISTER)
    facts = {"device": str(old.public_id), "endpoint": f"{push_service.address}/2", **keys}
    kept = known.value.evaluate(_WORKER, facts)
    (row,) = PushSubscription.objects.all()
    assert (str(row.public_id), row.endpoint.reveal()) == (kept, f"{push_service.address}/2")


def deliver(page: Page, origin: str, words: dict) -> None:
    """Hand a push message to the page's service worker, as the browser does when its push service has one."""
    tools = page.context.new_cdp_session(page)
    found: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": found[0], "data": json.dumps(words)},
    )
    tools.detach()


def test_every_page_of_notices_is_well_made(stage, mailed, mail_server, push_service):
    mailed.father.email_confirmed_at = None
    mailed.father.save()
    mailed.father.refresh_from_db()
    stage.enter("father")
    stage.look("/account/notices/")
    notify(
        mailed.father, kind="test", title="有空位了", body="请确认。\n过时会给下一家。", url="/", dedupe="1"
    )
    stage.look("/account/notices/")
    expect(stage.page.get_by_text("1 unread")).to_be_attached()
    stage.look("/account/notices/settings/")
    stage.look_after(
        "/account/notices/email/", {"email": "nothing"}, at="/account/notices/settings/", status=422
    )
    stage.enter("")
    for path in (
        f"/account/notices/email/{secret_for(mailed.father)}/",
        f"/account/notices/stop/{tokens.stop_for(mailed.father)}/",
    ):
        stage.look(path)
        stage.look_after(path)
    assert stage.problems == {}
    assert STATES["notices"] - stage.seen == set()
