"""What a month of one child costs, line by line, and the notice of it as a document."""

from datetime import date
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shanyu.domain.agreements.actions import make_statement
from shanyu.domain.agreements.queries import fees, read_statement
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.enrolment.queries import site_case
from shanyu.faces.provider.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui.files import answered
from shanyu.ui.pages import page

#: Months farther away than these years are not told.
YEARS = 3


@page("GET", "POST", verb="agreements.fees", changes="agreements.make_statement")
def month_fees(request: HttpRequest, case_id: UUID) -> HttpResponse:
    found = site_case(request.actor, case_id)
    month = _month(request.POST.get("month") or request.GET.get("month") or "")
    try:
        if request.method == "POST":
            made = make_statement(request.actor, case_id, month=month)
            return redirect("provider:statement", made.public_id)
        view = fees(request.actor, case_id, month)
    except NoAgreementYet:
        return redirect("provider:agreement", case_id)
    context = {
        "found": found,
        "fees": view,
        "before": date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1),
        "after": date(month.year + month.month // 12, month.month % 12 + 1, 1),
    }
    title = _("%(month)s的费用") % {"month": view.month_word}
    return shown(
        request,
        "provider/enrolment/month_fees.html",
        context,
        site=found.case.site,
        tab="enrolment",
        here=title,
    )


@page("GET", verb="agreements.read_statement")
def statement(request: HttpRequest, statement_id: UUID) -> FileResponse:
    return answered(read_statement(request.actor, statement_id))


def _month(asked: str) -> date:
    """The month that is asked for, as 2027-01; this one where it cannot be read or is far away."""
    this = today().replace(day=1)
    try:
        found = date.fromisoformat(f"{asked[:7]}-01")
    except ValueError:
        return this
    return found if abs(found.year - this.year) <= YEARS else this
