"""Vaccinations and the entry examination of a child."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.health.actions import (
    exam_report,
    fetch_exam,
    hand_in_exam,
    note_doses,
    remove_dose,
    remove_exam,
)
from shanyu.domain.health.queries import entry_exams, read_exam, vaccinations
from shanyu.domain.health.refusals import ExamNotAvailable
from shanyu.domain.health.rules import entry_check
from shanyu.faces.family.frame import back_to_case, case_asked, shown
from shanyu.faces.family.health_forms import BookForm, ExamForm
from shanyu.faces.family.health_words import by_age, told
from shanyu.kernel.clock import today
from shanyu.ui import handling
from shanyu.ui.files import answered
from shanyu.ui.pages import page


@page("GET", verb="health.vaccinations")
def doses(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """What may be given now, what comes next, what was given: a reminder, never a verdict."""
    found = vaccinations(request.actor, child_id)
    if not found.agreed:
        return redirect("family:health", child_id)
    context = {
        "book": found,
        "now": [told(line) for line in found.now],
        "next": [told(line) for line in found.next],
        "unknown": [told(line) for line in found.unknown],
        "schedule": by_age(found.lines),
        "check": entry_check(today()).rule,
        "child_id": child_id,
    }
    return shown(request, "family/health/vaccinations.html", context)


@page("GET", "POST", verb="health.vaccinations", changes="health.note_doses")
def book(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Copy the paper book: only dates, as many as are at hand."""
    found = vaccinations(request.actor, child_id)
    if not found.agreed:
        return redirect("family:health", child_id)
    form = BookForm(request.POST or None, blanks=found.blanks)
    if request.method == "POST" and handling.accepted(
        form, lambda data: note_doses(request.actor, child_id, form.doses())
    ):
        messages.success(request, _("接种记录已保存。"))
        return redirect("family:vaccinations", child_id)
    context = {"book": found, "form": form, "child_id": child_id}
    return shown(request, "family/health/book.html", context, status=422 if form.errors else 200)


@page("POST", verb="health.remove_dose")
def forget_dose(request: HttpRequest, dose_id: UUID) -> HttpResponse:
    """Take a dose back that was written down by mistake."""
    dose = remove_dose(request.actor, dose_id)
    messages.success(request, _("已去掉，可以重新填。"))
    return redirect("family:vaccinations", dose.child.public_id)


@page("GET", "POST", verb="health.entry_exams", changes="health.hand_in_exam")
def entry(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Whether the entry examination still counts, until when, what to do; and handing one in."""
    found = entry_exams(request.actor, child_id)
    key = case_asked(request)
    if not found.agreed:
        quick = reverse("family:health_quick", args=[child_id])
        return redirect(f"{quick}?case={key}" if key else reverse("family:health", args=[child_id]))
    form = ExamForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and handling.accepted(
        form, lambda data: hand_in_exam(request.actor, child_id, form.exam())
    ):
        messages.success(request, _("体检表已保存，报名时机构会看到。"))
        return redirect(back_to_case(request) or reverse("family:entry", args=[child_id]))
    context = {"exams": found, "form": form, "child_id": child_id, "case": key}
    return shown(request, "family/health/entry.html", context, status=422 if form.errors else 200)


@page("POST", verb="health.fetch_exam")
def fetch(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Ask the department; where it has no answer, the upload is as good."""
    try:
        fetch_exam(request.actor, child_id)
        messages.success(request, _("已从部门系统取到体检结果。"))
    except ExamNotAvailable as refusal:
        messages.warning(request, str(refusal))
        here = reverse("family:entry", args=[child_id])
        key = case_asked(request)
        return redirect(f"{here}?case={key}" if key else here)
    return redirect(back_to_case(request) or reverse("family:entry", args=[child_id]))


@page("GET", verb="health.read_exam")
def report(request: HttpRequest, exam_id: UUID) -> HttpResponse:
    """The report of an examination as a file."""
    return answered(read_exam(request.actor, exam_id))


@page("POST", verb="health.exam_report")
def proof(request: HttpRequest, exam_id: UUID) -> HttpResponse:
    """The result as a PDF with a code that a site can check; making it the first time is a change."""
    return answered(exam_report(request.actor, exam_id))


@page("POST", verb="health.remove_exam")
def forget_exam(request: HttpRequest, exam_id: UUID) -> HttpResponse:
    """Take an examination back that was handed in by mistake."""
    exam = remove_exam(request.actor, exam_id)
    messages.success(request, _("已去掉。"))
    return redirect("family:entry", exam.child.public_id)
