"""The book of a site: what came for the months of a child, and taking an entry back. No money moves here."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shanyu.domain.agreements import calls, jobs, notices
from shanyu.domain.agreements.balances import balances_of, effective
from shanyu.domain.agreements.kinds import Method, ReversalReason
from shanyu.domain.agreements.models import Payment
from shanyu.domain.agreements.refusals import KeyUsed, NotInForce, NotReversible, OwnChild
from shanyu.domain.agreements.ruling import papers_in_force
from shanyu.domain.agreements.signing import side_of
from shanyu.domain.agreements.words import money_words, month_words
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: How long ago money may have come, and how far ahead a month may be that it is for.
A_YEAR = timedelta(days=366)
#: One entry, in fen: a million yuan is a slip of the finger.
MOST_FEN = 100_000_000
#: A reason in words, in characters.
LONGEST_WORDS = 200


@action("agreements.record_payment", on=Case, alone=True)
def record_payment(
    actor: Actor, case: Case, *, month: date, amount_fen: int, method: str, received_on: date, key: UUID
) -> Payment:
    """Write down what came on a day for the month of a day, in fen; never more than is open of it.

    `key` is a fresh UUID: whoever sends the same again gets the entry that was made then, and KeyUsed for another
    payment. Raises NotInForce before everybody has signed, OwnChild for a guardian of the child, and Invalid.
    """
    _not_of_own_child(actor, case)
    moment, month = now(), month.replace(day=1)
    facts = {
        "case_id": case.pk, "month": month, "amount_fen": amount_fen, "method": method, "received_on": received_on,
    }  # fmt: skip
    with transaction.atomic():
        calls.turn(case.pk)
        year = local(moment).year
        number = calls.next_number(case.site_id, year)
        known = Payment.objects.filter(site=case.site_id, key=key).first()
        if known is not None:
            if any(getattr(known, name) != value for name, value in facts.items()):
                raise KeyUsed
            return known
        case = Case.objects.select_related("site__region").get(pk=case.pk)
        _check(case, month, amount_fen, method, received_on)
        made = Payment.objects.create(
            **facts, site_id=case.site_id, year=year, number=number, key=key, recorded_by_id=actor.account_id,
            created_at=moment,
        )  # fmt: skip
        jobs.print_receipt_soon(made)
        notices.tell_payment(made, actor.account_id)
    return made


@action("agreements.reverse_payment", on=Payment, alone=True)
def reverse_payment(actor: Actor, payment: Payment, *, reason: str, words: str = "") -> Payment:
    """Take an entry back whole, by one that mirrors it; its receipt holds no more. What is right is recorded anew.

    Raises NotReversible for what was taken back before or takes another back, OwnChild, and Invalid for `reason` and
    `words`, which say why where no reason does.
    """
    _not_of_own_child(actor, payment.case)
    _check_reason(reason, words)
    moment = now()
    with transaction.atomic():
        calls.turn(payment.case_id)
        year = local(moment).year
        number = calls.next_number(payment.site_id, year)
        if payment.reverses_id is not None or Payment.objects.filter(reverses=payment).exists():
            raise NotReversible
        made = Payment.objects.create(
            case_id=payment.case_id, site_id=payment.site_id, year=year, number=number, month=payment.month,
            amount_fen=-payment.amount_fen, method=payment.method, received_on=local(moment).date(), key=uuid4(),
            reverses=payment, reason=reason, words=words.strip() or None, recorded_by_id=actor.account_id,
            created_at=moment,
        )  # fmt: skip
        notices.tell_payment(made, actor.account_id)
    return made


def _not_of_own_child(actor: Actor, case: Case) -> None:
    if side_of(actor, case) == Side.FAMILY:
        raise OwnChild


def _check(case: Case, month: date, amount_fen: int, method: str, received_on: date) -> None:
    papers = effective(papers_in_force(case))
    if not papers:
        raise NotInForce
    wrong, day = {}, today()
    if method not in Method.values:
        wrong["method"] = _("请选择收款方式。")
    if not day - A_YEAR <= received_on <= day:
        wrong["received_on"] = _("请填实际收到的日期：今天或一年以内。")
    if not 0 < amount_fen <= MOST_FEN:
        wrong["amount"] = _("请核对金额：要大于零，不超过一百万元。")
    [balance] = balances_of(case, papers, [month])
    if month > day + A_YEAR or (balance.whole and not balance.due_fen):
        wrong["month"] = _("%(month)s没有应付的费用，请换一个月份。") % {"month": month_words(month)}
    elif balance.whole and amount_fen > balance.open_fen and "amount" not in wrong:
        wrong["amount"] = _(
            "%(month)s还应付 %(open)s，不能记得更多。别的月份的钱请另记一笔，多收的请退还。"
        ) % {
            "month": month_words(month),
            "open": money_words(max(balance.open_fen, 0)),
        }
    if wrong:
        raise Invalid(wrong)


def _check_reason(reason: str, words: str) -> None:
    if reason not in ReversalReason.values:
        raise Invalid({"reason": _("请选择冲销的原因。")})
    if reason == ReversalReason.OTHER and not words.strip():
        raise Invalid({"words": _("请写明原因，家长也会看到。")})
    if len(words.strip()) > LONGEST_WORDS:
        raise Invalid({"words": _("请写得短些，最多 %(most)s 字。") % {"most": LONGEST_WORDS}})
