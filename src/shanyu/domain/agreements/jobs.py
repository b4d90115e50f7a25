"""What agreements do by themselves: put what was signed on paper. The job may run twice without harm."""

from django.db import transaction
from procrastinate.contrib.django import app

from shanyu.domain.agreements.documents import issue_paper
from shanyu.domain.agreements.kinds import PaperState
from shanyu.domain.agreements.models import Paper
from shanyu.kernel.planning import plan


@app.task(name="agreements.print_paper")
def print_paper(paper: int) -> str:
    """Make the document of a paper in force. Returns its code; nothing where there is one, or the paper has ended."""
    with transaction.atomic():
        row = Paper.objects.select_for_update(of=("self",)).select_related("case__site").get(pk=paper)
        if row.document_id is not None or row.state != PaperState.IN_FORCE or not row.text:
            return ""
        row.document = issue_paper(row)
        row.save(update_fields=["document"])
    return row.document.code


def print_soon(paper: Paper) -> None:
    """Plan `print_paper` with what is being committed."""
    plan(print_paper, paper=paper.pk)
