"""Notices as their reader uses them: the list, the mark at the bell, channels, and the links of letters."""

import re

import pytest
from django.test import Client, override_settings

from shanyu.domain.messaging import tokens
from shanyu.domain.messaging.models import ChannelChoice, Notification, PushSubscription
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.email_links import secret_for
from tests.domain.messaging.conftest import mail_server, push_service
from tests.domain.messaging.work import work

__all__ = ["mail_server", "push_service"]
CONFIRM = "messaging.send_confirmation"
LIST, SETTINGS = "/account/notices/", "/account/notices/settings/"


def tell(account, number: int = 1, **more) -> Notification:
    facts = {
        "kind": "test",
        "title": f"第{number}条",
        "body": "正文",
        "url": "/about/",
        "dedupe": str(number),
    }
    return notify(account, **{**facts, **more})


def test_a_list_that_is_empty_says_what_will_be_here(signed_in):
    assert "还没有通知" in signed_in("father").get(LIST).content.decode()


def test_the_bell_says_how_many_are_unread_and_opening_one_takes_it_away(cast, signed_in):
    father = signed_in("father")
    told = [tell(cast.father, number) for number in (1, 2)]
    assert "2 条未读" in father.get("/about/").content.decode()
    answer = father.get(f"{LIST}{told[0].public_id}/")
    assert (answer.status_code, answer["Location"]) == (302, "/about/")
    assert "1 条未读" in father.get("/about/").content.decode()


def test_all_can_be_marked_as_read_at_once(cast, signed_in):
    father = signed_in("father")
    tell(cast.father, 1)
    tell(cast.father, 2)
    tell(cast.mother, 1)
    father.post(LIST)
    assert Notification.objects.filter(read_at=None).count() == 1


def test_a_notice_leads_nowhere_else_than_to_us(cast, signed_in):
    told = tell(cast.father, url="https://elsewhere.example/")
    assert signed_in("father").get(f"{LIST}{told.public_id}/")["Location"] == LIST


def test_the_notice_of_another_does_not_exist(cast, signed_in):
    told = tell(cast.father)
    assert signed_in("mother").get(f"{LIST}{told.public_id}/").status_code == 404


def test_long_lists_come_in_pages(cast, signed_in):
    for number in range(23):
        tell(cast.father, number)
    second = signed_in("father").get(LIST, {"page": "2"}).content.decode()
    assert ("第2条" in second, "第3条" in second) == (True, False)


def test_an_address_is_confirmed_by_its_letter(cast, signed_in, mail_server):
    father = signed_in("father")
    answer = father.post("/account/notices/email/", {"email": " chen@Mail.Example "}, follow=True)
    assert "c****@mail.example" in answer.content.decode()
    assert work(CONFIRM) == [True]
    (letter,) = mail_server.mails
    assert (letter["To"], letter["List-Unsubscribe"]) == ("chen@mail.example", None)
    address = re.search(r"https://shanyu.example(/\S+)", letter.get_body(["plain"]).get_content())[1]
    visitor = Client()
    assert "这是我的邮箱" in visitor.get(address).content.decode()
    cast.father.refresh_from_db()
    assert cast.father.email_confirmed_at is None
    assert "邮箱已确认" in visitor.post(address).content.decode()
    cast.father.refresh_from_db()
    assert cast.father.email_confirmed_at is not None
    assert work(CONFIRM) == [False]


def test_a_link_for_an_address_that_has_changed_confirms_nothing(cast, signed_in, mail_server):
    father = signed_in("father")
    father.post("/account/notices/email/", {"email": "old@mail.example"})
    cast.father.refresh_from_db()
    secret = secret_for(cast.father)
    father.post("/account/notices/email/", {"email": "new@mail.example"})
    answer = Client().post(f"/account/notices/email/{secret}/")
    assert (answer.status_code, "这个确认链接已经失效" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    "email", ["", "chen", "chen@", "@mail.example", "a b@mail.example", "x" * 250 + "@a.cn"]
)
def test_what_is_no_address_is_told_beside_the_field(signed_in, mail_server, email):
    answer = signed_in("father").post("/account/notices/email/", {"email": email})
    assert (answer.status_code, work(CONFIRM)) == (422, [])


def test_letters_of_confirmation_are_few_a_day(signed_in, mail_server):
    father = signed_in("father")
    statuses = [
        father.post("/account/notices/email/", {"email": "chen@mail.example"}).status_code for _n in range(6)
    ]
    assert statuses == [302] * 5 + [422]


def test_an_address_is_forgotten_when_asked(cast, signed_in, mail_server):
    father = signed_in("father")
    father.post("/account/notices/email/", {"email": "chen@mail.example"})
    father.post("/account/notices/email/", {"forget": "1"})
    cast.father.refresh_from_db()
    assert (cast.father.email, cast.father.email_index) == (None, None)


def test_channels_are_chosen(cast, signed_in, mail_server, push_service):
    signed_in("father").post(SETTINGS, {"on": ["push", "pigeon"]})
    choices = dict(ChannelChoice.objects.values_list("channel", "on"))
    assert choices == {"email": False, "push": True}


def test_settings_offer_only_what_this_installation_has(signed_in, push_service):
    with override_settings(SHANYU_MAIL=False):
        page = signed_in("father").get(SETTINGS).content.decode()
    assert ('value="email"' in page, 'value="push"' in page) == (False, True)


def test_one_click_stops_the_letters_without_signing_in_or_a_form(cast):
    address = f"/account/notices/stop/{tokens.stop_for(cast.father)}/"
    client = Client(enforce_csrf_checks=True)
    assert "停止发送" in client.get(address).content.decode()
    assert not ChannelChoice.objects.exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ChannelChoice.objects.values_list("account", "channel", "on").get() == (
        cast.father.pk,
        "email",
        False,
    )


def test_a_changed_link_stops_nothing(cast):
    assert Client().post("/account/notices/stop/changed/").status_code == 409


DEVICES = "/account/notices/devices/"
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


def test_a_browser_whose_subscription_ended_takes_the_place_of_its_old_self(cast, signed_in, push_service):
    father = signed_in("father")
    one = father.post(DEVICES, {"endpoint": f"{push_service.address}/1", **KEYS}).json()["device"]
    needed = father.get(DEVICES, {"device": one}).json()
    assert set(needed) == {"key", "token"} and len(needed["key"]) == 87
    again = father.post(DEVICES, {"endpoint": f"{push_service.address}/2", "replaces": one, **KEYS})
    assert [str(row.public_id) for row in PushSubscription.objects.all()] == [again.json()["device"]]


def test_a_browser_that_was_turned_off_or_is_another_s_is_told_nothing(cast, signed_in, push_service):
    father = signed_in("father")
    one = father.post(DEVICES, {"endpoint": f"{push_service.address}/1", **KEYS}).json()["device"]
    mother = signed_in("mother")
    assert mother.get(DEVICES, {"device": one}).json() == {}
    mother.post(DEVICES, {"endpoint": f"{push_service.address}/2", "replaces": one, **KEYS})
    assert PushSubscription.objects.filter(account=cast.father).count() == 1
    father.post(f"{DEVICES}{one}/")
    assert father.get(DEVICES, {"device": one}).json() == {}
    assert Client().get(DEVICES, {"device": one}).status_code == 302


def test_a_browser_is_taken_on_and_put_away(cast, signed_in, push_service):
    father = signed_in("father")
    device = father.post(DEVICES, {"endpoint": f"{push_service.address}/1", **KEYS}).json()["device"]
    assert device in father.get(SETTINGS).content.decode()
    assert signed_in("mother").post(f"/account/notices/devices/{device}/").status_code == 404
    father.post(f"/account/notices/devices/{device}/")
    assert not PushSubscription.objects.exists()


def test_a_browser_of_an_unknown_service_is_told_so(signed_in):
    answer = signed_in("father").post("/account/notices/devices/", {"endpoint": "https://elsewhere.example/"})
    assert (answer.status_code, answer.json()["problem"][:9]) == (422, "这个浏览器的通知服")


def test_the_service_worker_is_at_the_root(db):
    answer = Client().get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"showNotification" in b"".join(answer)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_notices_is_whole_in_both_languages(
    cast, signed_in, mail_server, push_service, language
):
    father = signed_in("father")
    father.cookies["django_language"] = language
    tell(cast.father, urgent=True)
    for address in (LIST, SETTINGS, "/account/notices/email/x/", "/account/notices/stop/x/"):
        page = father.get(address)
        assert (page.status_code, f'lang="{language}"' in page.content.decode()[:120]) == (200, True)
