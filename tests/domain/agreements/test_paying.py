"""The book of a site: what it takes, its numbers without gaps, and what stands open of each month."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from shanyu.domain.agreements import actions, jobs, queries, refusals
from shanyu.domain.agreements.models import Payment
from shanyu.domain.messaging.models import Notification
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import Document
from tests.cast import TODAY
from tests.domain.agreements.making import DECEMBER, at_signing, in_force, publish

pytestmark = pytest.mark.django_db
WHOLE = 314000


def pay(cast, one, amount_fen: int = WHOLE, *, who: str = "head", **facts: object) -> Payment:
    plain = {"month": DECEMBER, "method": "wechat", "received_on": TODAY, "key": uuid4()}
    return actions.record_payment(cast.actor(who), one, amount_fen=amount_fen, **{**plain, **facts})


def on(year: int, month: int, day: int):
    return clock.frozen(datetime(year, month, day, 10, tzinfo=clock.SHANGHAI))


def book(cast, one, month: date | None = None, who: str = "father") -> queries.Payments:
    return queries.payments(cast.actor(who), one, month)


def test_a_payment_settles_its_month_and_the_family_is_told(cast):
    one = in_force(cast)
    made = pay(cast, one, 300000, month=date(2026, 12, 24))
    assert (made.said_number, made.month, made.site) == ("2026-00001", DECEMBER, cast.bamboo)
    [month] = book(cast, one, DECEMBER).months
    assert (month.due_fen, month.paid_fen, month.open, month.settled) == (WHOLE, 300000, "¥140", "open")
    pay(cast, one, 14000)
    found = book(cast, one)
    assert [(line.number, line.amount_fen) for line in found.lines] == [
        ("2026-00002", 14000),
        ("2026-00001", 300000),
    ]
    assert [(each.month, each.settled) for each in found.months] == [(DECEMBER, "paid")]
    assert (found.open_fen, found.takes) == (0, True)
    told = Notification.objects.filter(kind="agreements.paid").order_by("account", "pk")
    assert [(each.account, each.body) for each in told[:2]] == [
        (cast.father, "2026年12月，¥3,000。收据可以下载；如有不符，请联系机构。"),
        (cast.father, "2026年12月，¥140。收据可以下载；如有不符，请联系机构。"),
    ]
    assert {each.account for each in told} == {cast.father, cast.mother}


def test_the_same_key_is_one_payment_and_never_another(cast):
    one, key = in_force(cast), uuid4()
    assert pay(cast, one, key=key) == pay(cast, one, key=key)
    with pytest.raises(refusals.KeyUsed):
        pay(cast, one, 100, key=key)
    assert Payment.objects.count() == 1


def test_what_cannot_have_come_for_the_month_is_not_taken(cast):
    one = in_force(cast)
    for wrong, field in (
        ({"amount_fen": 0}, "amount"),
        ({"amount_fen": 10**9}, "amount"),
        ({"amount_fen": WHOLE + 1}, "amount"),
        ({"method": "gold"}, "method"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"received_on": date(2025, 11, 1)}, "received_on"),
        ({"month": date(2026, 10, 1)}, "month"),
        ({"month": date(2028, 1, 1)}, "month"),
    ):
        with pytest.raises(Invalid) as refusal:
            pay(cast, one, **wrong)
        assert list(refusal.value.errors) == [field]
    assert not Payment.objects.exists()


def test_nobody_is_told_to_owe_a_month_from_before_the_site_kept_its_book_here(cast):
    one = in_force(cast)
    with on(2027, 3, 1):
        assert {each.settled for each in book(cast, one).months} == {"outside"}
        assert book(cast, one).open_fen == 0
        pay(cast, one, 1000, month=date(2027, 2, 1), received_on=date(2027, 2, 3))
        found = book(cast, one)
    assert [each.settled for each in found.months] == ["outside", "outside", "open", "open"]
    assert found.open_fen == found.months[2].open_fen + found.months[3].open_fen


def test_what_goes_by_use_has_no_bound_and_is_never_known_to_be_paid_in_full(cast):
    publish(cast.bamboo, "after_school", 240, unit="period", meal_fee_fen=0)
    one = in_force(cast, form="after_school")
    pay(cast, one, 4800)
    [month] = book(cast, one, DECEMBER).months
    assert (month.due_fen, month.paid_fen, month.whole, month.settled) == (0, 4800, False, "by_use")


def test_before_everybody_has_signed_no_money_is_taken(cast):
    one = at_signing(cast)
    with pytest.raises(refusals.NotInForce):
        pay(cast, one)
    assert (book(cast, one).takes, book(cast, one).months) == (False, [])


def test_a_family_reads_and_the_site_alone_writes(cast):
    one = in_force(cast)
    made = pay(cast, one, who="boss")
    for who in ("father", "carer", "stranger"):
        with pytest.raises(OutOfReach):
            pay(cast, one, who=who)
        with pytest.raises(OutOfReach):
            actions.reverse_payment(cast.actor(who), made, reason="amount")
    with pytest.raises(OutOfReach):
        book(cast, one, who="stranger")


def test_a_head_does_not_keep_the_book_of_an_own_child(cast):
    one = in_force(cast)
    made = pay(cast, one)
    cast.daughter.guardianships.filter(account=cast.mother).update(account=cast.head)
    with pytest.raises(refusals.OwnChild):
        pay(cast, one)
    with pytest.raises(refusals.OwnChild):
        actions.reverse_payment(cast.actor("head"), made, reason="amount")


def test_a_payment_is_taken_back_whole_and_once_and_what_is_right_is_recorded_anew(cast):
    one = in_force(cast)
    made = pay(cast, one)
    back = actions.reverse_payment(cast.actor("head"), made, reason="other", words=" 退费后重记 ")
    assert (back.said_number, back.amount_fen, back.reverses) == ("2026-00002", -WHOLE, made)
    for again in (made, back):
        with pytest.raises(refusals.NotReversible):
            actions.reverse_payment(cast.actor("head"), again, reason="amount")
    pay(cast, one, 1000)
    found = book(cast, one, DECEMBER)
    assert [(line.number, line.void, line.reverses, line.why) for line in found.lines] == [
        ("2026-00003", False, "", ""),
        ("2026-00002", False, "2026-00001", "其他 · 退费后重记"),
        ("2026-00001", True, "", ""),
    ]
    assert (found.months[0].paid_fen, found.months[0].open_fen) == (1000, WHOLE - 1000)
    told = Notification.objects.get(kind="agreements.reversed", account=cast.mother)
    assert told.body == "2026年12月，¥3,140，其他。原来的收据作废。"


def test_nothing_is_taken_back_without_a_reason(cast):
    made = pay(cast, in_force(cast))
    for reason, words, field in (
        ("", "", "reason"),
        ("other", " ", "words"),
        ("amount", "长" * 201, "words"),
    ):
        with pytest.raises(Invalid) as refusal:
            actions.reverse_payment(cast.actor("head"), made, reason=reason, words=words)
        assert list(refusal.value.errors) == [field]


def test_what_is_no_longer_due_shows_as_paid_too_much(cast):
    one = in_force(cast)
    pay(cast, one)
    publish(cast.bamboo, "half_day", 160000)
    half = actions.propose_change(
        cast.actor("head"), one, change=actions.Change("half_day"), begins_on=DECEMBER
    )
    actions.sign_change(cast.actor("father"), half, sha256=half.sha256)
    actions.countersign_change(cast.actor("head"), half, sha256=half.sha256)
    found = book(cast, one)
    assert [(each.due, each.over, each.settled) for each in found.months] == [("¥1,830", "¥1,310", "over")]
    assert found.open_fen == 0


def test_months_are_told_until_this_one_and_those_paid_ahead(cast):
    one = in_force(cast)
    pay(cast, one, 1000, month=date(2027, 3, 1))
    with on(2027, 1, 15):
        found = book(cast, one)
    assert [(each.month_word, each.settled) for each in found.months] == [
        ("2026年12月", "open"),
        ("2027年1月", "open"),
        ("2027年3月", "open"),
    ]


def test_numbers_begin_anew_with_the_year_and_leave_no_gap_where_an_entry_was_not_made(cast):
    one = in_force(cast)
    pay(cast, one, 1000)
    with pytest.raises(RuntimeError), transaction.atomic():
        pay(cast, one, 2000)
        raise RuntimeError
    assert pay(cast, one, 3000).said_number == "2026-00002"
    with on(2027, 1, 1):
        assert pay(cast, one, 4000, received_on=date(2026, 12, 31)).said_number == "2027-00001"


def raw(made: Payment, **facts: object) -> None:
    """An entry written past every verb."""
    plain = {
        each.attname: getattr(made, each.attname)
        for each in Payment._meta.fields
        if each.attname not in {"id", "public_id", "key", "document_id"}
    }
    Payment.objects.create(**{**plain, "number": made.number + 1, **facts})


def test_the_database_takes_no_other_entry_whoever_writes_it(cast):
    made = pay(cast, in_force(cast), key=UUID(int=7))
    back = {"reverses_id": made.pk, "reason": "amount"}
    for facts, constraint in (
        ({"number": 1}, "payment_numbers_without_gaps"),
        ({"number": 3}, "payment_numbers_without_gaps"),
        ({"year": 2025, "number": 1}, "payment_of_its_year"),
        ({"site_id": cast.willow.pk, "number": 1}, "payment_at_its_site"),
        ({"received_on": date(2026, 11, 22)}, "payment_received_by_then"),
        ({"amount_fen": -5}, "payment_or_its_reversal"),
        ({**back, "amount_fen": -5}, "payment_reversed_whole"),
        ({**back, "amount_fen": -WHOLE, "reason": ""}, "payment_or_its_reversal"),
        ({"month": date(2026, 12, 2)}, "payment_for_a_month"),
        ({"key": UUID(int=7)}, "payment_key_once"),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            raw(made, **facts)
        assert refused.value.__cause__.diag.constraint_name == constraint
    raw(made)


def test_an_entry_is_never_changed_nor_removed(cast):
    made = pay(cast, in_force(cast))
    entries = Payment.objects.filter(pk=made.pk)
    changes = ({"amount_fen": 1}, {"number": 7}, {"reason": "amount"}, {"received_on": date(2026, 1, 1)})
    for change in changes:
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            entries.update(**change)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        entries.delete()


def test_a_receipt_is_made_once_and_holds_no_more_when_its_payment_is_taken_back(cast):
    one = in_force(cast)
    made = pay(cast, one)
    with pytest.raises(refusals.PaperNotReady):
        queries.read_receipt(cast.actor("father"), made)
    code = jobs.print_receipt(made.pk)
    assert code and jobs.print_receipt(made.pk) == ""
    for who in ("mother", "head"):
        made.refresh_from_db()
        file = queries.read_receipt(cast.actor(who), made)
        assert (file.content_type, file.name) == ("application/pdf", "收费收据.pdf")
    assert [(line.ready, len(line.code)) for line in book(cast, one).lines] == [(True, 11)]
    back = actions.reverse_payment(cast.actor("head"), made, reason="never_came")
    assert Document.objects.get(code=code).revoked_at is not None
    assert jobs.print_receipt(back.pk) == ""
    with pytest.raises(refusals.NoReceipt):
        queries.read_receipt(cast.actor("father"), back)
    assert [line.ready for line in book(cast, one).lines] == [False, False]


def test_a_payment_taken_back_before_its_receipt_was_made_never_has_one(cast):
    made = pay(cast, in_force(cast))
    actions.reverse_payment(cast.actor("head"), made, reason="twice")
    assert jobs.print_receipt(made.pk) == ""
    assert not Document.objects.filter(kind="receipt").exists()


def test_a_receipt_that_was_not_made_in_time_is_made_later(cast):
    made = pay(cast, in_force(cast))
    assert jobs.print_missing() == 0
    with on(2026, 11, 22):
        jobs.print_missing()
    made.refresh_from_db()
    assert made.document.kind == "receipt"


def test_a_notice_tells_what_was_paid_and_is_made_anew_after_a_payment(cast):
    one = in_force(cast)
    first = actions.make_statement(cast.actor("father"), one, month=DECEMBER)
    assert actions.make_statement(cast.actor("father"), one, month=DECEMBER) == first
    pay(cast, one, 1000)
    second = actions.make_statement(cast.actor("father"), one, month=DECEMBER)
    assert (first.paid_fen, second.paid_fen, second.number) == (0, 1000, 2)
    first.document.refresh_from_db()
    assert first.document.revoked_at is not None
