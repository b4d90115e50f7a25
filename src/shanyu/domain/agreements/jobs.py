"""What agreements do by themselves: put what was signed on paper. The job may run twice without harm."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from shanyu.domain.agreements.documents import issue_paper, issue_receipt
from shanyu.domain.agreements.kinds import PaperState
from shanyu.domain.agreements.models import Paper, Payment
from shanyu.kernel.clock import now
from shanyu.kernel.pdf import Undrawable
from shanyu.kernel.planning import plan

logger = logging.getLogger(__name__)
#: How long a paper's own job has, and how many are made at one time.
A_WHILE, MOST = timedelta(minutes=5), 50


@app.task(name="agreements.print_paper")
def print_paper(paper: int) -> str:
    """Make the document of a paper in force. Returns its code; nothing where there is one, or the paper has ended.

    Raises Undrawable for a name that no font can print: `print_missing` tries again.
    """
    with transaction.atomic():
        row = Paper.objects.select_for_update(of=("self",)).select_related("case__site").get(pk=paper)
        if row.document_id is not None or row.state != PaperState.IN_FORCE or not row.text:
            return ""
        row.document = issue_paper(row)
        row.save(update_fields=["document"])
    return row.document.code


@app.task(name="agreements.print_receipt")
def print_receipt(payment: int) -> str:
    """Make the receipt of a payment. Returns its code; nothing where there is one, or the payment was reversed, or the
    child's data were deleted.

    Raises Undrawable for a name that no font can print: `print_missing` tries again.
    """
    with transaction.atomic():
        rows = Payment.objects.select_for_update(of=("self",))
        row = rows.select_related("case__site__operator", "case__child", "recorded_by").get(pk=payment)
        void = row.reverses_id is not None or Payment.objects.filter(reverses=row).exists()
        if void or row.document_id is not None or not row.case.papers.filter(text__isnull=False).exists():
            return ""
        row.document = issue_receipt(row)
        row.save(update_fields=["document"])
    return row.document.code


@app.periodic(cron="*/20 * * * *")
@app.task(name="agreements.print_missing", queueing_lock="agreements.print_missing")
def print_missing(timestamp: int = 0) -> int:
    """Make what was not made when it should have been, such as where a font was missing. Returns how many."""
    since = now() - A_WHILE
    papers = Paper.objects.filter(
        state=PaperState.IN_FORCE, document=None, text__isnull=False, in_force_at__lt=since
    )
    payments = Payment.objects.filter(
        reverses=None, reversal=None, document=None, created_at__lt=since, case__papers__text__isnull=False
    )
    return _try_each(print_paper, papers) + _try_each(print_receipt, payments.distinct())


def _try_each(make: Callable[[int], str], waiting: QuerySet) -> int:
    made = 0
    for key in waiting.order_by("pk").values_list("pk", flat=True)[:MOST]:
        try:
            made += bool(make(key))
        except Undrawable:
            logger.warning("%s: %s cannot be printed, no font has a character of it", make.name, key)
    return made


def print_soon(paper: Paper) -> None:
    """Plan `print_paper` with what is being committed."""
    plan(print_paper, paper=paper.pk)


def print_receipt_soon(payment: Payment) -> None:
    """Plan `print_receipt` with what is being committed."""
    plan(print_receipt, payment=payment.pk)
