"""A family's named adults: who, beside the guardians, may bring and fetch the children."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.stations.actions import end_pick_up_person, name_pick_up_person
from shanyu.domain.stations.queries import pick_up_persons
from shanyu.faces.station.forms import PickUpForm
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page
from shanyu.ui.tabs import family_tabs


@page("GET", "POST", verb="stations.pick_up_persons", changes="stations.name_pick_up_person")
def pick_up(request: HttpRequest) -> HttpResponse:
    seen = pick_up_persons(request.actor)
    form = PickUpForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda data: name_pick_up_person(request.actor, seen.household, **data)
    ):
        return done(request, _("已写上。接孩子时请让对方出示接送码。"), reverse("station:pick_up"))
    context = {"seen": seen, "form": form, "tabs": family_tabs("me")}
    return render(request, "station/pick_up.html", context, status=422 if form.is_bound else 200)


@page("POST", verb="stations.end_pick_up_person")
def end(request: HttpRequest, person_id: UUID) -> HttpResponseRedirect:
    words = _("已去掉，从现在起不能再接孩子。")
    return tried(
        request, lambda: end_pick_up_person(request.actor, person_id), words, reverse("station:pick_up")
    )
