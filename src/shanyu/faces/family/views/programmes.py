"""Programmes for a family: what fits, entering with ranked wishes, evidence, the result and why, and contesting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.people.queries import my_children
from shanyu.domain.programmes.actions import change_entry, claim, contest, enter, result_notice, withdraw
from shanyu.domain.programmes.kinds import EntryState, EvidenceState
from shanyu.domain.programmes.queries import (
    EntryForm,
    EntryPage,
    entry_form,
    for_my_children,
    my_entries,
    my_entry,
    my_evidence_file,
    programme,
)
from shanyu.domain.programmes.rules import said as moment_said
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.faces.family.frame import shown
from shanyu.faces.family.programme_forms import ClaimForm, ContestForm, WishesForm
from shanyu.faces.family.programme_words import contest_badge, entry_row, next_of, wishes_told
from shanyu.ui import handling
from shanyu.ui import programmes as told
from shanyu.ui.files import answered
from shanyu.ui.pages import page

_EVIDENCE_LOOKS = {
    EvidenceState.CLAIMED: "soon",
    EvidenceState.VERIFIED: "valid",
    EvidenceState.REFUSED: "invalid",
    EvidenceState.EXPIRED: "closed",
}


@page("GET", verb="people.my_children")
def programmes(request: HttpRequest) -> HttpResponse:
    """One's own entries first, then what fits the children; somebody who has registered none yet is led there."""
    if not my_children(request.actor):
        return shown(request, "family/programmes/list.html", {"childless": True}, "bookings")
    mine = my_entries(request.actor)
    fitting = [
        {
            "row": line.programme,
            "name": said(line.programme, "name"),
            "region": said(line.programme.region, "name"),
            "standing": told.standing_of(line.programme),
            "ages": told.ages_words(line.programme.from_month, line.programme.to_month),
            "places": told.places_words(line.programme.seats or 0),
            "period": told.period_words(line.programme),
            "fee": told.fee_words(line.programme),
        }
        for line in for_my_children(request.actor)
        if len(line.entered) < len(line.children)
    ]
    context = {"mine": [entry_row(line) for line in mine], "fitting": fitting}
    return shown(request, "family/programmes/list.html", context, "bookings")


@page("GET", "POST", verb="people.my_children", changes="programmes.enter")
def enter_programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Which child, then its wishes; the same page changes them later."""
    children = my_children(request.actor)
    row = programme(request.actor, programme_id)
    around = {"row": row, "name": said(row, "name"), "standing": told.standing_of(row)}
    keys = [one.public_id for one in children]
    chosen = request.GET.get("child", keys[0] if len(keys) == 1 else "")
    if chosen not in keys:
        lines = [_child_line(request, one, programme_id) for one in keys]
        return shown(request, "family/programmes/which.html", {**around, "lines": lines}, "bookings")
    asked = entry_form(request.actor, UUID(chosen), programme_id)
    form = WishesForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and handling.accepted(form, lambda data: _handed_in(request, asked, form)):
        messages.success(request, _("志愿已提交。截止之前还可以改。"))
        return redirect("family:programme_entry", _entry_of(request, asked))
    context = {**around, "asked": asked, "form": form, "edges": told.ages_words(row.from_month, row.to_month)}
    status = 422 if form.errors else 200
    return shown(request, "family/programmes/enter.html", context, "bookings", status=status)


def _child_line(request: HttpRequest, child: str, programme_id: UUID) -> dict:
    asked = entry_form(request.actor, UUID(child), programme_id)
    return {"asked": asked, "fits": len(asked.fitting)}


def _handed_in(request: HttpRequest, asked: EntryForm, form: WishesForm) -> None:
    together = form.cleaned_data.get("together", asked.together_fixed or "")
    facts = {"classes": form.classes(), "together": together}
    if asked.entry is None:
        enter(request.actor, asked.child, asked.programme.public_id, **facts)
    else:
        change_entry(request.actor, asked.entry.public_id, **facts)


def _entry_of(request: HttpRequest, asked: EntryForm) -> UUID:
    found = asked.entry or entry_form(request.actor, asked.child, asked.programme.public_id).entry
    return found.public_id


@page("GET", verb="programmes.my_entry")
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry: the next step or the result on top, then wishes, evidence, contest."""
    return _shown(request, my_entry(request.actor, entry_id))


def _shown(
    request: HttpRequest, found: EntryPage, *, form: ContestForm | None = None, status: int = 200
) -> HttpResponse:
    line = found.line
    row = line.entry
    context = {
        "page": found,
        "line": line,
        "entry": row,
        "programme": row.programme,
        "name": said(row.programme, "name"),
        "next": next_of(found),
        "wishes": wishes_told(found),
        "together": row.get_together_display() if row.together else "",
        "evidence": [
            (
                one,
                _place(one.evidence.site),
                _EVIDENCE_LOOKS[one.evidence.state],
                one.evidence.pk in found.files,
            )
            for one in found.evidence
        ],
        "fee": _("免收") if line.waived else told.fee_words(row.programme),
        "entered": row.state == EntryState.ENTERED,
        "contest": found.contest,
        "contest_badge": contest_badge(found.contest.state) if found.contest else None,
        "contest_until": moment_said(line.contest_until) if line.contest_until else "",
        "form": form or ContestForm(),
        "change_url": f"{reverse('family:enter_programme', args=[row.programme.public_id])}"
        f"?child={row.child.public_id}",
    }
    return shown(request, "family/programmes/entry.html", context, "bookings", status=status)


def _place(site: Site | None) -> str:
    return said(site, "name") if site else ""


@page("POST", verb="programmes.withdraw")
def withdraw_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take the entry back; a place that was given is free again."""
    url = reverse("family:programme_entry", args=[entry_id])
    return handling.tried(request, lambda: withdraw(request.actor, entry_id), _("已经撤回。"), url)


@page("GET", "POST", verb="programmes.my_entry", changes="programmes.claim")
def claim_priority(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Say that the child belongs to a group, and hand in what shows it."""
    found = my_entry(request.actor, entry_id)
    form = ClaimForm(request.POST or None, request.FILES or None, sites=found.sites)
    if form.is_bound and handling.accepted(form, lambda data: claim(request.actor, entry_id, **form.claim())):
        messages.success(request, _("已提交，等待核验。结果会告诉您。"))
        return redirect("family:programme_entry", entry_id)
    row = found.line.entry
    context = {"page": found, "entry": row, "name": said(row.programme, "name"), "form": form}
    status = 422 if form.errors else 200
    return shown(request, "family/programmes/claim.html", context, "bookings", status=status)


@page("GET", verb="programmes.my_evidence_file")
def paper(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """The paper that was handed in with a claim."""
    return answered(my_evidence_file(request.actor, evidence_id))


@page("POST", verb="programmes.contest")
def contest_result(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Ask that a person looks at the result."""
    form = ContestForm(request.POST)
    if handling.accepted(form, lambda data: contest(request.actor, entry_id, words=data["words"])):
        messages.success(request, _("已经收到。会有人看，结论和理由在这里告诉您。"))
        return redirect("family:programme_entry", entry_id)
    return _shown(request, my_entry(request.actor, entry_id), form=form, status=422)


@page("POST", verb="programmes.result_notice")
def notice(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The result on paper, with a code that anybody can check. By POST, because it is made when first asked for."""
    return answered(result_notice(request.actor, entry_id))
