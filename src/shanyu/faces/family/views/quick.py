"""A health file in a few taps: for most children most answers are "nothing"."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.health.actions import save_part, say_nothing
from shanyu.domain.health.queries import file
from shanyu.faces.family.frame import back_to_case, case_asked, shown
from shanyu.faces.family.health_forms import NOTHING, SOME, QuickForm
from shanyu.faces.family.views.health import purpose_words
from shanyu.ui import handling
from shanyu.ui.pages import page


@page("GET", "POST", verb="health.file", changes="health.say_nothing")
def quick(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Everything not yet said, one tap each, or one for all; what there is to tell opens its own page afterwards."""
    found = file(request.actor, child_id)
    context = {"file": found, "child_id": child_id, "case": case_asked(request)}
    if not found.agreed:
        return shown(request, "family/health/quick.html", context | purpose_words())
    form = QuickForm(request.POST or None, parts=found.parts, months=found.months)
    if not form.fields:
        return redirect(back_to_case(request) or reverse("family:health", args=[child_id]))
    if request.method == "POST" and handling.accepted(form, lambda data: _save(request, child_id, form)):
        messages.success(request, _("已保存，以后申请和入托都用它。"))
        for kind in form.to_tell():
            return redirect("family:health_part", child_id, kind)
        return redirect(back_to_case(request) or reverse("family:health", args=[child_id]))
    return shown(
        request, "family/health/quick.html", {**context, "form": form}, status=422 if form.errors else 200
    )


def _save(request: HttpRequest, child_id: UUID, form: QuickForm) -> None:
    for kind, answers in form.answered(all_else_nothing=request.POST.get("do") == NOTHING).items():
        if answers == NOTHING:
            say_nothing(request.actor, child_id, kind)
        elif answers != SOME:
            save_part(request.actor, child_id, kind, answers, seen=0)
