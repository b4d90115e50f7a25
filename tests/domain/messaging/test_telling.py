"""Telling somebody: once, in their language, by the channels they want, and by jobs that may run twice."""

import json
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils.translation import gettext_lazy as _

from shanyu.domain.messaging import jobs
from shanyu.domain.messaging.models import ChannelChoice, Delivery, Notification
from shanyu.domain.messaging.rules import WAITS
from shanyu.domain.messaging.telling import notify
from shanyu.kernel import clock
from tests.cast import NOW, Cast
from tests.domain.messaging.work import planned, work

pytestmark = pytest.mark.django_db


def tell(account, **more) -> Notification | None:
    facts = {
        "kind": "booking.claim",
        "title": _("预约成功"),
        "body": "周六 09:30",
        "url": "/family/bookings/1/",
        "dedupe": "booking:1:claim",
    }
    return notify(account, **{**facts, **more})


def test_somebody_without_a_channel_is_told_inside_the_product_only(cast: Cast):
    told = tell(cast.father)
    assert (told.title, told.read_at, planned()) == ("预约成功", None, [])


def test_the_same_thing_is_told_once(mailed: Cast, mail_server):
    assert tell(mailed.father) is not None
    assert tell(mailed.father) is None
    assert (Notification.objects.count(), len(planned())) == (1, 1)


def test_a_closed_account_is_told_nothing(cast: Cast):
    cast.father.is_active = False
    cast.father.save()
    assert tell(cast.father) is None


def test_a_mail_carries_both_forms_in_the_readers_language(mailed: Cast, mail_server):
    tell(mailed.father, links=[(_("确认邮箱"), "/b/token/")])
    tell(mailed.mother)
    assert work() == ["sent", "sent"]
    his, hers = mail_server.mails
    assert (his["To"], his["Subject"], his["Content-Language"]) == (
        "father@mail.example",
        "预约成功",
        "zh-hans",
    )
    assert hers["Subject"] == "Booked"
    plain, pretty = his.get_body(["plain"]).get_content(), his.get_body(["html"]).get_content()
    for address in ("https://shanyu.example/b/token/", "https://shanyu.example/family/bookings/1/"):
        assert address in plain
        assert f'href="{address}"' in pretty
    assert '<html lang="en">' in hers.get_body(["html"]).get_content()


def test_a_mail_can_be_stopped_by_one_click(mailed: Cast, mail_server):
    tell(mailed.father)
    work()
    (mail,) = mail_server.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<https://shanyu.example/account/notices/stop/")


def test_a_job_that_runs_twice_sends_once(mailed: Cast, mail_server):
    tell(mailed.father)
    assert (work(), work()) == (["sent"], [""])
    assert len(mail_server.mails) == 1


def test_nobody_else_tries_what_somebody_is_trying(mailed: Cast, mail_server):
    tell(mailed.father)
    jobs._take(Delivery.objects.get().pk)
    assert work() == [""]
    assert mail_server.mails == []


def test_what_a_dead_worker_left_is_taken_up_again(mailed: Cast, mail_server):
    tell(mailed.father)
    jobs._take(Delivery.objects.get().pk)
    with clock.frozen(NOW + timedelta(minutes=7)):
        assert jobs.take_up_again() == 1
        assert work() == ["sent", ""]
    assert len(mail_server.mails) == 1


def test_a_server_that_is_busy_is_asked_again_later_and_in_the_end_given_up(mailed: Cast, mail_server):
    tell(mailed.father)
    mail_server.refuses = "451 try later"
    moment = NOW
    for wait in WAITS:
        with clock.frozen(moment):
            assert jobs.deliver(Delivery.objects.get().pk) == "failed"
        one = Delivery.objects.get()
        assert (one.error, one.due_at) == ("smtp_451", moment + wait)
        moment += wait
    with clock.frozen(moment):
        assert jobs.deliver(one.pk) == "given_up"
    assert Delivery.objects.get().attempts == len(WAITS) + 1


def test_a_second_try_that_works_is_sent_and_says_no_more_of_the_first(mailed: Cast, mail_server):
    tell(mailed.father)
    mail_server.refuses = "451 try later"
    work()
    mail_server.refuses = ""
    with clock.frozen(NOW + WAITS[0]):
        assert work() == ["sent", ""]
    assert Delivery.objects.values_list("state", "error", "attempts").get() == ("sent", "", 2)


def test_an_address_that_does_not_exist_is_given_up_at_once(mailed: Cast, mail_server):
    tell(mailed.father)
    mail_server.refuses = "550 no such user"
    assert work() == ["given_up"]
    assert Delivery.objects.get().error == "smtp_550"


def test_a_server_that_does_not_answer_is_tried_again(mailed: Cast, mail_server):
    tell(mailed.father)
    with override_settings(EMAIL_PORT=1):
        assert work() == ["failed"]
    assert Delivery.objects.get().error == "unreachable"


def test_a_no_to_a_channel_holds(mailed: Cast, mail_server):
    ChannelChoice.objects.create(account=mailed.father, channel="email", on=False)
    tell(mailed.father)
    assert planned() == []


def test_an_sms_is_sent_only_for_what_is_urgent_and_to_a_proven_number(cast: Cast, tmp_path):
    cast.father.phone, cast.father.identity_level = "13800001234", 1
    cast.father.save()
    cast.mother.phone = "13800005678"
    cast.mother.save()
    with override_settings(SHANYU_SMS="file", SHANYU_HOME=tmp_path, SHANYU_URL="https://s.example"):
        tell(cast.father)
        tell(cast.father, dedupe="offer", urgent=True, links=[("接受", "/b/token/")])
        tell(cast.mother, dedupe="offer", urgent=True)
        assert (work(), work()) == (["sent"], [""])
    (written,) = (tmp_path / "outbox" / "sms").iterdir()
    sms = json.loads(written.read_text())
    assert (sms["to"], sms["text"]) == ("13800001234", "预约成功 https://s.example/b/token/")


def test_notices_are_kept_for_a_year(cast: Cast):
    tell(cast.father)
    with clock.frozen(NOW + timedelta(days=364)):
        assert jobs.forget_old() == 0
    with clock.frozen(NOW + timedelta(days=366)):
        assert jobs.forget_old() == 1
