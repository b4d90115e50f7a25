"""The page of one child on its way in and while it is there: what comes next, and every step the site may take."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import (
    begin,
    close,
    confirm_checkup,
    confirm_documents,
    leave,
    move_up,
    return_to_care,
    suspend,
)
from shanyu.domain.enrolment.kinds import THERE, CaseState, Reason
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.queries import SiteCase, call_family, documents, read_document, site_case
from shanyu.domain.health.queries.exams import EntryExams, entry_exams, read_exam
from shanyu.domain.health.queries.file import file as health_file
from shanyu.domain.providers.queries import office_classes
from shanyu.faces.provider.enrolment_forms import CLOSING, CheckupForm, LeaveForm, NextClassForm, ReasonForm
from shanyu.faces.provider.frame import shown
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import OutOfReach, may
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page

#: States in which the site looks at an examination.
_CHECKING = (CaseState.CHECKUP, CaseState.SUSPENDED)
Steps = dict[str, tuple[Callable, str]]


def steps() -> Steps:
    """What one button does, by its name, and what is said afterwards."""
    return {
        "documents": (confirm_documents, _("材料已确认。接下来家长带孩子做入托体检。")),
        "first_day": (begin, _("已确认入托。孩子从今天起在托。")),
        "suspend": (suspend, _("从今天起暂停，托位保留。")),
        "return": (return_to_care, _("孩子今天回来了。")),
    }


@page("GET", "POST", verb="enrolment.site_case", changes="enrolment.begin")
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    found = site_case(request.actor, case_id)
    row, here = found.case, reverse("provider:case", args=[case_id])
    doing = request.POST.get("do", "")
    if doing in steps():
        act, words = steps()[doing]
        return tried(request, lambda: act(request.actor, row), words, _after(request, row))
    forms = _forms(request, found, doing)
    if doing == "checkup" and accepted(
        forms["checking"], lambda data: confirm_checkup(request.actor, row, **data)
    ):
        return done(request, _("体检已确认。"), here)
    if doing == "leave" and accepted(forms["leaving"], lambda data: leave(request.actor, row, **data)):
        return done(request, _("离托日期已定。之后的托位已空出，可以录取排队的家庭。"), here)
    if doing == "move" and accepted(forms["moving"], lambda data: move_up(request.actor, row, **data)):
        return done(request, _("升班已安排。"), here)
    if doing == "close" and accepted(forms["closing"], lambda data: close(request.actor, row, **data)):
        return done(request, _("已结束办理，留的托位已空出。"), _inbox(row))
    if request.method == "POST":
        found = site_case(request.actor, case_id)
    return _shown(request, found, forms)


@page("POST", verb="enrolment.call_family")
def call(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The telephones of the guardians, shown once; the audit trail keeps that they were."""
    contacts = call_family(request.actor, case_id)
    found = site_case(request.actor, case_id)
    context = {"contacts": contacts, "found": found}
    answer = shown(
        request,
        "provider/enrolment/call.html",
        context,
        site=found.case.site,
        tab="enrolment",
        here=found.child,
    )
    answer["Cache-Control"] = "no-store"
    return answer


@page("GET", verb="enrolment.site_case")
def health(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The child's health file as the family keeps it; the trail keeps that the site read it."""
    found = site_case(request.actor, case_id)
    context = {"found": found, "file": _asked(lambda: health_file(request.actor, found.case.child_id))}
    return shown(
        request, "provider/enrolment/health.html", context, site=found.case.site, tab="enrolment",
        here=found.child,
    )  # fmt: skip


@page("GET", verb="enrolment.read_document")
def document(request: HttpRequest, document_id: UUID) -> FileResponse:
    return answered(read_document(request.actor, document_id))


@page("GET", verb="health.read_exam")
def exam(request: HttpRequest, exam_id: UUID) -> FileResponse:
    return answered(read_exam(request.actor, exam_id))


def _asked(ask: Callable) -> Any:
    """What a query answers about a child who is here now; None for one that the site may not know of any more."""
    try:
        return ask()
    except OutOfReach:
        return None


def _after(request: HttpRequest, row: Case) -> str:
    """Where a button leads: back to the list on which it stood, or to the page of the case."""
    lists = {"inbox": reverse("provider:inbox"), "enrolment": _inbox(row)}
    return lists.get(request.POST.get("back", ""), reverse("provider:case", args=[row.public_id]))


def _inbox(row: Case) -> str:
    return reverse("provider:enrolment", args=[row.site.public_id])


def _forms(request: HttpRequest, found: SiteCase, doing: str) -> dict:
    classes = [
        (one.care_class.pk, one.care_class.name) for one in office_classes(request.actor, found.case.site)
    ]

    def typed(name: str) -> dict | None:
        return request.POST if doing == name else None

    checking = CheckupForm(typed("checkup"), prefix="check")
    exams = _exams(request, found.case) if doing == "checkup" else None
    # Asked for only where the family keeps no health file: then the site needs it.
    checking.fields["paper_of"].required = exams is None or not exams.agreed
    suggested = {"starts_on": max(today(), found.outgrows)} if found.outgrows else {}
    return {
        "moving": NextClassForm(typed("move"), classes=classes, prefix="up", initial=suggested),
        "checking": checking,
        "leaving": LeaveForm(typed("leave"), prefix="leave"),
        "closing": ReasonForm(
            typed("close"), reasons=CLOSING, prefix="end", initial={"reason": Reason.OVERDUE}
        ),
    }


def _exams(request: HttpRequest, row: Case) -> EntryExams | None:
    """The child's examinations while the site looks at them; None where it may not, or does not now."""
    return _asked(lambda: entry_exams(request.actor, row.child_id)) if row.state in _CHECKING else None


def _shown(request: HttpRequest, found: SiteCase, forms: dict) -> HttpResponse:
    row = found.case
    exams = _exams(request, row)
    papers = _asked(lambda: documents(request.actor, row))
    context = {
        "papers": papers,
        "lacks": sum(line.lacks for line in papers or ()),
        "exams": exams,
        "newest": exams.exams[0] if exams and exams.exams else None,
        "knows_health": may(request.actor, "health.file"),
        "found": found,
        "case": row,
        "there": row.state in THERE,
        "late": found.next.overdue(now()),
        "first_day_today": any(one.during.lower <= today() for one in found.placements),
        "runs": [one for one in found.placements if one.state != "ended"],
        **forms,
    }
    status = 422 if any(one.is_bound for one in forms.values()) else 200
    return shown(
        request, "provider/enrolment/case.html", context, site=row.site, tab="enrolment", here=found.child,
        status=status,
    )  # fmt: skip
