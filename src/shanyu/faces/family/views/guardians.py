"""Guardians and their invitations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.people.actions import accept_invitation, invite_guardian, withdraw_invitation
from shanyu.domain.people.queries import HouseholdView, my_households, see_invitation
from shanyu.faces.family.forms import InvitationForm
from shanyu.faces.family.frame import shown
from shanyu.kernel.door import Refusal
from shanyu.ui.pages import page


@page("GET", "POST", verb="people.my_households")
def guardians(request: HttpRequest) -> HttpResponse:
    """Who is guardian with me, and asking another by a link that is shown once."""
    form = InvitationForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _made, secret = invite_guardian(request.actor, data["household"], relation=data["relation"])
        link = request.build_absolute_uri(reverse("family:invitation", args=[secret]))
    households = [{"view": one, "form": _form(one, form)} for one in my_households(request.actor)]
    return shown(request, "family/guardians.html", {"households": households, "link": link})


def _form(household: HouseholdView, sent: InvitationForm) -> InvitationForm:
    """An empty form for each household, and for the one that was asked about the form with what to mend."""
    if sent.errors and sent.data.get("household") == household.public_id:
        return sent
    auto_id = f"id_{household.public_id}_%s"
    return InvitationForm(initial={"household": household.public_id}, auto_id=auto_id)


@page("POST", verb="people.my_households")
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take an open invitation back."""
    try:
        withdraw_invitation(request.actor, request.POST.get("invitation") or 0)
        messages.success(request, _("邀请已撤回，链接不再有效。"))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("family:guardians")


@page("GET", "POST", verb="people.see_invitation", changes="people.accept_invitation")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Read an invitation, and accept it."""
    if request.method == "POST":
        accept_invitation(request.actor, secret=secret)
        messages.success(request, _("您现在也是监护人了。"))
        return redirect("family:home")
    view = see_invitation(request.actor, secret=secret)
    return shown(request, "family/invitation.html", {"invitation": view})
