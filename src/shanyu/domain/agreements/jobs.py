"""What agreements do by themselves: put what was signed on paper. The job may run twice without harm."""

import logging
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from shanyu.domain.agreements.documents import issue_paper
from shanyu.domain.agreements.kinds import PaperState
from shanyu.domain.agreements.models import Paper
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


@app.periodic(cron="*/20 * * * *")
@app.task(name="agreements.print_missing", queueing_lock="agreements.print_missing")
def print_missing(timestamp: int = 0) -> int:
    """Make what was not made when it should have been, such as where a font was missing. Returns how many."""
    waiting = Paper.objects.filter(state=PaperState.IN_FORCE, document=None, text__isnull=False)
    made = 0
    for paper in (
        waiting.filter(in_force_at__lt=now() - A_WHILE).order_by("pk").values_list("pk", flat=True)[:MOST]
    ):
        try:
            made += bool(print_paper(paper))
        except Undrawable:
            logger.warning("paper %s cannot be printed: no font has a character of it", paper)
    return made


def print_soon(paper: Paper) -> None:
    """Plan `print_paper` with what is being committed."""
    plan(print_paper, paper=paper.pk)
