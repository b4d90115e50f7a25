"""Home and work, to start walks from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.people import rules
from shanyu.domain.people.actions import forget_place, keep_place
from shanyu.domain.people.queries import my_consents, my_places
from shanyu.domain.regions.queries import geocode
from shanyu.faces.family.forms import PlaceForm, PlaceSearchForm
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui import handling
from shanyu.ui.pages import page

MOST_FOUND = 8


@page("GET", "POST", verb="people.my_places", changes="people.keep_place")
def places(request: HttpRequest) -> HttpResponse:
    """Look an address up; keep the one chosen, by POST to the same address with its query."""
    search = PlaceSearchForm(request.GET if "address" in request.GET else None)
    asked = search.is_bound and search.is_valid()
    found = geocode(request.actor, search.cleaned_data["address"])[:MOST_FOUND] if asked else []
    chosen = PlaceForm(request.POST or None, found=found)
    if handling.accepted(chosen, lambda data: keep_place(request.actor, **chosen.facts())):
        messages.success(request, _("已保存。"))
        return redirect("family:places")
    context = {
        "places": my_places(request.actor),
        "search": search,
        "asked": search.cleaned_data if asked else None,
        "found": found,
        "agreed": any(one.purpose.key == "family_places" and one.holds for one in my_consents(request.actor)),
        "words": rules.purpose_of("family_places", "account", today()).words(get_language() or "zh-hans"),
        "errors": chosen.non_field_errors() if chosen.is_bound else [],
    }
    return shown(request, "family/places.html", context)


@page("POST", verb="people.forget_place")
def forget(request: HttpRequest) -> HttpResponse:
    """Forget home or work."""
    forget_place(request.actor, kind=request.POST.get("kind", ""))
    messages.success(request, _("已删除这个地点。"))
    return redirect("family:places")
