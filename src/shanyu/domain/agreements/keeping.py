"""What of agreements goes along with an export of one's data, and what is deleted with the child."""

from shanyu.domain.agreements.models import Paper, Payment, Signature, Statement
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.kernel.clock import local
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("agreements")
def export(account: Account, children: list[Child]) -> list[dict]:
    """Every paper about these children, as it was signed, with its signatures, the fee notices, and what was paid."""
    papers = Paper.objects.filter(case__child__in=children).prefetch_related("signatures")
    statements = Statement.objects.filter(case__child__in=children)
    payments = Payment.objects.filter(case__child__in=children).select_related("case", "reverses")
    return [
        *(_paper(row) for row in papers.order_by("case", "number")),
        *(_statement(row) for row in statements.order_by("case", "month", "number")),
        *(_payment(row) for row in payments.order_by("case", "pk")),
    ]


def forget(child: Child) -> None:
    """Delete the texts, the names under them and the documents of a child whose data a guardian has deleted.

    Plans, prices, moments, hashes and the numbers of the site's book stay: they name nobody.
    """
    papers = Paper.objects.filter(case__child=child)
    papers.update(text=None)
    Signature.objects.filter(paper__in=papers).update(name=None)
    Payment.objects.filter(case__child=child).update(words=None)
    for model in (Paper, Statement, Payment):
        documents = model.objects.filter(case__child=child, document__isnull=False).values("document")
        Upload.objects.filter(document__in=documents).delete()


def _paper(row: Paper) -> dict:
    return {
        "case": str(row.case.public_id),
        "kind": row.kind,
        "number": row.number,
        "state": row.state,
        "begins_on": row.begins_on.isoformat(),
        "text": row.text.reveal() if row.text else None,
        "sha256": row.sha256,
        "fee_fen": row.fee_fen,
        "fee_unit": row.fee_unit,
        "meal_fee_fen": row.meal_fee_fen,
        "signatures": [
            {
                "as": one.signed_as,
                "name": one.name.reveal() if one.name else None,
                "at": local(one.at).isoformat(),
                "sha256": one.sha256,
            }
            for one in row.signatures.all()
        ],
    }


def _statement(row: Statement) -> dict:
    return {
        "case": str(row.case.public_id),
        "kind": "statement",
        "month": row.month.isoformat(),
        "number": row.number,
        "lines": row.lines,
        "total_fen": row.total_fen,
        "paid_fen": row.paid_fen,
    }


def _payment(row: Payment) -> dict:
    return {
        "case": str(row.case.public_id),
        "kind": "payment",
        "number": row.said_number,
        "month": row.month.isoformat(),
        "amount_fen": row.amount_fen,
        "method": row.method,
        "received_on": row.received_on.isoformat(),
        "recorded_at": local(row.created_at).isoformat(),
        "reverses": row.reverses.said_number if row.reverses else None,
        "reason": row.reason,
        "words": row.words.reveal() if row.words else None,
    }


subscribe("people.child_erased", forget)
