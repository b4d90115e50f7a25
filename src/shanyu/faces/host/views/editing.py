"""A session's form: a new one, or one that is changed alone or with its series."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.series import Outcome, edit_series
from shanyu.domain.booking.actions.sessions import draft_session, publish_session
from shanyu.domain.booking.drafting import facts_of
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.queries.hosting import host_choices, host_frame, host_session
from shanyu.domain.providers.naming import said
from shanyu.faces.host.asking import day_asked
from shanyu.faces.host.forms import EditSessionForm, NewSessionForm, blank, filled
from shanyu.faces.host.frame import address, of_session, shown
from shanyu.kernel.door import Refusal
from shanyu.ui import words
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page


@page("GET", "POST", verb="booking.host_choices", changes="booking.draft_session")
def new(request: HttpRequest, host_id: UUID) -> HttpResponse:
    choices = host_choices(request.actor, host_id)
    frame = host_frame(request.actor, host_id)
    initial = blank() | {"day": day_asked(request)}
    form = NewSessionForm(
        request.POST if request.method == "POST" else None, choices=choices, initial=initial
    )
    made = []

    def act(data: dict) -> None:
        batches = [Batch(data["capacity"])]
        made.append(draft_session(request.actor, host_id, form.facts(), batches=batches))

    if form.is_bound and accepted(form, act):
        return _saved(request, made[0])
    context = {"form": form, "heading": _("新建场次"), "back": address("calendar", frame), "new": True}
    status = 422 if form.is_bound else 200
    return shown(
        request,
        "host/session_form.html",
        context,
        frame=frame,
        tab="calendar",
        here=_("新建场次"),
        status=status,
    )


def _saved(request: HttpRequest, session: object) -> HttpResponse:
    here = of_session("session", session)
    if request.POST.get("do") != "publish":
        return done(request, _("草稿已保存。看过后点“发布”，家长才能看到。"), here)
    try:
        publish_session(request.actor, session)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return done(request, _("草稿已保存。"), here)
    return done(request, _("已发布，家长现在可以找到它。"), here)


@page("GET", "POST", verb="booking.host_session", changes="booking.edit_series")
def edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    desk = host_session(request.actor, session_id)
    row = desk.session
    choices = host_choices(request.actor, row.host)
    given = request.POST if request.method == "POST" else None
    form = EditSessionForm(given, choices=choices, initial=filled(row, facts_of(row)))
    results: list[Outcome] = []

    def act(data: dict) -> None:
        scope = data["scope"] or "one"
        results.append(edit_series(request.actor, session_id, form.facts(), scope=scope))

    if form.is_bound and accepted(form, act):
        return _edited(request, results[0], row)
    context = {
        "form": form,
        "heading": _("编辑：%(title)s") % {"title": said(row, "title")},
        "back": of_session("session", row),
        "session": row,
        "sisters": desk.sisters,
        "booked": row.counter.taken,
    }
    status = 422 if form.is_bound else 200
    frame = host_frame(request.actor, row.host_id)
    return shown(
        request,
        "host/session_form.html",
        context,
        frame=frame,
        tab="table",
        here=_("编辑场次"),
        status=status,
    )


def _edited(request: HttpRequest, outcome: Outcome, row: object) -> HttpResponse:
    for bad in outcome.bad:
        when = words.day_time(bad.starts_at, bad.starts_at)
        messages.warning(request, _("%(when)s 没有改：%(why)s") % {"when": when, "why": bad.problem})
    changed = len(outcome.good)
    told = _("已保存。") if changed == 1 else _("已保存 %(n)s 场。") % {"n": changed}
    return done(request, told, of_session("session", row))
