"""Referrals of one's children: what a site would tell another, and the family's yes or no to exactly that."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import agree_referral, end_referral, refuse_referral
from shanyu.domain.enrolment.queries import referral, referrals
from shanyu.faces.family.frame import shown
from shanyu.ui.pages import page


@page("GET", verb="enrolment.referrals")
def all_referrals(request: HttpRequest) -> HttpResponse:
    """Every referral of one's children, those that wait for an answer first."""
    lines = [line for line in referrals(request.actor) if line.side == "family"]
    waiting = [line for line in lines if "agree_referral" in line.may]
    context = {"waiting": waiting, "others": [line for line in lines if line not in waiting]}
    return shown(request, "family/referrals.html", context)


@page("GET", verb="enrolment.referral")
def one_referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral with everything that the other site would read."""
    return shown(request, "family/referral.html", {"view": referral(request.actor, referral_id)})


@page("POST", verb="enrolment.agree_referral")
def agree(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Allow it, all of it."""
    agree_referral(request.actor, referral_id)
    messages.success(request, _("已同意，等对方机构答复。"))
    return redirect("family:referral", referral_id)


@page("POST", verb="enrolment.refuse_referral")
def refuse(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Do not allow it; the other site hears of nothing."""
    refuse_referral(request.actor, referral_id)
    messages.success(request, _("已答复不同意，对方机构什么也看不到。"))
    return redirect("family:referrals")


@page("POST", verb="enrolment.end_referral")
def end(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """From now on the other site reads nothing."""
    end_referral(request.actor, referral_id)
    messages.success(request, _("已结束，对方机构不能再看。"))
    return redirect("family:referral", referral_id)
