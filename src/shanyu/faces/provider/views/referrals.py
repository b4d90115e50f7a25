"""Referrals in the office: asking another site, and answering one that asks."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import decline_referral, end_referral, refer, take_referral
from shanyu.domain.enrolment.queries import referral, referrals, site_case
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import SiteSearch, find_sites, office_site
from shanyu.faces.provider.frame import address, shown
from shanyu.faces.provider.referral_forms import ReferForm
from shanyu.kernel.door import Actor
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page

#: So many sites are offered to choose from; a name narrows them.
MOST = 12


@page("GET", verb="enrolment.referrals")
def of_site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Referrals from and to one site, those that it has to answer first."""
    site = office_site(request.actor, site_id).site
    lines = [line for line in referrals(request.actor, site=site_id) if line.side != "family"]
    asked = [line for line in lines if "take_referral" in line.may]
    context = {"asked": asked, "others": [line for line in lines if line not in asked]}
    return shown(request, "provider/enrolment/referrals.html", context, site=site, tab="referrals")


@page("GET", "POST", verb="enrolment.referral", changes="enrolment.take_referral")
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral: the words, the answer, and once it is taken up what was passed on."""
    doing = request.POST.get("do", "")
    if doing in _deeds():
        act, words = _deeds()[doing]
        here = reverse("provider:referral", args=[referral_id])
        return tried(request, lambda: act(request.actor, referral_id), words, here)
    view = referral(request.actor, referral_id)
    own = view.line.own_site
    site = office_site(request.actor, own).site if own else None
    return shown(
        request, "provider/enrolment/referral.html", {"view": view}, site=site, tab="referrals",
        here=view.line.child,
    )  # fmt: skip


@page("GET", "POST", verb="enrolment.site_case", changes="enrolment.refer")
def refer_child(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask a guardian whether another site may be told what is chosen here."""
    found = site_case(request.actor, case_id)
    case, site, wanted = found.case, found.case.site, request.GET.get("q", "").strip()
    others = _others(request.actor, site, wanted)
    form = ReferForm(request.POST or None, sites=others)
    if request.method == "POST" and accepted(
        form, lambda data: refer(request.actor, case.child, from_site=site.public_id, **data)
    ):
        words = _("已请监护人决定。同意后，对方机构会收到。")
        return done(request, words, address("referrals", site))
    context = {"found": found, "case": case, "form": form, "q": wanted, "none": not others}
    status = 422 if form.errors else 200
    return shown(
        request, "provider/enrolment/refer.html", context, site=site, tab="referrals", here=_("转介孩子"),
        status=status,
    )  # fmt: skip


def _deeds() -> dict[str, tuple[Callable, str]]:
    return {
        "take": (take_referral, _("已接收，可以看转达的内容了。")),
        "decline": (decline_referral, _("已答复暂不接收。")),
        "end": (end_referral, _("已结束，对方机构不能再看。")),
    }


def _others(actor: Actor, site: Site, wanted: str) -> list[tuple[str, str]]:
    """The nearest open sites, or those with a name: key, and name with kind."""
    near = (float(site.lon), float(site.lat))
    found = find_sites(actor, SiteSearch(near=near, text=wanted, limit=MOST + 1)).items
    others = [one.site for one in found if one.site.pk != site.pk][:MOST]
    return [(str(one.public_id), f"{said(one, 'name')} · {one.get_kind_display()}") for one in others]
