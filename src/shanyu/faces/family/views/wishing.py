"""Applying at a site, asking at one more, the family's own order, and taking a wish back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import (
    add_application,
    apply,
    rank_applications,
    withdraw,
    withdraw_application,
)
from shanyu.domain.enrolment.kinds import ENTERING, SEEKING
from shanyu.domain.enrolment.queries import CaseCard, case_page, free_places, my_cases
from shanyu.domain.people.queries import child_page, my_children
from shanyu.domain.providers.kinds import CARE_KINDS, CUSTODY_KINDS, SiteState
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import SiteView, site_page
from shanyu.domain.providers.rules import bands_for_age
from shanyu.faces.family.enrolment_forms import WishForm, next_monday
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.door import OutOfReach
from shanyu.ui import handling, words
from shanyu.ui.pages import page


@dataclass(frozen=True)
class Asking:
    """What a family may do at a site: children who may apply, and open wishes that may ask here too."""

    children: list
    open: list[CaseCard]
    here: list[CaseCard]
    both: bool


@page("GET", "POST", verb="providers.site_page", changes="enrolment.apply")
def wish(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Apply at a site: one button where everything is known, or first the child."""
    view = site_page(request.actor, site_id)
    if view.site.kind not in {*CARE_KINDS, *CUSTODY_KINDS} or view.site.state != SiteState.OPEN:
        raise Http404
    asking = _asking(request, site_id)
    if request.method == "POST" and not (asking.children or asking.open or asking.here):
        raise OutOfReach
    form = _form(request, view, asking) if asking.children else None
    if (
        request.method == "POST"
        and form is not None
        and handling.accepted(
            form, lambda data: apply(request.actor, form.child(), wish=form.wish(), sites=[site_id])
        )
    ):
        messages.success(request, _("申请已送到机构。有空位时机构会录取，我们马上告诉您。"))
        return redirect("family:case", _case_of(request, form.child()))
    context = {
        "view": view,
        "name": said(view.site, "name"),
        "asking": asking,
        "form": form,
        "free": _free(request, site_id),
        "today": today(),
        "add_child": f"{reverse('family:add_child')}?next={request.path}",
    }
    return shown(
        request, "family/enrolment/wish.html", context, "home", status=422 if form and form.errors else 200
    )


def _asking(request: HttpRequest, site_id: UUID) -> Asking:
    children = my_children(request.actor)
    cases = my_cases(request.actor) if children else []
    wishing = {str(one.case.child.public_id): one for one in cases if one.case.state in {*SEEKING, *ENTERING}}
    free = [child for child in children if child.public_id not in wishing]
    seeking = [one for one in wishing.values() if one.case.state in SEEKING]
    here = [one for one in seeking if site_id in one.at]
    return Asking(
        children=free,
        open=[one for one in seeking if one not in here],
        here=here + [one for one in wishing.values() if one.case.state in ENTERING],
        both=any(len(child_page(request.actor, UUID(one.public_id)).guardians) > 1 for one in free),
    )


def _form(request: HttpRequest, view: SiteView, asking: Asking) -> WishForm:
    children = [(one.public_id, f"{one.name} · {words.months_text(one.months)}") for one in asking.children]
    offers = [one.offer for one in view.offers]
    starts = next_monday(today())
    bands = {band for one in asking.children for band in bands_for_age(one.months, starts)}
    return WishForm(
        request.POST or None, children=children, offers=offers, bands=bands, starts=starts, both=asking.both
    )


def _case_of(request: HttpRequest, child: UUID) -> UUID:
    """The open wish of a child."""
    return next(
        one.case.public_id
        for one in my_cases(request.actor)
        if one.case.child.public_id == child and one.case.state in SEEKING
    )


def _free(request: HttpRequest, site_id: UUID) -> list[tuple[str, object]]:
    """Each class with its free places, now or from the day on which there are some."""
    found = []
    for one in free_places(request.actor, site_id):
        first = next((free for free in one.free if free.free > 0), None)
        found.append((one.care_class.name, first))
    return found


@page("POST", verb="enrolment.case", changes="enrolment.add_application")
def add_site(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask at one more site."""
    case_page(request.actor, case_id)
    site = _uuid(request.POST.get("site"))
    url = reverse("family:case", args=[case_id])
    said_words = _("已加进申请，您的排队位置在下面。")
    return handling.tried(
        request, lambda: add_application(request.actor, case_id, site=site), said_words, url
    )


@page("POST", verb="enrolment.case", changes="enrolment.rank_applications")
def order_sites(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put one site one place higher in the family's own order."""
    view = case_page(request.actor, case_id)
    order = [
        one.application.public_id
        for one in view.applications
        if one.application.state in {"waiting", "offered"}
    ]
    wanted = _uuid(request.POST.get("up"))
    if wanted in order[1:]:
        place = order.index(wanted)
        order[place - 1 : place + 1] = [wanted, order[place - 1]]
    url = reverse("family:case", args=[case_id])
    return handling.tried(
        request,
        lambda: rank_applications(request.actor, case_id, order=order),
        _("顺序已改，只有您家看得到。"),
        f"{url}#sites",
    )


@page("POST", verb="enrolment.case", changes="enrolment.withdraw_application")
def withdraw_site(request: HttpRequest, case_id: UUID, application_id: UUID) -> HttpResponse:
    """Ask no longer at one site."""
    url = reverse("family:case", args=[case_id])
    return handling.tried(
        request,
        lambda: withdraw_application(request.actor, application_id),
        _("已不再申请这一家，其他的不变。"),
        url,
    )


@page("POST", verb="enrolment.case", changes="enrolment.withdraw")
def withdraw_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Want no place any more."""
    url = reverse("family:case", args=[case_id])
    return handling.tried(
        request, lambda: withdraw(request.actor, case_id), _("申请已撤回，留的位置给了别的家庭。"), url
    )


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Http404 from None
