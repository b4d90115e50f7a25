"""What an export of one's data holds of agreements, and what goes with a child's data."""

from uuid import uuid4

import pytest

from shanyu.domain.agreements import actions, jobs
from shanyu.domain.agreements.models import Payment
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries.own_data import export_my_data
from tests.cast import TODAY
from tests.domain.agreements.making import DECEMBER, in_force, paper_of

pytestmark = pytest.mark.django_db


def test_an_export_holds_every_paper_as_it_was_signed_and_every_notice(cast):
    one = in_force(cast)
    actions.make_statement(cast.actor("father"), one, month=DECEMBER)
    made = actions.record_payment(
        cast.actor("head"),
        one,
        month=DECEMBER,
        amount_fen=1000,
        method="cash",
        received_on=TODAY,
        key=uuid4(),
    )
    actions.reverse_payment(cast.actor("head"), made, reason="other", words="记错了")
    paper, notice, paid, back = export_my_data(cast.actor("mother"))["agreements"]
    assert (paper["kind"], paper["state"], paper["sha256"]) == ("agreement", "in_force", paper_of(one).sha256)
    assert "陈小丸" in paper["text"]
    assert [(line["as"], line["name"]) for line in paper["signatures"]] == [
        ("father", "陈大山"),
        ("head", "翟园长"),
    ]
    assert (notice["kind"], notice["month"], notice["total_fen"]) == ("statement", "2026-12-01", 314000)
    assert (paid["kind"], paid["number"], paid["amount_fen"]) == ("payment", "2026-00001", 1000)
    assert (back["amount_fen"], back["reverses"], back["words"]) == (-1000, "2026-00001", "记错了")
    assert export_my_data(cast.actor("stranger"))["agreements"] == []


def test_with_a_child_s_data_receipts_and_words_go_and_the_book_keeps_its_numbers(cast):
    one = in_force(cast)
    kept = {"month": DECEMBER, "method": "cash", "received_on": TODAY}
    for amount_fen in (1000, 2000):
        actions.record_payment(cast.actor("head"), one, amount_fen=amount_fen, key=uuid4(), **kept)
    first, second = Payment.objects.order_by("pk")
    jobs.print_receipt(first.pk)
    actions.reverse_payment(cast.actor("head"), first, reason="other", words="陈小丸的妈妈说")
    erase_child(cast.actor("father"), cast.daughter)
    first.refresh_from_db()
    assert first.document.upload_id is None
    assert jobs.print_receipt(second.pk) == ""
    told = Payment.objects.order_by("pk").values_list("number", "amount_fen", "words")
    assert list(told) == [(1, 1000, None), (2, 2000, None), (3, -1000, None)]
