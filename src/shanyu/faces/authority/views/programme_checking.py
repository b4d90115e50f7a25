"""What people decide in a programme: evidence by a verifier on duty, contests by who did not make the run."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.programmes.actions import review, verify
from shanyu.domain.programmes.queries import (
    contests,
    evidence_file,
    evidence_to_check,
    read_contest,
    read_evidence,
)
from shanyu.domain.programmes.queries.desk import Wished
from shanyu.domain.programmes.queries.official import Claim
from shanyu.domain.programmes.refusals import EvidenceDecided
from shanyu.domain.providers.naming import said
from shanyu.faces.authority.frame import shown
from shanyu.faces.authority.programme_forms import KEEP, ReviewForm, VerifyForm
from shanyu.faces.authority.views.programmes import HERE
from shanyu.ui import handling
from shanyu.ui.files import answered
from shanyu.ui.pages import page
from shanyu.ui.programme_reasons import badge, reasons
from shanyu.ui.programmes import group_word

CHECKS = "evidence"


@page("GET", verb="programmes.evidence_to_check")
def evidence(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first: what and until when, not who."""
    waiting = evidence_to_check(request.actor)
    rows = [(one, group_word(one.group), said(one.programme, "name")) for one in waiting]
    return shown(request, "authority/programmes/evidence.html", {"rows": rows, "crumbs": []}, here=CHECKS)


@page("GET", "POST", verb="programmes.read_evidence", changes="programmes.verify")
def claim(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """One claim in full, and what the verifier finds; back to the list where another verifier was faster."""
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and handling.accepted(form, lambda data: verify(request.actor, evidence_id, **data)):
        left = evidence_to_check(request.actor)
        words = _("已核验。还有 %(n)s 条。") % {"n": len(left)} if left else _("已核验。都核验完了。")
        return handling.done(request, words, reverse("authority:evidence"))
    try:
        found = read_evidence(request.actor, evidence_id)
    except EvidenceDecided as refusal:
        messages.info(request, str(refusal))
        return HttpResponseRedirect(reverse("authority:evidence"))
    row = found.evidence
    context = {
        "found": found,
        "group": group_word(row.group),
        "site": said(row.site, "name") if row.site else "",
        "places": _places(found),
        "programme": said(row.entry.programme, "name"),
        "starts_on": row.entry.programme.starts_on,
        "form": form,
        "crumbs": [(_("待核验"), reverse("authority:evidence")), (group_word(row.group), "")],
    }
    status = 422 if form.errors else 200
    return shown(request, "authority/programmes/claim.html", context, here=CHECKS, status=status)


def _places(found: Claim) -> list[tuple[str, str]]:
    """For a claim to live near a site: where the family lives and where the site is, as the platform knows it."""
    if not found.around:
        return []
    home, site = (" · ".join(said(region, "name") for region in way) for way in (found.lives, found.around))
    return [(_("家在（家庭档案）"), home or _("没有填写住址")), (_("机构在"), site)]


@page("GET", verb="programmes.evidence_file")
def paper(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """The paper of a claim, while it waits."""
    return answered(evidence_file(request.actor, evidence_id))


@page("GET", verb="programmes.contests")
def contested(request: HttpRequest) -> HttpResponse:
    """Contests that wait, the oldest first."""
    rows = [
        {
            "contest": one.contest,
            "words": one.words,
            "programme": said(one.contest.run.programme, "name"),
        }
        for one in contests(request.actor)
    ]
    crumbs = [(_("集中报名"), reverse("authority:programmes")), (_("人工复核"), "")]
    return shown(request, "authority/programmes/contests.html", {"rows": rows, "crumbs": crumbs}, here=HERE)


@page("GET", "POST", verb="programmes.read_contest", changes="programmes.review")
def decide(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """One contest: the family's words, every wish with its reasons and free seats, and the decision."""
    found = read_contest(request.actor, contest_id)
    seats = [_seat(one) for one in found.wishes if one.free and not one.closed and not one.given]
    form = ReviewForm(request.POST if request.method == "POST" else None, seats=seats)

    def act(data: dict) -> None:
        gives = None if data["gives"] == KEEP else UUID(data["gives"])
        review(request.actor, contest_id, reason=data["reason"], gives=gives)

    if form.is_bound and handling.accepted(form, act):
        return handling.done(request, _("结论已告诉家长。"), reverse("authority:contests"))
    programme = found.contest.run.programme
    context = {
        "found": found,
        "contest": found.contest,
        "programme": said(programme, "name"),
        "wishes": [
            (one, said(one.programme_class.site, "name"), badge(one.line), reasons(one.line))
            for one in found.wishes
        ],
        "form": form,
        "crumbs": [
            (_("集中报名"), reverse("authority:programmes")),
            (_("人工复核"), reverse("authority:contests")),
            (said(programme, "name"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return shown(request, "authority/programmes/contest.html", context, here=HERE, status=status)


def _seat(one: Wished) -> tuple[str, str]:
    facts = {
        "site": said(one.programme_class.site, "name"), "class": one.programme_class.name, "n": one.free
    }  # fmt: skip
    label = _("改为录取到%(site)s %(class)s（空 %(n)s 个）") % facts
    return str(one.programme_class.public_id), label
