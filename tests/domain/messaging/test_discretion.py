"""What may be read on a locked screen: no name of a child and nothing of health, of whatever kind the notice is."""

import json

import pytest
from django.test import override_settings

from shanyu.domain.messaging.discretion import GROUPS, group_of, outward
from shanyu.domain.messaging.kinds import Group
from shanyu.domain.messaging.models import Delivery, Notification
from shanyu.domain.messaging.telling import notify
from tests.cast import Cast
from tests.domain.messaging.making import in_class
from tests.domain.messaging.test_push import device
from tests.domain.messaging.work import work

pytestmark = pytest.mark.django_db
#: One kind of every first part, and one that nobody has registered.
KINDS = [*(f"{first}.something" for first in GROUPS), "unheard.of"]
FACTS = ("陈小丸发烧 38.5 度", "陈小丸今天体温偏高，已喂药", "Chen has a fever and a rash")


def told(account, kind: str, title: str, body: str = "") -> Notification:
    return Notification(account=account, kind=kind, title=title, body=body)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_notice_carries_a_name_or_a_health_fact_outside(cast: Cast, kind):
    for words in FACTS:
        for title, body in ((words, ""), ("新消息", words)):
            said = "\n".join(outward(told(cast.father, kind, title, body)))
            assert not any(bad in said for bad in ("陈小丸", "烧", "体温", "药", "fever", "rash"))
            assert said.strip()


def test_a_carer_s_push_names_no_child_of_the_site(cast: Cast):
    in_class(cast)
    assert outward(told(cast.carer, "booking.claim", "陈小丸来了"))[0] == "预约有新消息，请打开善育查看"


def test_words_without_either_go_out_as_they_are_and_others_never_do(cast: Cast):
    assert outward(told(cast.father, "booking.claim", "预约成功", "周六 09:30")) == ("预约成功", "周六 09:30")
    assert outward(told(cast.father, "messaging.message", "您有一条新留言", "来自机构")) == (
        "您有新留言，请打开善育查看",
        "",
    )
    assert group_of("unheard.of") == Group.OTHER


def test_a_push_and_an_sms_carry_only_that(cast: Cast, push_service, tmp_path):
    device(cast, push_service)
    cast.father.phone, cast.father.identity_level = "13800001234", 1
    cast.father.save()
    with override_settings(SHANYU_SMS="file", SHANYU_HOME=tmp_path):
        notify(
            cast.father,
            kind="care.check",
            title="陈小丸发烧",
            body="38.5",
            url="/family/",
            dedupe="x",
            urgent=True,
        )
        assert work() == ["sent", "sent"]
    (sms,) = (tmp_path / "outbox" / "sms").glob("*.json")
    for said in (push_service.read(push_service.bodies[0]), json.loads(sms.read_text())["text"]):
        assert "孩子的一天有新内容" in said
        assert "陈小丸" not in said and "烧" not in said
    assert {one.state for one in Delivery.objects.all()} == {"sent"}
