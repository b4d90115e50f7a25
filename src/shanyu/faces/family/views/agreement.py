"""The agreement of a case: reading it, signing it, changing it with the new fee before one's eyes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.agreements.actions import (
    propose_change,
    sign,
    sign_change,
    withdraw_change,
)
from shanyu.domain.agreements.queries import agreement as agreement_of
from shanyu.domain.agreements.queries import classes, preview_change, read_paper
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.enrolment.queries import CaseView, case_page
from shanyu.domain.providers.queries import site_page
from shanyu.faces.family.agreement_forms import ChangeForm, SignForm
from shanyu.faces.family.frame import shown
from shanyu.ui import handling
from shanyu.ui.files import answered
from shanyu.ui.pages import page


@page("GET", "POST", verb="agreements.agreement", changes="agreements.sign")
def agreement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The text, and at its end the name under it; then the changes, and what each side still has to sign."""
    view = case_page(request.actor, case_id)
    try:
        found = agreement_of(request.actor, case_id)
    except NoAgreementYet as refusal:
        return shown(request, "family/enrolment/no_agreement.html", {"view": view, "refusal": refusal})
    form = SignForm(request.POST or None, initial={"sha256": found.sha256})
    if handling.accepted(form, lambda data: sign(request.actor, case_id, sha256=data["sha256"])):
        messages.success(request, _signed(found.agreement.families_needed, len(found.signatures)))
        return redirect("family:case", case_id)
    context = {
        "view": view,
        "case": view.case,
        "found": found,
        "form": form,
        "changes": [
            (one, SignForm(initial={"sha256": one.sha256}, prefix=f"change{place}"))
            for place, one in enumerate(found.changes)
        ],
    }
    return shown(request, "family/enrolment/agreement.html", context, status=422 if form.errors else 200)


def _signed(needed: int, there: int) -> str:
    """What to say after a guardian's signature."""
    if there + 1 < needed:
        return _("您已签署，等另一位监护人也签。")
    return _("您已签署，等机构签好就生效。")


@page("POST", verb="agreements.agreement", changes="agreements.sign_change")
def agree_change(request: HttpRequest, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Sign a change."""
    case_page(request.actor, case_id)
    url = f"{reverse('family:agreement', args=[case_id])}#changes"
    if "agrees" not in request.POST:
        messages.error(request, _("请先勾选“我已读完并同意”，再签署。"))
        return redirect(url)
    return handling.tried(
        request,
        lambda: sign_change(request.actor, paper_id, sha256=request.POST.get("sha256", "")),
        _("您已签署这份变更，双方都签好就生效。"),
        url,
    )


@page("POST", verb="agreements.agreement", changes="agreements.withdraw_change")
def drop_change(request: HttpRequest, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a change back, or decline the site's."""
    url = f"{reverse('family:agreement', args=[case_id])}#changes"
    return handling.tried(
        request, lambda: withdraw_change(request.actor, paper_id), _("这份变更已撤回，照原来的约定。"), url
    )


@page("GET", verb="agreements.read_paper")
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The signed agreement or a signed change as PDF."""
    return answered(read_paper(request.actor, paper_id))


@page("GET", "POST", verb="agreements.preview_change", changes="agreements.propose_change")
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another plan: choose it, see what it costs from which day, propose it."""
    view = case_page(request.actor, case_id)
    try:
        found = agreement_of(request.actor, case_id)
    except NoAgreementYet as refusal:
        return shown(request, "family/enrolment/no_agreement.html", {"view": view, "refusal": refusal})
    given = request.POST or (request.GET if "form" in request.GET else None)
    form = ChangeForm(
        given, offers=_offers(request, view), now=found, classes=classes(request.actor, case_id)
    )
    preview = None
    if form.is_valid():
        wanted, begins_on = form.change(), form.cleaned_data["begins_on"]
        if request.method == "POST":
            if handling.accepted(
                form,
                lambda data: propose_change(request.actor, case_id, change=wanted, begins_on=begins_on),
            ):
                messages.success(request, _("变更已提出，请读一遍再签署；机构也签好就生效。"))
                return redirect(f"{reverse('family:agreement', args=[case_id])}#changes")
        else:
            previews = []
            handling.accepted(
                form,
                lambda data: previews.append(
                    preview_change(request.actor, case_id, change=wanted, begins_on=begins_on)
                ),
            )
            preview = previews[0] if previews else None
    context = {"view": view, "case": view.case, "form": form, "preview": preview}
    return shown(request, "family/enrolment/change.html", context, status=422 if form.errors else 200)


def _offers(request: HttpRequest, view: CaseView) -> list:
    return [one.offer for one in site_page(request.actor, view.case.site.public_id).offers]
