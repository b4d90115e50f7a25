"""The agreement of a child as the site reads and signs it, and what was changed since."""

from collections.abc import Callable
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.agreements.actions import (
    countersign,
    countersign_change,
    draw_up,
    propose_change,
    withdraw_change,
)
from shanyu.domain.agreements.kinds import EFFECTIVE
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.queries import (
    AgreementView,
    Preview,
    agreement,
    classes,
    preview_change,
    read_paper,
)
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.enrolment.queries import SiteCase, site_case
from shanyu.domain.providers.models import ServiceOffer
from shanyu.domain.providers.queries import office_site
from shanyu.faces.provider.change_forms import ChangeForm
from shanyu.faces.provider.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, number, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="enrolment.site_case", changes="agreements.countersign")
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read the whole text, then sign; what is signed is the text with the hash that was on the page."""
    found = site_case(request.actor, case_id)
    here = reverse("provider:agreement", args=[case_id])
    if request.method == "POST":
        asked = _asked_for(request, case_id)
        return tried(request, *asked, here) if asked else redirect(here)
    context = {"found": found, "view": _view(request, case_id)}
    return shown(
        request, "provider/enrolment/agreement.html", context, site=found.case.site, tab="enrolment",
        here=found.child,
    )  # fmt: skip


@page("GET", verb="agreements.read_paper")
def paper_file(request: HttpRequest, paper_id: UUID) -> FileResponse:
    return answered(read_paper(request.actor, paper_id))


@page("GET", "POST", verb="agreements.preview_change", changes="agreements.propose_change")
def propose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another plan, such as at a fee that has risen: choose it, see what it costs, propose it to the family."""
    found, view = site_case(request.actor, case_id), _view(request, case_id)
    back = reverse("provider:agreement", args=[case_id])
    if view is None:
        return redirect(back)
    given = request.POST or (request.GET if "form" in request.GET else None)
    form = ChangeForm(
        given, offers=_offers(request, found), now=_newest(view), classes=classes(request.actor, case_id)
    )
    preview = None
    if request.method == "POST":
        if accepted(form, lambda data: _propose(request, case_id, form)):
            return done(request, _("变更已提出，双方签好才生效。请核对后代表机构签署。"), back)
    elif form.is_bound:
        seen = []
        accepted(form, lambda data: seen.append(_preview(request, case_id, form)))
        preview = seen[0] if seen else None
    context = {"found": found, "view": view, "form": form, "preview": preview}
    return shown(
        request, "provider/enrolment/propose.html", context, site=found.case.site, tab="enrolment",
        here=found.child, status=422 if form.errors else 200,
    )  # fmt: skip


def _propose(request: HttpRequest, case_id: UUID, form: ChangeForm) -> None:
    begins_on = form.cleaned_data["begins_on"]
    propose_change(request.actor, case_id, change=form.change(), begins_on=begins_on)


def _preview(request: HttpRequest, case_id: UUID, form: ChangeForm) -> Preview:
    begins_on = form.cleaned_data["begins_on"]
    return preview_change(request.actor, case_id, change=form.change(), begins_on=begins_on)


def _offers(request: HttpRequest, found: SiteCase) -> list[ServiceOffer]:
    """What the site publishes today or from a later day."""
    offers = [one.offer for one in office_site(request.actor, found.case.site.public_id).offers]
    return [one for one in offers if one.valid.upper is None or one.valid.upper > today()]


def _newest(view: AgreementView) -> Paper:
    """The paper in force whose plan begins last."""
    changes = [one.paper for one in view.changes if one.state in EFFECTIVE]
    return max(changes, key=lambda one: one.begins_on, default=view.agreement.paper)


def _asked_for(request: HttpRequest, case_id: UUID) -> tuple[Callable, str] | None:
    """The verb behind the button, and what is said afterwards; None for a button that the page does not have."""
    actor, given = request.actor, request.POST
    sha256, change = given.get("sha256", ""), number(given.get("paper"))
    return {
        "sign": (
            lambda: countersign(actor, case_id, sha256=sha256),
            _("已代表机构签署，协议生效，托位已定。"),
        ),
        "sign_change": (
            lambda: countersign_change(actor, change, sha256=sha256),
            _("已代表机构签署这份变更。"),
        ),
        "withdraw": (lambda: withdraw_change(actor, change), _("这份变更已退回，原来的约定不变。")),
        "draw_up": (lambda: draw_up(actor, case_id), _("协议已按现在公布的收费拟好。")),
    }.get(given.get("do", ""))


def _view(request: HttpRequest, case_id: UUID) -> AgreementView | None:
    try:
        return agreement(request.actor, case_id)
    except NoAgreementYet:
        return None
