"""The pages on which a family decides about a referral."""

import pytest

from shanyu.domain.enrolment import actions
from shanyu.domain.enrolment.models import Referral
from shanyu.domain.health.actions import add_item
from tests.cast import TODAY
from tests.domain.enrolment.making import attending, care_class
from tests.domain.health.making import PEANUT, agree

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def proposed(cast) -> Referral:
    agree(cast, cast.daughter)
    add_item(cast.actor("father"), cast.daughter, "allergies", PEANUT)
    attending(cast.daughter, care_class(cast.bamboo, "新竹班", 5), cast.father, cast.head, TODAY)
    return actions.refer(
        cast.actor("head"), cast.daughter, from_site=cast.bamboo.public_id, to=cast.station.public_id,
        parts=["allergies", "sleep"], note="睡前要听歌",
    )  # fmt: skip


def test_a_mother_reads_what_would_be_told_and_agrees(cast, signed_in, proposed):
    client = signed_in("mother")
    here = f"/family/referrals/{proposed.public_id}/"
    assert "小竹林托育园想转介给和睦成长驿站" in text(client.get("/family/referrals/"))
    page = text(client.get(here))
    for said in ("睡前要听歌", "花生（花生酱）", "睡觉", "同意转达下面这些吗"):
        assert said in page
    assert client.post(f"{here}agree/").url == here
    assert "等对方机构答复" in text(client.get(here))
    assert client.post(f"{here}end/").url == here
    assert "已结束" in text(client.get(here))


def test_a_father_refuses_and_nobody_else_sees_it(cast, signed_in, proposed):
    here = f"/family/referrals/{proposed.public_id}/"
    assert signed_in("stranger").get(here).status_code == 404
    client = signed_in("father")
    assert client.post(f"{here}refuse/").url == "/family/referrals/"
    assert "监护人不同意" in text(client.get("/family/referrals/"))
    assert client.post(f"{here}agree/").status_code == 409


def test_without_referrals_the_page_says_what_it_is_for(cast, signed_in):
    assert "没有转介" in text(signed_in("father").get("/family/referrals/"))
