"""What families ask of a site: the inbox by clock, one application beside the free places, the waiting list."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import offer, refuse_application, retract
from shanyu.domain.enrolment.queries import (
    ApplicationFile,
    ClassChoice,
    application_file,
    could_come,
    waiting_list,
)
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries import my_sites, office_site
from shanyu.faces.provider.enrolment_forms import REFUSING, RETRACTING, AnswerForm, ReasonForm
from shanyu.faces.provider.frame import address, shown
from shanyu.faces.provider.inbox import sorted_out
from shanyu.kernel.door import Actor, OutOfReach, may
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page


@page("GET", verb="enrolment.inbox")
def everything(request: HttpRequest) -> HttpResponse:
    """The inbox of all one's sites. Who keeps none that families apply at has none."""
    sites = my_sites(request.actor)
    if not may(request.actor, "enrolment.inbox"):
        raise OutOfReach
    where = request.GET.get("site", "")
    asked = [one for one in sites if not where or str(one.public_id) == where]
    context = {"sorted": sorted_out(request.actor, asked), "sites": sites, "several": len(sites) > 1}
    return shown(request, "provider/enrolment/inbox.html", context, desk="inbox")


@page("GET", verb="enrolment.inbox")
def of_site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The inbox of one site."""
    site = _site(request.actor, site_id)
    context = {"sorted": sorted_out(request.actor, [site]), "sites": [], "several": False}
    return shown(request, "provider/enrolment/inbox.html", context, site=site, tab="enrolment")


@page("GET", verb="enrolment.waiting_list")
def waiting(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Who waits at a site, in the order of the rule, and from when each could come."""
    families = waiting_list(request.actor, site_id)
    site = _site(request.actor, site_id)
    first: dict[int, tuple] = {}
    for outlook in could_come(request.actor, site_id):
        for comer in outlook.comers:
            known = first.get(comer.family.application.pk)
            if known is None or comer.possible.on < known[0]:
                first[comer.family.application.pk] = (comer.possible.on, outlook.care_class, comer.in_turn)
    rows = [(family, *first.get(family.application.pk, (None, None, False))) for family in families]
    return shown(request, "provider/enrolment/waiting.html", {"rows": rows}, site=site, tab="waiting")


@page("GET", "POST", verb="enrolment.application", changes="enrolment.offer")
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """One application beside the places: offer, refuse, or take the offer back."""
    found = application_file(request.actor, application_id)
    site, asked = found.application.site, found.application
    doing = request.POST.get("do", "")
    forms = {
        "form": AnswerForm(
            request.POST if doing == "offer" else None,
            choices=found.choices,
            initial=_suggested(request, found.choices),
        ),
        "refusing": ReasonForm(request.POST if doing == "refuse" else None, reasons=REFUSING, prefix="no"),
        "retracting": ReasonForm(
            request.POST if doing == "retract" else None, reasons=RETRACTING, prefix="back"
        ),
    }
    back = address("enrolment", site)
    if doing == "offer" and accepted(forms["form"], lambda data: offer(request.actor, asked, **data)):
        return done(request, _("已录取，托位已留好。家长会收到通知，过期不答复自动让给下一家。"), back)
    if doing == "refuse" and accepted(
        forms["refusing"], lambda data: refuse_application(request.actor, asked, **data)
    ):
        return done(request, _("已答复家长，原因会一并告诉他们。"), back)
    if doing == "retract" and accepted(
        forms["retracting"], lambda data: retract(request.actor, found.offer, **data)
    ):
        return done(request, _("录取已收回，家庭回到原来的排队位置。"), back)
    if request.method == "POST":
        found = application_file(request.actor, application_id)
    return _shown(request, found, forms)


def _shown(request: HttpRequest, found: ApplicationFile, forms: dict) -> HttpResponse:
    form, site = forms["form"], found.application.site
    chosen = form["care_class"].value()
    possible = [one for one in found.choices if one.possible.on]
    context = {
        "found": found,
        "case": found.application.case,
        "possible": possible,
        "others": [one for one in found.choices if not one.possible.on],
        "chosen": int(chosen) if str(chosen).isdecimal() else None,
        "passing": any(one.passed for one in possible),
        "back": address("enrolment", site),
        **forms,
    }
    status = 422 if any(one.is_bound for one in forms.values()) else 200
    return shown(
        request, "provider/enrolment/application.html", context, site=site, tab="enrolment", here=found.child,
        status=status,
    )  # fmt: skip


def _suggested(request: HttpRequest, choices: list[ClassChoice]) -> dict:
    """The class and the day of the address where it names them, else the soonest that passes nobody."""
    possible = [one for one in choices if one.possible.on]
    named = [one for one in possible if str(one.care_class.pk) == request.GET.get("class")]
    best = (named or [one for one in possible if not one.passed] or possible)[:1]
    return {"care_class": best[0].care_class.pk, "starts_on": best[0].possible.on} if best else {}


def _site(actor: Actor, site_id: UUID) -> Site:
    return office_site(actor, site_id).site
