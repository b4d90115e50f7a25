"""A family's cases: the list, the page of one, the answer to an offer, and what changes while a child is there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import accept, decline, leave, return_to_care, suspend
from shanyu.domain.enrolment.kinds import ENDED, SEEKING, THERE, CaseState, OfferState
from shanyu.domain.enrolment.queries import CaseView, case_page, my_cases
from shanyu.domain.people.queries import my_children
from shanyu.domain.providers.naming import said
from shanyu.faces.family.enrolment_forms import LastDayForm
from shanyu.faces.family.enrolment_words import (
    history_of,
    line_of,
    look_of,
    most_urgent,
    next_card,
    site_lines,
    way_of,
)
from shanyu.faces.family.frame import shown
from shanyu.kernel.door import may
from shanyu.ui import handling
from shanyu.ui.pages import page


@page("GET", verb="people.my_children")
def cases(request: HttpRequest) -> HttpResponse:
    """Every case of the family: what waits for it on top, then the open ones, then what is over."""
    children = my_children(request.actor)
    lines = [line_of(one) for one in my_cases(request.actor)] if children else []
    context = {
        "may_be_referred": may(request.actor, "enrolment.referrals"),
        "first": most_urgent(lines),
        "open": [one for one in lines if not one.ended],
        "ended": [one for one in lines if one.ended],
    }
    return shown(request, "family/enrolment/cases.html", context)


@page("GET", verb="enrolment.case")
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: the next step, how far it is, the sites, the places, and everything that happened."""
    return _shown(request, case_id)


def _shown(
    request: HttpRequest, case_id: UUID, *, last_day: LastDayForm | None = None, status: int = 200
) -> HttpResponse:
    view = case_page(request.actor, case_id)
    row = view.case
    lines = site_lines(view, request.actor.account_id)
    standing = [one for one in lines if one.standing and row.state in SEEKING]
    context = {
        "view": view,
        "case": row,
        "next": next_card(row, view.next, len(standing)),
        "way": way_of(row),
        "look": look_of(row),
        "where": said(row.site, "name") if row.site else "",
        "offers": [one for one in standing if one.view.offer],
        "sites": standing,
        "past_sites": [one for one in lines if not one.standing],
        "history": history_of(view.entries, request.actor.account_id),
        "elsewhere": _elsewhere(request, view),
        "last_day": last_day or LastDayForm(),
        "ended": row.state in ENDED,
        "seeking": row.state in SEEKING,
        "there": row.state in THERE,
        "place": view.placements[-1] if view.placements and row.state not in SEEKING else None,
        "may": view.next.may,
    }
    return shown(request, "family/enrolment/case.html", context, status=status)


def _elsewhere(request: HttpRequest, view: CaseView) -> str:
    """The site where the child is until now, while the family answers an offer of another."""
    if view.case.state != CaseState.OFFERED:
        return ""
    cards = my_cases(request.actor)
    found = (one.case for one in cards if one.case.child_id == view.case.child_id and one.case.state in THERE)
    return next((said(one.site, "name") for one in found), "")


@page("POST", verb="enrolment.case", changes="enrolment.accept")
def accept_offer(request: HttpRequest, case_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take up an offer."""
    url = reverse("family:case", args=[case_id])

    def act() -> None:
        made = accept(request.actor, offer_id, leave="leave" in request.POST)
        if made.state == OfferState.STANDING:
            messages.success(request, _("已记下您的同意，等另一位监护人也接受。"))
        else:
            messages.success(request, _("位置是您家的了。其他机构的申请已自动结束。"))

    return handling.said(request, act, url)


@page("POST", verb="enrolment.case", changes="enrolment.decline")
def decline_offer(request: HttpRequest, case_id: UUID, offer_id: UUID) -> HttpResponse:
    """Let an offer go to the next family."""
    url = reverse("family:case", args=[case_id])
    return handling.tried(
        request, lambda: decline(request.actor, offer_id), _("已谢绝，位置给下一家。其他申请不变。"), url
    )


@page("POST", verb="enrolment.case", changes="enrolment.suspend")
def stay_away(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The child stays away for a while and keeps its place."""
    url = reverse("family:case", args=[case_id])
    return handling.tried(request, lambda: suspend(request.actor, case_id), _("已暂停，位置给您留着。"), url)


@page("POST", verb="enrolment.case", changes="enrolment.return_to_care")
def come_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The child is back today."""
    url = reverse("family:case", args=[case_id])
    return handling.tried(
        request, lambda: return_to_care(request.actor, case_id), _("已恢复，机构已经知道。"), url
    )


@page("POST", verb="enrolment.case", changes="enrolment.leave")
def fix_last_day(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Fix the last day, or another one."""
    form = LastDayForm(request.POST)
    if handling.accepted(form, lambda data: leave(request.actor, case_id, **data)):
        messages.success(request, _("离托日期已定，机构已经知道。改主意可以再改日期。"))
        return redirect("family:case", case_id)
    return _shown(request, case_id, last_day=form, status=422)
