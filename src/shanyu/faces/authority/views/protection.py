"""What the authority watches: clusters of disease, closed classes, incidents, and reports of suspected harm."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.people.queries.unmasking import Reason
from shanyu.domain.protection.actions import (
    add_harm_step,
    close_harm_report,
    lift_suspension,
    order_suspension,
    take_harm_report,
)
from shanyu.domain.protection.kinds import HarmOutcome
from shanyu.domain.protection.queries import (
    harm_desk,
    harm_report,
    unmask_incident,
    watched_incident,
    watched_incidents,
    watched_warnings,
)
from shanyu.domain.protection.queries.incidents import Unmasked
from shanyu.domain.providers.naming import said
from shanyu.domain.regions.models import Level, Region
from shanyu.faces.authority.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid, may
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page

_HERE, _HARM = "protection", "harm"


@page("GET", verb="protection.watched_warnings")
def protection(request: HttpRequest) -> HttpResponse:
    """Warnings and closed classes, then incidents by street and one by one. No child's name."""
    warnings = watched_warnings(request.actor)
    incidents = watched_incidents(request.actor)
    streets = Counter(said(_street(one.incident.site.region), "name") for one in incidents)
    context = {
        "warnings": [
            {"line": line, "site": said(line.warning.site, "name"), "region": said(line.warning.site.region, "name"),
             "until": line.in_force.during.upper - timedelta(days=1) if line.in_force else None}
            for line in warnings
        ],
        "incidents": [{"one": one, "site": said(one.incident.site, "name")} for one in incidents],
        "streets": sorted(streets.items(), key=lambda pair: (-pair[1], pair[0])),
        "orders": may(request.actor, "protection.order_suspension"),
        "tomorrow": today() + timedelta(days=1),
        "tenth": today() + timedelta(days=10),
    }  # fmt: skip
    return shown(request, "authority/protection/overview.html", context, here=_HERE)


@page("POST", verb="protection.order_suspension")
def order(request: HttpRequest, warning_id: UUID) -> HttpResponseRedirect:
    """Order that the class of a warning is closed."""
    first, last = _day(request, "first"), _day(request, "last")
    return tried(
        request,
        lambda: order_suspension(request.actor, warning_id, first=first, last=last),
        _("已责令停班，家长会收到通知。"),
        reverse("authority:protection"),
    )


@page("POST", verb="protection.lift_suspension")
def lift(request: HttpRequest, suspension_id: UUID) -> HttpResponseRedirect:
    """End a suspension."""
    return tried(
        request, lambda: lift_suspension(request.actor, suspension_id), _("已恢复，家长会收到通知。"),
        reverse("authority:protection"),
    )  # fmt: skip


@page("GET", verb="protection.watched_incident")
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """One incident: site, kind, severity, times."""
    return _incident(request, incident_id)


@page("POST", verb="protection.unmask_incident")
def unmask(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Names and words, for a reason; they are on this one answer and nowhere else."""
    try:
        unmasked = unmask_incident(request.actor, incident_id, reason=request.POST.get("reason", ""))
    except Invalid as refusal:
        return _incident(request, incident_id, problem=refusal.step(), status=422)
    answer = _incident(request, incident_id, unmasked)
    answer["Cache-Control"] = "private, no-store"
    return answer


@page("GET", verb="protection.harm_desk")
def harm(request: HttpRequest) -> HttpResponse:
    """Reports of suspected harm of the district."""
    lines = [
        {"line": line, "site": said(line.report.site, "name") if line.report.site else ""}
        for line in harm_desk(request.actor)
    ]
    return shown(request, "authority/protection/harm.html", {"lines": lines}, here=_HARM)


class StepForm(forms.Form):
    """What was done about a report."""

    use_required_attribute = False
    words = forms.CharField(
        label=gettext_lazy("处理记录"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CloseForm(StepForm):
    """How it ended, and why."""

    outcome = forms.ChoiceField(label=gettext_lazy("结果"), choices=HarmOutcome, widget=forms.RadioSelect)
    field_order = ("outcome", "words")


@page("GET", "POST", verb="protection.harm_report", changes="protection.take_harm_report")
def one_harm(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: take it, write down what was done, end it."""
    here, doing = reverse("authority:harm_report", args=[report_id]), request.POST.get("do", "")
    if doing == "take":
        return tried(
            request, lambda: take_harm_report(request.actor, report_id), _("已受理，由您负责。"), here
        )
    given = {"step": StepForm(prefix="step"), "close": CloseForm(prefix="close")}
    acts: dict[str, Callable] = {"step": add_harm_step, "close": close_harm_report}
    if doing in acts:
        form = given[doing] = type(given[doing])(request.POST, prefix=doing)
        if accepted(form, lambda data: acts[doing](request.actor, report_id, **data)):
            return done(request, _("已记下。"), here)
    view = harm_report(request.actor, report_id)
    site = view.line.report.site
    context = {"view": view, "forms": given, "site": said(site, "name") if site else ""}
    return shown(
        request, "authority/protection/harm_report.html", context, here=_HARM,
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _incident(
    request: HttpRequest, incident_id: UUID, unmasked: Unmasked | None = None, problem: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    one = watched_incident(request.actor, incident_id)
    context = {
        "one": one,
        "site": said(one.incident.site, "name"),
        "unmasked": unmasked,
        "problem": problem,
        "reasons": Reason.choices,
        "unmasks": may(request.actor, "protection.unmask_incident"),
    }
    return shown(request, "authority/protection/incident.html", context, here=_HERE, status=status)


def _street(region: Region) -> Region:
    """The street that a site lies in, which stands above its community."""
    return region.parent if region.level == Level.COMMUNITY and region.parent else region


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None
