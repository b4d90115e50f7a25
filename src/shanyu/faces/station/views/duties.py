"""Duty: one's own with the time bank, and a station's week."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.naming import said
from shanyu.domain.stations.actions import decide_duty, end_duty, offer_duty, plan_duty
from shanyu.domain.stations.queries import duty_roster, my_duties
from shanyu.faces.station.forms import DutyForm, PlanDutyForm
from shanyu.faces.station.frame import address, shown
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import may
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="stations.my_duties")
def mine(request: HttpRequest) -> HttpResponse:
    """One's duties to come, where one may offer more, and the hours given and used."""
    seen = my_duties(request.actor)
    moment = now()
    context = {
        "mine": seen,
        "sites": [
            {"site": site, "name": said(site, "name"), "vetting": vetting, "form": DutyForm(initial=_begin())}
            for site, vetting in seen.sites
        ],
        "duties": [
            {
                "duty": duty,
                "name": said(duty.site, "name"),
                "now": duty.state == "confirmed" and duty.during.lower <= moment < duty.during.upper,
            }
            for duty in seen.duties
        ],
    }
    return shown(request, "station/mine.html", context, tab="mine")


@page("POST", verb="stations.duty_roster", changes="stations.offer_duty")
def offer(request: HttpRequest, site_id: UUID) -> HttpResponse:
    site = duty_roster(request.actor, site_id).site
    form, back = DutyForm(request.POST), reverse("station:mine")
    if not form.is_valid():
        messages.error(request, " ".join(words for errors in form.errors.values() for words in errors))
        return HttpResponseRedirect(back)
    words = _("已报名，管理员确认后会出现在排班里。")
    return tried(request, lambda: offer_duty(request.actor, site, **form.span()), words, back)


@page("GET", "POST", verb="stations.duty_roster", changes="stations.plan_duty")
def roster_page(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A week of duties; the keeper adds to it below."""
    week = duty_roster(request.actor, site_id, since=_since(request))
    workers = [(one.worker.pk, f"{one.worker.name} · {one.role}") for one in week.colleagues]
    form = PlanDutyForm(request.POST or None, workers=workers, initial=_begin())
    back = address("duties", week.site)
    if form.is_bound and accepted(form, lambda data: _plan(request, week.site, form)):
        return done(request, _("已排班。"), back)
    context = {
        "week": week,
        "form": form,
        "keeps": may(request.actor, "stations.plan_duty"),
        "before": (week.days[0][0] - timedelta(days=7)).isoformat(),
        "after": (week.days[0][0] + timedelta(days=7)).isoformat(),
    }
    status = 422 if form.is_bound else 200
    return shown(request, "station/duties.html", context, site=week.site, tab="duties", status=status)


@page("POST", verb="stations.decide_duty")
def decide(request: HttpRequest, duty_id: UUID) -> HttpResponseRedirect:
    accept = request.POST.get("accept") == "1"
    words = _("已排上。") if accept else _("没有排上，对方会看到。")
    return tried(request, lambda: decide_duty(request.actor, duty_id, accept=accept), words, _back(request))


@page("POST", verb="stations.end_duty")
def end(request: HttpRequest, duty_id: UUID) -> HttpResponseRedirect:
    """Give up a duty to come, or go off duty."""
    return tried(request, lambda: end_duty(request.actor, duty_id), _("已改好。"), _back(request))


def _plan(request: HttpRequest, site, form: PlanDutyForm) -> None:
    plan_duty(request.actor, site, worker=form.cleaned_data["worker"], **form.span())


def _since(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None


def _begin() -> dict:
    return {"day": today() + timedelta(days=1), "begins": "09:00", "ends": "11:30"}


def _back(request: HttpRequest) -> str:
    """The station's week where the button stood there, one's own duties otherwise."""
    site = request.POST.get("site", "")
    try:
        return reverse("station:duties", args=[UUID(site)]) if site else reverse("station:mine")
    except ValueError:
        return reverse("station:mine")
