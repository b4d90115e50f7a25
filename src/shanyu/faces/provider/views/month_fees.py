"""What a month of one child costs, what was paid for it, and the documents of both; keeping the book of it."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.agreements.actions import make_statement, record_payment, reverse_payment
from shanyu.domain.agreements.balances import Settled
from shanyu.domain.agreements.queries import fees, payments, read_receipt, read_statement
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.enrolment.queries import site_case
from shanyu.faces.provider.frame import shown
from shanyu.faces.provider.payment_forms import PaymentForm, ReversalForm
from shanyu.kernel.door import OutOfReach
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done
from shanyu.ui.months import Month, month_asked
from shanyu.ui.pages import page

#: Months for which money may still come.
_WAITS = {Settled.OPEN, Settled.BY_USE, Settled.OUTSIDE}


@page("GET", "POST", verb="agreements.fees", changes="agreements.make_statement")
def month_fees(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The month, its entries and a form for the next one; by POST the notice of the month as a document."""
    month = month_asked(request)
    if request.method == "POST":
        made = make_statement(request.actor, case_id, month=month.first)
        return redirect("provider:statement", made.public_id)
    return _month(request, case_id, month)


@page("POST", verb="agreements.fees", changes="agreements.record_payment")
def record(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what came. What cannot be taken comes back on the page of the month, as it was typed."""
    month, form = month_asked(request), PaymentForm(request.POST)
    if accepted(
        form, lambda _data: record_payment(request.actor, case_id, month=month.first, **form.facts())
    ):
        return done(request, _("已记下这笔收款，并通知家长；收据马上生成。"), _address(case_id, month))
    return _month(request, case_id, month, form)


@page("GET", "POST", verb="agreements.payments", changes="agreements.reverse_payment")
def reverse_entry(request: HttpRequest, case_id: UUID, payment_id: UUID) -> HttpResponse:
    """Take an entry back, after saying why."""
    found, book = site_case(request.actor, case_id), payments(request.actor, case_id)
    entry = next((one for one in book.lines if one.payment.public_id == payment_id), None)
    if entry is None:
        raise OutOfReach
    form, back = ReversalForm(request.POST or None), _address(case_id, Month(entry.month))
    if accepted(form, lambda data: reverse_payment(request.actor, payment_id, **data)):
        return done(request, _("已冲销，原收据作废，并通知家长。请按实际情况重新记一笔。"), back)
    context = {"found": found, "entry": entry, "form": form, "back": back}
    return shown(
        request, "provider/enrolment/reverse.html", context, site=found.case.site, tab="enrolment",
        here=_("冲销收款"), status=422 if form.errors else 200,
    )  # fmt: skip


@page("GET", verb="agreements.read_statement")
def statement(request: HttpRequest, statement_id: UUID) -> FileResponse:
    return answered(read_statement(request.actor, statement_id))


@page("GET", verb="agreements.read_receipt")
def receipt(request: HttpRequest, payment_id: UUID) -> FileResponse:
    return answered(read_receipt(request.actor, payment_id))


def _address(case_id: UUID, month: Month) -> str:
    return f"{reverse('provider:month_fees', args=[case_id])}?month={month.first:%Y-%m}"


def _month(
    request: HttpRequest, case_id: UUID, month: Month, form: PaymentForm | None = None
) -> HttpResponse:
    found = site_case(request.actor, case_id)
    try:
        view = fees(request.actor, case_id, month.first)
    except NoAgreementYet:
        return redirect("provider:agreement", case_id)
    book, ever = payments(request.actor, case_id, month.first), payments(request.actor, case_id)
    waits = (
        book.balance is not None
        and book.balance.settled in _WAITS
        and not (book.balance.whole and book.balance.open_fen <= 0)
    )
    context = {
        "found": found,
        "fees": view,
        "month": month,
        "book": book,
        "months": [one for one in ever.months if one.settled not in {Settled.NOTHING, Settled.OUTSIDE}],
        "form": form or PaymentForm.of(book.balance),
        "asks": form is not None or waits,
    }
    title = _("%(month)s的费用") % {"month": view.month_word}
    return shown(
        request, "provider/enrolment/month_fees.html", context, site=found.case.site, tab="enrolment",
        here=title, status=422 if form is not None else 200,
    )  # fmt: skip
