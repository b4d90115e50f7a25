"""The illness board: who is ill, whose paper waits, what goes round, which class is closed."""

from datetime import date
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.protection.actions import (
    check_proof,
    decide_suspension,
    lift_suspension,
    note_illness,
    settle_illness,
)
from shanyu.domain.protection.queries import illness_board, my_health_sites, read_proof
from shanyu.domain.providers.naming import said
from shanyu.faces.provider.frame import shown
from shanyu.faces.provider.illness_forms import IllnessForm
from shanyu.kernel.clock import today
from shanyu.kernel.door import may
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="protection.my_health_sites")
def home(request: HttpRequest) -> HttpResponse:
    """The sites whose children's health somebody looks after; straight on where it is one."""
    sites = my_health_sites(request.actor)
    if len(sites) == 1:
        return redirect("provider:illness", sites[0].public_id)
    lines = [(one, said(one, "name")) for one in sites]
    return shown(request, "provider/protection/health_home.html", {"lines": lines}, desk="health_home")


@page("GET", "POST", verb="protection.illness_board", changes="protection.note_illness")
def board(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The board of one site, and noting an illness."""
    found = illness_board(request.actor, site_id)
    form = IllnessForm(request.POST or None, board=found)

    def note(data: dict) -> None:
        note_illness(request.actor, UUID(data.pop("child")), site=site_id, **data)

    if request.method == "POST" and accepted(form, note):
        return done(request, _("已记下，监护人会收到。"), reverse("provider:illness", args=[site_id]))
    context = {
        "board": found,
        "form": form,
        "today": today(),
        "decides": may(request.actor, "protection.decide_suspension"),
    }
    return shown(
        request, "provider/protection/illness.html", context, site=found.site, tab="illness",
        status=422 if form.errors else 200,
    )  # fmt: skip


@page("POST", verb="protection.settle_illness")
def settle(request: HttpRequest, illness_id: UUID) -> HttpResponseRedirect:
    """Confirmed, or not that."""
    return tried(
        request, lambda: settle_illness(request.actor, illness_id, as_=request.POST.get("as", "")),
        _("已更新。"), _back(request),
    )  # fmt: skip


@page("POST", verb="protection.check_proof")
def check(request: HttpRequest, proof_id: UUID) -> HttpResponseRedirect:
    """The paper with which a child comes back: accepted from a day on, or not."""
    accept = request.POST.get("do") == "accept"
    words = _("已认可，监护人会收到返园日期。") if accept else _("已答复没有认可，监护人会收到。")
    return tried(
        request,
        lambda: check_proof(request.actor, proof_id, accept=accept, returns_on=_day(request, "returns_on")),
        words, _back(request),
    )  # fmt: skip


@page("GET", verb="protection.read_proof")
def proof(request: HttpRequest, proof_id: UUID) -> FileResponse:
    """The paper itself."""
    return answered(read_proof(request.actor, proof_id))


@page("POST", verb="protection.decide_suspension")
def decide(request: HttpRequest, suspension_id: UUID) -> HttpResponseRedirect:
    """Close the class for these days, or do not."""
    close = request.POST.get("do") == "close"
    words = _("已停班，家长会收到通知，没有孩子的姓名。") if close else _("已记下：这次不停班。")
    return tried(
        request,
        lambda: decide_suspension(
            request.actor, suspension_id, close=close, first=_day(request, "first"), last=_day(request, "last")
        ),
        words, _back(request),
    )  # fmt: skip


@page("POST", verb="protection.lift_suspension")
def lift(request: HttpRequest, suspension_id: UUID) -> HttpResponseRedirect:
    """Open again."""
    return tried(
        request, lambda: lift_suspension(request.actor, suspension_id), _("已恢复，家长会收到通知。"),
        _back(request),
    )  # fmt: skip


def _back(request: HttpRequest) -> str:
    try:
        return reverse("provider:illness", args=[UUID(request.POST.get("site", ""))])
    except ValueError:
        return reverse("provider:health_home")


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None
