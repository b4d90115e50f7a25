"""A month's fee on paper: a notice with a code, for the family to keep and the site to send."""

from datetime import date

from django.db.models import Max
from django.utils.translation import get_language

from shanyu.domain.agreements.balances import balances_of, effective
from shanyu.domain.agreements.documents import issue_statement
from shanyu.domain.agreements.models import Statement
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.agreements.ruling import fee_of, papers_in_force
from shanyu.domain.agreements.told import view_of
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action
from shanyu.kernel.verifying import revoke


@action("agreements.make_statement", on=Case)
def make_statement(actor: Actor, case: Case, *, month: date) -> Statement:
    """The fee notice of the month of a day. Where nothing has changed since the last one it is that one.

    An earlier one that says something else no longer holds.

    Raises NoAgreementYet, and Undrawable for a name that no font can print.
    """
    papers = papers_in_force(case)
    if not papers:
        raise NoAgreementYet
    view = view_of(fee_of(case, month, papers))
    lines = [
        {
            "kind": line.kind, "form": line.form, "since": line.since.isoformat(), "last": line.last.isoformat(),
            "days": line.days, "unit": line.unit, "price_fen": line.price_fen, "percent": line.percent,
            "amount_fen": line.amount_fen,
        }
        for line in view.fee.lines
    ]  # fmt: skip
    [balance] = balances_of(case, effective(papers), [view.month])
    told = Statement.objects.filter(case=case, month=view.month)
    last = told.select_related("document").order_by("-number").first()
    if (
        last is not None
        and last.document is not None
        and (last.lines, last.paid_fen) == (lines, balance.paid_fen)
    ):
        return last
    made = Statement.objects.create(
        case=case,
        month=view.month,
        number=(told.aggregate(last=Max("number"))["last"] or 0) + 1,
        lines=lines,
        total_fen=view.total_fen,
        paid_fen=balance.paid_fen,
        whole=view.whole,
        made_by_id=actor.account_id,
    )
    made.document = issue_statement(made, view, get_language() or "zh-hans", kept=balance.kept)
    made.save(update_fields=["document"])
    if last is not None and last.document is not None:
        revoke(last.document)
    return made
