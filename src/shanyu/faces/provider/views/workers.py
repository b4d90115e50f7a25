"""One worker: papers entered, renewed, revoked and read; the number shown for a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import (
    Paper,
    add_credential,
    invite_worker,
    revoke_credential,
    unmask_worker,
)
from shanyu.domain.providers.queries import office_worker, read_credential
from shanyu.domain.providers.refusals import NotYoursToAppoint, WorkerHasAccount
from shanyu.faces.provider.forms import CREDENTIALS, PaperForm, UnmaskForm
from shanyu.faces.provider.frame import shown
from shanyu.kernel.door import Invalid
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="providers.office_worker", changes="providers.add_credential")
def worker(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    row = office_worker(request.actor, worker_id).worker
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, kinds=CREDENTIALS)
        if accepted(form, lambda data: add_credential(request.actor, row, paper_of(data))):
            words = _("证照已登记，在这位人员任职的所有机构同时生效。")
            return done(request, words, reverse("provider:worker", args=[row.public_id]))
        return _shown(request, worker_id, form=form, status=422)
    return _shown(request, worker_id)


@page("POST", verb="providers.unmask_worker")
def number_of(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """The number is in the answer to this one request; nothing keeps it."""
    back = reverse("provider:worker", args=[worker_id])
    try:
        found = unmask_worker(request.actor, worker_id, reason=request.POST.get("reason", ""))
    except Invalid as refusal:
        messages.error(request, refusal.step())
        return HttpResponseRedirect(back)
    answer = shown(request, "provider/number.html", {"found": found, "back": back})
    answer["Cache-Control"] = "no-store"
    return answer


@page("POST", verb="providers.office_worker")
def invite(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """The link by which the worker comes to their own papers; it is in the answer to this one request."""
    seen = office_worker(request.actor, worker_id)
    back = reverse("provider:worker", args=[worker_id])
    try:
        secret = invite_worker(request.actor, worker_id)
    except (NotYoursToAppoint, WorkerHasAccount) as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    link = request.build_absolute_uri(reverse("carer:join", args=[secret]))
    context = {"row": seen.worker, "link": link, "back": back}
    answer = shown(
        request, "provider/invited.html", context, site=seen.site, tab="staff", here=seen.worker.name
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(
    request: HttpRequest,
    worker_id: UUID,
    *,
    form: PaperForm | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = office_worker(request.actor, worker_id)
    context = {
        "row": seen.worker,
        "papers": seen.papers,
        "identity": seen.identity,
        "phone": seen.phone,
        "form": form or PaperForm(kinds=CREDENTIALS, initial={"kind": request.GET.get("kind", "")}),
        "unmask": UnmaskForm(),
    }
    return shown(
        request,
        "provider/worker.html",
        context,
        site=seen.site,
        tab="staff",
        here=seen.worker.name,
        status=status,
    )


@page("GET", verb="providers.read_credential")
def file(request: HttpRequest, credential_id: int) -> FileResponse:
    return answered(read_credential(request.actor, credential_id))


@page("POST", verb="providers.revoke_credential")
def revoke(request: HttpRequest, credential_id: int) -> HttpResponseRedirect:
    return tried(
        request,
        lambda: revoke_credential(request.actor, credential_id),
        _("证照已作废，从今天起不再计入。"),
        back_of(request),
    )


def back_of(request: HttpRequest) -> str:
    """The page of ours that the button stood on."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if safe else reverse("provider:home")


def paper_of(data: dict) -> Paper:
    """What a filled form says a paper prints."""
    file = data["file"]
    return Paper(**{**data, "file": file or None, "file_name": file.name if file else ""})
