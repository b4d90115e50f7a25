"""Payments through the API: the site's own system records what came, once; the family reads it with its receipts."""

from uuid import uuid4

import pytest
from django.test import Client

from shanyu.domain.agreements import jobs
from shanyu.domain.agreements.models import Payment
from tests.domain.agreements.making import in_force
from tests.faces.api.test_sites import key

pytestmark = pytest.mark.django_db
CAME = {"month": "2026-12", "amount_fen": 300000, "method": "transfer", "received_on": "2026-11-20"}


@pytest.fixture
def api(cast):
    keys = {"father": key(cast.father, "cases:read"), "stranger": key(cast.stranger, "cases:read")}
    keys["head"] = key(cast.head, "enrolment:read", "enrolment:write")
    client = Client()

    def asked(path, *, as_, send=None, once=None):
        headers = {"Authorization": f"Bearer {keys[as_]}"}
        headers |= {"Idempotency-Key": str(once)} if once else {}
        if send is None:
            return client.get(f"/api/v1/{path}", headers=headers)
        return client.post(f"/api/v1/{path}", send, content_type="application/json", headers=headers)

    return asked


def test_a_payment_is_recorded_once_and_read_by_both_sides(cast, api):
    one, once = in_force(cast), uuid4()
    ours, theirs = f"cases/{one.public_id}/payments", f"enrolments/{one.public_id}/payments"
    answers = [api(theirs, as_="head", send=CAME, once=once) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert api(theirs, as_="head", send={**CAME, "amount_fen": 1}, once=once).json()["code"] == "KeyUsed"
    assert api(theirs, as_="head", send=CAME, once=uuid4()).json()["errors"]["amount"]
    assert api(theirs, as_="head", send=CAME).status_code == 422
    made = Payment.objects.get()
    jobs.print_receipt(made.pk)
    for path, who in ((ours, "father"), (theirs, "head")):
        found = api(f"{path}?month=2026-12", as_=who).json()
        assert [(each["number"], each["receipt_ready"]) for each in found["items"]] == [("2026-00001", True)]
        assert [(each["month"], each["open_fen"], each["settled"]) for each in found["months"]] == [
            ("2026-12", 14000, "open")
        ]
        receipt = api(f"{path}/{made.public_id}/receipt", as_=who)
        assert receipt["Content-Type"] == "application/pdf"
    assert api(f"{ours}/{uuid4()}/receipt", as_="father").status_code == 404
    assert api(ours, as_="stranger").status_code == 404
    assert api(ours, as_="head").status_code == 403


def test_an_entry_is_taken_back_by_another(cast, api):
    one = in_force(cast)
    theirs = f"enrolments/{one.public_id}/payments"
    made = api(theirs, as_="head", send=CAME, once=uuid4()).json()
    path = f"{theirs}/{made['id']}/reverse"
    assert api(path, as_="head", send={"reason": "other"}).json()["errors"]["words"]
    back = api(path, as_="head", send={"reason": "never_came"}).json()
    assert (back["amount_fen"], back["reverses"], back["reason"]) == (-300000, "2026-00001", "款项没有到账")
    assert api(path, as_="head", send={"reason": "never_came"}).json()["code"] == "NotReversible"
    assert [each["reversed"] for each in api(theirs, as_="head").json()["items"]] == [False, True]
