"""The book of a child on the office's page of a month, and what the family reads of it."""

from uuid import uuid4

import pytest

from shanyu.domain.agreements import actions, jobs
from shanyu.domain.agreements.models import Payment
from tests.cast import TODAY
from tests.domain.agreements.making import DECEMBER, in_force

pytestmark = pytest.mark.django_db
FORM = {"month": "2026-12", "amount": "¥3,000", "method": "wechat", "received_on": "2026-11-20"}


def office(one) -> str:
    return f"/office/enrolment/cases/{one.public_id}/agreement/fees/"


def family(one) -> str:
    return f"/family/enrolment/{one.public_id}/fees/"


def test_a_head_records_a_payment_and_both_sides_take_its_receipt(cast, signed_in):
    one, head, father = in_force(cast), signed_in("head"), signed_in("father")
    page = head.get(office(one), {"month": "2026-12"}).content.decode()
    assert 'name="amount" value="3140"' in page and "还应付" not in page
    given = {**FORM, "key": str(uuid4())}
    for _twice in range(2):
        answer = head.post(f"{office(one)}record/", given)
        assert answer.headers["Location"] == f"{office(one)}?month=2026-12"
    made = Payment.objects.get()
    assert (made.amount_fen, made.method, made.received_on.day) == (300000, "wechat", 20)
    assert "收据生成中" in father.get(family(one), {"month": "2026-12"}).content.decode()
    jobs.print_receipt(made.pk)
    for client, page in ((head, office(one)), (father, family(one))):
        shown = client.get(page, {"month": "2026-12"}).content.decode()
        assert "2026-00001" in shown and "还应付 ¥140" in shown
        receipt = f"/{page.split('/')[1]}/enrolment/receipts/{made.public_id}/"
        assert receipt in shown
        assert client.get(receipt)["Content-Type"] == "application/pdf"
    assert signed_in("stranger").get(f"/family/enrolment/receipts/{made.public_id}/").status_code == 404


def test_what_is_not_taken_comes_back_as_it_was_typed(cast, signed_in):
    one, head = in_force(cast), signed_in("head")
    for wrong, says in (
        ({"amount": "三千"}, "请填金额"),
        ({"amount": "5000"}, "还应付 ¥3,140，不能记得更多"),
        ({"method": ""}, "请选择收款方式"),
        ({"received_on": "2026-12-24"}, "今天或一年以内"),
    ):
        answer = head.post(f"{office(one)}record/", {**FORM, "key": str(uuid4()), **wrong})
        page = answer.content.decode()
        assert answer.status_code == 422 and says in page
        assert f'value="{wrong.get("amount", "¥3,000")}"' in page
    assert not Payment.objects.exists()


def test_a_head_takes_an_entry_back_with_a_reason(cast, signed_in):
    one, head = in_force(cast), signed_in("head")
    made = actions.record_payment(
        cast.actor("head"),
        one,
        month=DECEMBER,
        amount_fen=5000,
        method="cash",
        received_on=TODAY,
        key=uuid4(),
    )
    path = f"{office(one)}{made.public_id}/reverse/"
    assert path in head.get(office(one), {"month": "2026-12"}).content.decode()
    assert head.post(path, {"reason": "", "words": "x"}).status_code == 422
    needs_words = head.post(path, {"reason": "other", "words": ""})
    assert "请写明原因" in needs_words.content.decode()
    assert head.post(path, {"reason": "amount", "words": ""}).status_code == 302
    assert "已经冲销" in head.get(path).content.decode()
    shown = signed_in("mother").get(family(one), {"month": "2026-12"}).content.decode()
    assert "<s>¥50</s>" in shown and "冲销 2026-00001" in shown and "金额记错" in shown
    assert head.get(f"{office(one)}{uuid4()}/reverse/").status_code == 404
