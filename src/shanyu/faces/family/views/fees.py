"""What a month of care costs and what of it was paid, with the notice and the receipts as documents."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shanyu.domain.agreements.actions import make_statement
from shanyu.domain.agreements.balances import Settled
from shanyu.domain.agreements.queries import fees as fees_of
from shanyu.domain.agreements.queries import payments, read_receipt, read_statement
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.enrolment.queries import case_page
from shanyu.faces.family.frame import shown
from shanyu.ui.files import answered
from shanyu.ui.months import month_asked
from shanyu.ui.pages import page


@page("GET", "POST", verb="agreements.fees", changes="agreements.make_statement")
def fees(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A month line by line, what was paid, and every month until now; by POST the notice of it as a document."""
    month = month_asked(request)
    if request.method == "POST":
        made = make_statement(request.actor, case_id, month=month.first)
        return redirect("family:statement", made.public_id)
    view = case_page(request.actor, case_id)
    try:
        found = fees_of(request.actor, case_id, month.first)
    except NoAgreementYet as refusal:
        return shown(request, "family/enrolment/no_agreement.html", {"view": view, "refusal": refusal})
    book, ever = payments(request.actor, case_id, month.first), payments(request.actor, case_id)
    context = {
        "view": view,
        "case": view.case,
        "fees": found,
        "month": month,
        "book": book,
        "months": [one for one in ever.months if one.settled not in {Settled.NOTHING, Settled.OUTSIDE}],
    }
    return shown(request, "family/enrolment/fees.html", context)


@page("GET", verb="agreements.read_statement")
def statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """The fee notice of a month as PDF."""
    return answered(read_statement(request.actor, statement_id))


@page("GET", verb="agreements.read_receipt")
def receipt(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """The receipt of a payment as PDF."""
    return answered(read_receipt(request.actor, payment_id))
