"""A child's health file: what is filled, what is missing, and its parts one by one."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

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
from shanyu.faces.family.frame import shown
from shanyu.faces.family.health_forms import PartForm
from shanyu.faces.family.health_words import ICONS, next_of
from shanyu.kernel.clock import today
from shanyu.ui import handling
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
    url = reverse("family:health_part", args=[child_id, kind])
    after = url if view.spec.listed else reverse("family:health", args=[child_id])
    if request.method == "POST" and (pressed := _pressed(request, child_id, kind)):
        act, said = pressed
        return handling.tried(request, act, said, after)
    form = _form(request, found, view)
    if request.method == "POST":
        if form.is_valid() and _saved(request.actor, child_id, view, form):
            return handling.done(request, _("已保存。"), after)
        view = next(one for one in file(request.actor, child_id).parts if one.kind == kind)
    past = past_of(request.actor, child_id, kind) if "past" in request.GET else None
    context = {"file": found, "part": view, "form": form, "child_id": child_id, "past": past}
    return shown(request, "family/health/part.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, found: HealthFile, view: PartView) -> PartForm:
    """Filled with what was sent, or with what is kept. After a refusal the next save counts from what is kept now."""
    sent = request.POST if request.method == "POST" else None
    kept = view.answers if isinstance(view.answers, dict) else {}
    return PartForm(sent, spec=view.spec, months=found.months, seen=view.seen, initial=kept)


def _pressed(request: HttpRequest, child_id: UUID, kind: str) -> tuple[Callable[[], object], str] | None:
    """The verb behind a button that stands alone, and what to say when it went well; None where the form was sent."""
    actor = request.actor
    match request.POST.get("do"):
        case "nothing":
            return lambda: say_nothing(actor, child_id, kind), _("已保存。")
        case "confirm":
            return lambda: confirm_part(actor, child_id, kind), _("已确认，谢谢。")
        case "remove":
            return lambda: remove_item(actor, child_id, kind, request.POST.get("item", "")), _("已去掉。")
    return None


def _saved(actor: object, child_id: UUID, view: PartView, form: Form) -> bool:
    if view.spec.listed:
        return handling.accepted(form, lambda data: add_item(actor, child_id, view.kind, form.answers()))
    seen = form.cleaned_data["seen"]
    if handling.accepted(form, lambda data: save_part(actor, child_id, view.kind, form.answers(), seen=seen)):
        return True
    form.data = form.data.copy()
    form.data["seen"] = view.seen
    return False
