"""The agreement of a child as the site reads and signs it, and what was changed since."""

from collections.abc import Callable
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.agreements.actions import countersign, countersign_change, draw_up, withdraw_change
from shanyu.domain.agreements.queries import AgreementView, agreement, read_paper
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.enrolment.queries import site_case
from shanyu.faces.provider.frame import shown
from shanyu.ui.files import answered
from shanyu.ui.handling import number, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="enrolment.site_case", changes="agreements.countersign")
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read the whole text, then sign; what is signed is the text with the hash that was on the page."""
    found = site_case(request.actor, case_id)
    here = reverse("provider:agreement", args=[case_id])
    if request.method == "POST":
        act, words = _asked_for(request, case_id)
        return tried(request, act, words, here)
    context = {"found": found, "view": _view(request, case_id)}
    return shown(
        request, "provider/enrolment/agreement.html", context, site=found.case.site, tab="enrolment",
        here=found.child,
    )  # fmt: skip


@page("GET", verb="agreements.read_paper")
def paper_file(request: HttpRequest, paper_id: UUID) -> FileResponse:
    return answered(read_paper(request.actor, paper_id))


def _asked_for(request: HttpRequest, case_id: UUID) -> tuple[Callable, str]:
    """The verb behind the button, and what is said afterwards."""
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
    }.get(given.get("do", ""), (lambda: draw_up(actor, case_id), _("协议已按现在公布的收费拟好。")))


def _view(request: HttpRequest, case_id: UUID) -> AgreementView | None:
    try:
        return agreement(request.actor, case_id)
    except NoAgreementYet:
        return None
