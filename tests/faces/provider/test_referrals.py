"""Referrals in the office: asked from a child's page, answered by the other site."""

import pytest

from shanyu.domain.enrolment import actions
from shanyu.domain.enrolment.models import Case, Referral
from shanyu.domain.health.actions import add_item
from tests.cast import TODAY
from tests.domain.enrolment.making import attending, care_class
from tests.domain.health.making import PEANUT, agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(cast) -> Case:
    agree(cast, cast.daughter)
    add_item(cast.actor("father"), cast.daughter, "allergies", PEANUT)
    return attending(cast.daughter, care_class(cast.bamboo, "新竹班", 5), cast.father, cast.head, TODAY)


def text(answer) -> str:
    return answer.content.decode()


def test_a_head_asks_from_the_child_s_page_and_a_keeper_takes_it_up(cast, signed_in, there):
    head = signed_in("head")
    form = f"/office/enrolment/cases/{there.public_id}/refer/"
    assert form in text(head.get(f"/office/enrolment/cases/{there.public_id}/"))
    assert "和睦成长驿站" in text(head.get(form, {"q": "成长驿站"}))
    assert "没有找到叫这个名字的机构" in text(head.get(form, {"q": "没有这家"}))
    asked = {"to": str(cast.station.public_id), "parts": ["allergies"], "note": "睡前要听歌"}
    assert head.post(f"{form}?q=成长驿站", asked).url == f"/office/sites/{cast.bamboo.public_id}/referrals/"
    made = Referral.objects.get()
    assert "等监护人同意" in text(head.get(f"/office/sites/{cast.bamboo.public_id}/referrals/"))
    actions.agree_referral(cast.actor("father"), made)
    keeper, here = signed_in("keeper"), f"/office/referrals/{made.public_id}/"
    assert here in text(keeper.get(f"/office/sites/{cast.station.public_id}/referrals/"))
    page = text(keeper.get(here))
    assert "接收这个孩子吗" in page and "睡前要听歌" in page and "花生" not in page and "陈小丸" not in page
    assert keeper.post(here, {"do": "take"}).url == here
    page = text(keeper.get(here))
    assert "花生（花生酱）" in page and "陈小丸" in page
    keeper.post(here, {"do": "end"})
    assert "花生" not in text(keeper.get(here))


def test_what_was_typed_stays_when_nothing_was_chosen(cast, signed_in, there):
    answer = signed_in("head").post(
        f"/office/enrolment/cases/{there.public_id}/refer/", {"note": "请多带他户外"}
    )
    assert answer.status_code == 422
    assert "请选择机构" in text(answer) and "请多带他户外" in text(answer)


def test_an_office_without_referrals_says_what_they_are_for(cast, signed_in):
    assert "没有转介" in text(signed_in("head").get(f"/office/sites/{cast.bamboo.public_id}/referrals/"))
