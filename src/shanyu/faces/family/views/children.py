"""Children: registering, correcting, consenting, deleting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.people import rules
from shanyu.domain.people.actions import add_child, decide_for_child, edit_child, erase_child
from shanyu.domain.people.queries import Reason, child_page, my_children, unmask_child
from shanyu.faces.family.forms import ChildEditForm, ChildForm
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.throttle import spend
from shanyu.ui import handling
from shanyu.ui.pages import page

#: Numbers that one account may try in a day, so that nobody finds out whose are known.
MOST_NUMBERS = 20


def _words(purpose: rules.Purpose) -> dict:
    return purpose.words(get_language() or "zh-hans")


def _back_to(request: HttpRequest) -> str:
    """Where the family came from to register a child, else its home."""
    there = request.GET.get("next", "")
    fine = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if fine else reverse("family:home")


def _throttled(request: HttpRequest) -> None:
    spend(f"child-number:{request.user.pk}", most=MOST_NUMBERS, seconds=86_400)


@page("GET", "POST", verb="people.my_children", changes="people.add_child")
def add(request: HttpRequest) -> HttpResponse:
    """Register a child, after reading what for."""
    children = my_children(request.actor)
    form = ChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _throttled(request)
        if handling.accepted(form, lambda data: add_child(request.actor, **data)):
            messages.success(request, _("孩子已登记。姓名和证件号加密保存。"))
            return redirect(_back_to(request))
    purpose = rules.purpose_of("child_care", "child", today())
    context = {
        "form": form,
        "first": not children,
        "words": _words(purpose),
        "contact": rules.contact(get_language() or "zh-hans"),
    }
    return shown(request, "family/child_add.html", context)


def _child(request: HttpRequest, child_id: UUID, in_full: object = None) -> HttpResponse:
    found = child_page(request.actor, child_id)
    context = {
        "child": found,
        "child_id": child_id,
        "full": in_full,
        "consents": [{"state": one, "words": _words(one.purpose)} for one in found.consents],
        "contact": rules.contact(get_language() or "zh-hans"),
    }
    return shown(request, "family/child.html", context)


@page("GET", verb="people.child_page")
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """One child: masked numbers, guardians, consents."""
    return _child(request, child_id)


@page("POST", verb="people.unmask_child")
def full(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The same page once with the numbers in full; that it was asked for is in the trail."""
    return _child(request, child_id, unmask_child(request.actor, child_id, reason=Reason.CHECKING))


@page("GET", "POST", verb="people.child_page", changes="people.edit_child")
def edit(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Correct what is known of a child."""
    found = child_page(request.actor, child_id)
    form = ChildEditForm(request.POST or None, initial={"sex": found.card.sex, "born": found.born})
    if request.method == "POST" and form.is_valid():
        _throttled(request)
        if handling.accepted(form, lambda data: edit_child(request.actor, child_id, **data)):
            messages.success(request, _("已改好。"))
            return redirect("family:child", child_id)
    return shown(request, "family/child_edit.html", {"form": form, "child": found, "child_id": child_id})


@page("POST", verb="people.decide_for_child")
def consent(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Agree to one purpose, or not."""
    agrees = request.POST.get("agrees") == "yes"
    decide_for_child(request.actor, child_id, purpose=request.POST.get("purpose", ""), agrees=agrees)
    messages.success(request, _("已记下您的同意。") if agrees else _("已记下：不同意。其他服务照常。"))
    return redirect("family:child", child_id)


@page("GET", "POST", verb="people.child_page", changes="people.erase_child")
def erase(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Delete a child's data, after saying what that means."""
    found = child_page(request.actor, child_id)
    if request.method == "POST":
        erase_child(request.actor, child_id)
        messages.success(request, _("孩子的资料已删除。"))
        return redirect("family:home")
    return shown(request, "family/child_erase.html", {"child": found, "child_id": child_id})
