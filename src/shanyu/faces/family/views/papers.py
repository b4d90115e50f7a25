"""The documents that a place asks for at entry: what is there already, what can be fetched, what is handed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import fetch_document, hand_in, remove_document
from shanyu.domain.enrolment.papers import DocumentLine
from shanyu.domain.enrolment.queries import case_page, documents, read_document
from shanyu.domain.enrolment.refusals import CertificateNotAvailable
from shanyu.domain.health.queries import file
from shanyu.faces.family.enrolment_forms import PapersForm
from shanyu.faces.family.frame import shown
from shanyu.kernel.door import Invalid, OutOfReach, Refusal
from shanyu.ui import words
from shanyu.ui.files import answered
from shanyu.ui.pages import page


@page("GET", "POST", verb="enrolment.documents", changes="enrolment.hand_in")
def papers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is asked for, with what is known already; whatever is missing is handed in together."""
    lines = documents(request.actor, case_id)
    form = PapersForm(request.POST or None, request.FILES or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        handed = _handed(request, case_id, form)
        lines = documents(request.actor, case_id)
        if handed:
            messages.success(request, _("已交：%(what)s。") % {"what": words.together(handed)})
        if not form.errors:
            lacks = any(line.lacks for line in lines)
            return redirect("family:papers" if lacks else "family:case", case_id)
        form.keep(lines)
    view = case_page(request.actor, case_id)
    child = view.case.child.public_id
    fetchable = [line for line in lines if line.may_fetch]
    context = {
        "view": view,
        "case": view.case,
        "lines": [(line, form.bound(line)) for line in lines],
        "form": form,
        "lacks": [line for line in lines if line.lacks],
        "fetchable": fetchable,
        "what_to_fetch": words.together(line.words for line in fetchable),
        "rule": lines[0].rule if lines else None,
        "health": file(request.actor, child),
        "child_id": child,
    }
    return shown(request, "family/enrolment/papers.html", context, status=422 if form.errors else 200)


def _handed(request: HttpRequest, case_id: UUID, form: PapersForm) -> list[str]:
    """Hand in every file that was chosen; what is wrong with one is said at its field and leaves the others be."""
    handed = []
    for line, given in form.given():
        try:
            hand_in(request.actor, case_id, kind=line.kind, file=given, file_name=given.name)
        except OutOfReach:
            raise
        except Invalid as refusal:
            form.add_error(line.kind, [str(one) for one in refusal.errors.values()])
        except Refusal as refusal:
            form.add_error(line.kind, str(refusal))
        else:
            handed.append(line.words)
    return handed


@page("POST", verb="enrolment.documents", changes="enrolment.fetch_document")
def fetch_papers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the departments for everything that they may know."""
    lines = [line for line in documents(request.actor, case_id) if line.may_fetch]
    found = [line.words for line in lines if _fetched(request, case_id, line)]
    if found:
        messages.success(request, _("已从部门系统取到：%(what)s。") % {"what": words.together(found)})
    if len(found) < len(lines):
        messages.warning(request, _("有的暂时取不到，拍照上传也一样。"))
    lacks = any(line.lacks for line in documents(request.actor, case_id))
    return redirect("family:papers" if lacks else "family:case", case_id)


def _fetched(request: HttpRequest, case_id: UUID, line: DocumentLine) -> bool:
    try:
        fetch_document(request.actor, case_id, kind=line.kind)
    except CertificateNotAvailable:
        return False
    return True


@page("GET", verb="enrolment.read_document")
def read_paper(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The file of a document."""
    return answered(read_document(request.actor, document_id))


@page("POST", verb="enrolment.remove_document")
def remove_paper(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a document back."""
    remove_document(request.actor, document_id)
    messages.success(request, _("已去掉，机构看不到了。"))
    return redirect(reverse("family:papers", args=[case_id]))
