"""A child's health file: what is filled, what is missing, and its parts one by one."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.health.actions import add_item, confirm_part, remove_item, save_part, say_nothing
from shanyu.domain.health.agreeing import PURPOSE
from shanyu.domain.health.queries import HealthFile, PartView, care_card, file, past_of
from shanyu.domain.people import rules
from shanyu.domain.people.actions import decide_for_child
from shanyu.faces.family.frame import accepted, shown
from shanyu.faces.family.health_forms import PartForm
from shanyu.faces.family.health_words import ICONS, next_of
from shanyu.kernel.clock import today
from shanyu.ui.pages import page


@page("GET", verb="health.file")
def health(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """What is filled, what is missing, and the one next step; first of all the consent."""
    found = file(request.actor, child_id)
    context = {"file": found, "child_id": child_id}
    if found.agreed:
        context["parts"] = [(ICONS[part.kind], part) for part in found.parts]
        context["next"] = next_of(found.step, child_id)
    else:
        context |= purpose_words()
    return shown(request, "family/health/file.html", context)


def purpose_words() -> dict:
    """What a family reads before it agrees to a health file."""
    purpose = rules.purpose_of(PURPOSE, "child", today())
    language = get_language() or "zh-hans"
    return {"words": purpose.words(language), "contact": rules.contact(language)}


@page("POST", verb="people.decide_for_child")
def agree(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Agree to keeping a health file."""
    decide_for_child(request.actor, child_id, purpose=PURPOSE, agrees=True)
    if "quick" not in request.POST:
        return redirect("family:health", child_id)
    kept = urlencode({"case": request.POST.get("case", "")})
    return redirect(f"{reverse('family:health_quick', args=[child_id])}?{kept}")


@page("GET", verb="health.care_card")
def card(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """What carers see of the file, so that a guardian knows."""
    found = care_card(request.actor, child_id)
    parts = [found.allergies, found.medication, found.emergency]
    context = {"card": found, "parts": parts, "child_id": child_id}
    return shown(request, "family/health/card.html", context)


@page("GET", "POST", verb="health.file", changes="health.save_part")
def part(request: HttpRequest, child_id: UUID, kind: str) -> HttpResponse:
    """One part: fill it in, add to its list, say that there is nothing, or that it is still true."""
    found = file(request.actor, child_id)
    view = next((one for one in found.parts if one.kind == kind), None)
    if view is None:
        raise Http404
    if not found.agreed:
        return redirect("family:health", child_id)
    form = _form(request, found, view)
    if request.method == "POST":
        done = _done(request, child_id, view, form)
        if done:
            messages.success(request, done)
            return redirect("family:health_part", child_id, kind) if view.spec.listed else _back(child_id)
        view = next(one for one in file(request.actor, child_id).parts if one.kind == kind)
    past = past_of(request.actor, child_id, kind) if "past" in request.GET else None
    context = {"file": found, "part": view, "form": form, "child_id": child_id, "past": past}
    return shown(request, "family/health/part.html", context)


def _back(child_id: UUID) -> HttpResponse:
    return redirect("family:health", child_id)


def _form(request: HttpRequest, found: HealthFile, view: PartView) -> PartForm:
    """Filled with what was sent, or with what is kept. After a refusal the next save counts from what is kept now."""
    sent = request.POST if request.method == "POST" and request.POST.get("do", "save") == "save" else None
    kept = view.answers if isinstance(view.answers, dict) else {}
    return PartForm(sent, spec=view.spec, months=found.months, seen=view.seen, initial=kept)


def _done(request: HttpRequest, child_id: UUID, view: PartView, form: PartForm) -> str:
    """Use the verb that the pressed button means; what to say when it went well, else nothing."""
    actor, kind = request.actor, view.kind
    match request.POST.get("do", "save"):
        case "nothing":
            say_nothing(actor, child_id, kind)
        case "confirm":
            confirm_part(actor, child_id, kind)
            return _("已确认，谢谢。")
        case "remove":
            remove_item(actor, child_id, kind, request.POST.get("item", ""))
            return _("已去掉。")
        case _other:
            if not form.is_valid() or not _saved(actor, child_id, view, form):
                return ""
    return _("已保存。")


def _saved(actor: object, child_id: UUID, view: PartView, form: Form) -> bool:
    if view.spec.listed:
        return accepted(form, lambda: add_item(actor, child_id, view.kind, form.answers()))
    seen = form.cleaned_data["seen"]
    if accepted(form, lambda: save_part(actor, child_id, view.kind, form.answers(), seen=seen)):
        return True
    form.data = form.data.copy()
    form.data["seen"] = view.seen
    return False
