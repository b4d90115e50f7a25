"""The keeper's pages: hours of drop-in care, the week's opening, the poster on the wall."""

import io
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyu.domain.providers.naming import said
from shanyu.domain.stations.actions import (
    add_exception,
    plan_drop_in,
    remove_exception,
    set_opening_hours,
)
from shanyu.domain.stations.queries import drop_in_plan, keep_hours
from shanyu.faces.station.forms import DropInForm, ExceptionForm, HoursForm, coming_weeks
from shanyu.faces.station.frame import address, shown
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="stations.drop_in_plan", changes="stations.plan_drop_in")
def drop_in(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The hours to come, and more of them."""
    plan = drop_in_plan(request.actor, site_id)
    form, made = DropInForm(request.POST or None, initial=coming_weeks()), []
    if form.is_bound and accepted(
        form, lambda data: made.extend(plan_drop_in(request.actor, plan.site, **data))
    ):
        words = ngettext("已发布 %(n)s 个时段。", "已发布 %(n)s 个时段。", len(made)) % {"n": len(made)}
        return done(request, words, address("drop_in", plan.site))
    status = 422 if form.is_bound else 200
    context = {"plan": plan, "form": form}
    return shown(request, "station/drop_in.html", context, site=plan.site, tab="drop_in", status=status)


@page("GET", "POST", verb="stations.keep_hours", changes="stations.set_opening_hours")
def hours(request: HttpRequest, site_id: UUID) -> HttpResponse:
    kept = keep_hours(request.actor, site_id)
    form = HoursForm(request.POST or None, week=kept.opening.week)
    if form.is_bound and accepted(
        form, lambda data: set_opening_hours(request.actor, kept.site, form.week())
    ):
        return done(request, _("开放时间已保存，家长页同时更新。"), address("hours", kept.site))
    return _hours(request, kept, form, ExceptionForm(), 422 if form.is_bound else 200)


@page("POST", verb="stations.add_exception")
def exception(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A date on which the station is closed or open at other hours."""
    kept, form = keep_hours(request.actor, site_id), ExceptionForm(request.POST)
    if accepted(form, lambda data: add_exception(request.actor, kept.site, **form.facts())):
        return done(request, _("已添加，家长页同时更新。"), address("hours", kept.site))
    return _hours(request, kept, HoursForm(week=kept.opening.week), form, 422)


@page("POST", verb="stations.remove_exception")
def remove(request: HttpRequest, exception_id: int) -> HttpResponseRedirect:
    site = request.POST.get("site", "")
    back = reverse("station:hours", args=[UUID(site)]) if _is_uuid(site) else reverse("station:home")
    return tried(request, lambda: remove_exception(request.actor, exception_id), _("已删除。"), back)


@page("GET", verb="stations.keep_hours")
def poster(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A sheet for the wall: the code by which families sign in."""
    kept = keep_hours(request.actor, site_id)
    context = {"kept": kept, "name": said(kept.site, "name"), "link": _link(request, kept.poster)}
    return shown(request, "station/poster.html", context, site=kept.site, tab="hours")


@page("GET", verb="stations.keep_hours")
def poster_code(request: HttpRequest, site_id: UUID) -> HttpResponse:
    out = io.BytesIO()
    code = segno.make(_link(request, keep_hours(request.actor, site_id).poster), error="q")
    code.save(out, kind="svg", border=2, scale=8, light="white")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("station:hello", args=[token]))


def _hours(request: HttpRequest, kept, form, more, status: int) -> HttpResponse:
    context = {"kept": kept, "form": form, "exception_form": more}
    return shown(request, "station/hours.html", context, site=kept.site, tab="hours", status=status)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
