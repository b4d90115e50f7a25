"""The next term's plan: drafted from figures, decided line by line, made into drafts."""

from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.plans import (
    ItemFacts,
    add_plan_item,
    draft_plan,
    edit_plan_item,
    publish_plan_item,
    settle_plan_item,
)
from shanyu.domain.booking.actions.series import Outcome
from shanyu.domain.booking.models import PlanItem
from shanyu.domain.booking.queries.hosting import host_frame, host_plan, plan_item
from shanyu.domain.providers.naming import said
from shanyu.faces.host.forms import FirstForm, ItemForm, OwnItemForm, TermForm, blank
from shanyu.faces.host.frame import address, shown
from shanyu.kernel.clock import local, today
from shanyu.kernel.months import month_after
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page

TERM = timedelta(days=90)
DAY = timedelta(days=1)


@page("GET", "POST", verb="booking.host_plan", changes="booking.draft_plan")
def plan(request: HttpRequest, host_id: UUID) -> HttpResponse:
    frame = host_frame(request.actor, host_id)
    form = TermForm(request.POST if request.method == "POST" else None, initial=_next_term(today()))
    made: list[list[PlanItem]] = []
    if form.is_bound and accepted(form, lambda data: made.append(draft_plan(request.actor, host_id, **data))):
        return done(request, _said(len(made[0])), address("plan", frame))
    items = host_plan(request.actor, host_id)
    terms = [
        {"since": since, "until": until, "items": list(rows)}
        for (since, until), rows in groupby(items, key=lambda one: (one.term_from, one.term_to))
    ]
    context = {"terms": terms, "form": form}
    status = 422 if form.is_bound else 200
    return shown(request, "host/plan.html", context, frame=frame, tab="plan", status=status)


@page("GET", "POST", verb="booking.host_plan", changes="booking.add_plan_item")
def add(request: HttpRequest, host_id: UUID) -> HttpResponse:
    """A line of one's own, for the newest planned term unless told otherwise."""
    frame = host_frame(request.actor, host_id)
    form = OwnItemForm(
        request.POST if request.method == "POST" else None,
        initial=_blank_item(host_plan(request.actor, host_id), today()),
        host=frame.host,
    )
    made: list[PlanItem] = []

    def act(data: dict) -> None:
        facts = {name: data[name] for name in ItemForm.base_fields}
        rest = {name: value for name, value in data.items() if name not in facts}
        made.append(add_plan_item(request.actor, host_id, ItemFacts(**facts), **rest))

    if form.is_bound and accepted(form, act):
        here = reverse("host:plan_item", args=[made[0].pk])
        return done(request, _("已加进计划。看过后请定下来。"), here)
    context = {"form": form, "back": address("plan", frame)}
    status = 422 if form.is_bound else 200
    return shown(
        request, "host/plan_add.html", context, frame=frame, tab="plan", here=_("自己加一项"), status=status
    )


def _blank_item(items: list[PlanItem], on: date) -> dict:
    """Once a week through the term, with a session's usual ages and places."""
    ahead = [one for one in items if one.term_to >= on]
    term = _next_term(on)
    since, until = (ahead[0].term_from, ahead[0].term_to) if ahead else (term["term_from"], term["term_to"])
    usual = {name: value for name, value in blank().items() if name in OwnItemForm.base_fields}
    weeks = max(1, (until - since).days // 7)
    return usual | {"sessions": weeks, "term_from": since, "term_to": until}


def _said(made: int) -> str:
    if not made:
        return _("没有新的内容：这一期的各项都已经在计划里。")
    return _("已起草 %(n)s 项。请逐项看过理由，再定下来。") % {"n": made}


def _next_term(on: date) -> dict:
    """The last 90 days, and the 90 days after the coming first of a month."""
    first = month_after(on)
    return {"since": on - TERM, "until": on, "term_from": first, "term_to": first + TERM - DAY}


@page("GET", "POST", verb="booking.plan_item", changes="booking.edit_plan_item")
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    row = plan_item(request.actor, item_id)
    frame = host_frame(request.actor, row.host_id)
    back, doing = address("plan", frame), request.POST.get("do", "")
    if doing in PlanItem.State.values:
        return tried(
            request, lambda: settle_plan_item(request.actor, row, state=doing), _("已保存。"), request.path
        )
    form = ItemForm(request.POST if doing == "save" else None, initial=_filled(row))
    first = FirstForm(request.POST if doing == "make" else None, initial=_first(row))
    if form.is_bound and accepted(form, lambda data: edit_plan_item(request.actor, row, ItemFacts(**data))):
        return done(request, _("已保存。"), back)
    made: list[Outcome] = []
    if first.is_bound and accepted(
        first, lambda data: made.append(publish_plan_item(request.actor, row, **data))
    ):
        return _made(request, frame, made[0])
    context = {"item": row, "form": form, "first": first, "back": back}
    status = 422 if doing else 200
    return shown(
        request,
        "host/plan_item.html",
        context,
        frame=frame,
        tab="plan",
        here=said(row, "title"),
        status=status,
    )


def _made(request: HttpRequest, frame: object, outcome: Outcome) -> HttpResponse:
    if outcome.bad:
        messages.warning(request, _("%(n)s 周有冲突，已顺延。") % {"n": len(outcome.bad)})
    words = _("已生成 %(n)s 场草稿，看过后可以一起发布。") % {"n": len(outcome.good)}
    return done(request, words, f"{address('table', frame)}?series={outcome.series.pk}&when=all")


def _filled(row: PlanItem) -> dict:
    return {name: getattr(row, name) for name in ItemForm.base_fields}


def _first(row: PlanItem) -> dict:
    """The weekday and hour of the session that the line is modelled on, in the first week of the term."""
    if row.model is None:
        return {"first": row.term_from}
    starts = local(row.model.starts_at)
    ahead = (starts.isoweekday() - row.term_from.isoweekday()) % 7
    return {"first": row.term_from + timedelta(days=ahead), "at": starts.time()}
