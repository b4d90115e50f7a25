"""Runs of a programme: planned, watched, stopped, compared by group, signed, published."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.programmes import actions
from shanyu.domain.programmes.queries import compare_runs, office_programme, rule_sets, run, runs
from shanyu.domain.programmes.queries.official import GroupLine
from shanyu.domain.programmes.queries.runs import RunView
from shanyu.domain.providers.naming import said
from shanyu.faces.authority.frame import shown
from shanyu.faces.authority.programme_forms import SignForm
from shanyu.faces.authority.views.programmes import HERE
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.door.policy import may
from shanyu.ui import handling
from shanyu.ui.pages import page
from shanyu.ui.programmes import group_word

#: What stands where a few children might be recognised.
HIDDEN = "＊"
MOST_COMPARED = 4


@page("POST", verb="programmes.final_run")
def final(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Plan the computation of the result."""
    url = reverse("authority:programme", args=[programme_id])
    words, act = _("已经开始计算。"), actions.final_run
    return handling.tried(request, lambda: act(request.actor, programme_id), words, url)


@page("POST", verb="programmes.dry_run")
def dry(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Plan a rehearsal, with the programme's rules or with others."""
    chosen = request.POST.get("rules", "")
    known = {"": None} | {str(one.public_id): one for one in rule_sets(request.actor)}
    if chosen not in known:
        raise OutOfReach
    url = reverse("authority:programme_runs", args=[programme_id])

    def act() -> None:
        actions.dry_run(request.actor, programme_id, rules=known[chosen])

    return handling.tried(request, act, _("已经开始试算。它什么也不决定。"), url)


@page("GET", verb="programmes.runs")
def every(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """All runs, to be compared, and another rehearsal."""
    row = office_programme(request.actor, programme_id)
    found = runs(request.actor, programme_id)
    may_dry = may(request.actor, "programmes.dry_run") and row.state not in ("draft", "over")
    context = {
        "row": row,
        "name": said(row, "name"),
        "runs": found,
        "watched": any(one.under_way for one in found),
        "done": sum(1 for one in found if one.state == "done"),
        "rules": rule_sets(request.actor) if may_dry else [],
        "may_dry": may_dry,
        "crumbs": _crumbs(row, _("各次计算")),
    }
    return shown(request, "authority/programmes/runs.html", context, here=HERE)


def _crumbs(row: object, *last: str) -> list[tuple[str, str]]:
    home = reverse("authority:programme", args=[row.public_id])
    way = [(_("集中报名"), reverse("authority:programmes")), (said(row, "name"), home)]
    return [*way, *((one, "") for one in last)]


@page("GET", verb="programmes.run")
def one(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One run: how far it is, or what came of it; htmx gets the progress alone."""
    view = run(request.actor, run_id)
    if request.htmx:
        answer = render(request, "authority/programmes/progress.html", {"run": view})
        if not view.under_way:
            answer["HX-Refresh"] = "true"
        return answer
    return _shown(request, view)


def _shown(
    request: HttpRequest, view: RunView, form: SignForm | None = None, status: int = 200
) -> HttpResponse:
    row = office_programme(request.actor, view.programme)
    context = {
        "row": row,
        "run": view,
        "form": form or SignForm(),
        "officer": may(request.actor, "programmes.sign_off"),
        "crumbs": _crumbs(row, view.kind_words),
    }
    return shown(request, "authority/programmes/run.html", context, here=HERE, status=status)


@page("POST", verb="programmes.cancel_run")
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stop it; nothing of it is kept."""
    url = reverse("authority:programme_run", args=[run_id])
    words, act = _("已停止，什么也没有留下。"), actions.cancel_run
    return handling.tried(request, lambda: act(request.actor, run_id), words, url)


@page("POST", verb="programmes.sign_off")
def sign(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stand for a result."""
    form = SignForm(request.POST)
    if handling.accepted(form, lambda data: actions.sign_off(request.actor, run_id, words=data["words"])):
        view = run(request.actor, run_id)
        return handling.done(request, _("已签字。"), reverse("authority:programme", args=[view.programme]))
    return _shown(request, run(request.actor, run_id), form, 422)


@page("POST", verb="programmes.publish")
def publish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Publish what two people have signed."""
    url = reverse("authority:programme", args=[run(request.actor, run_id).programme])
    words, act = _("结果已公布，正在通知每个家庭。"), actions.publish
    return handling.tried(request, lambda: act(request.actor, run_id), words, url)


@page("GET", verb="programmes.compare_runs")
def compare(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Runs side by side, group by group."""
    row = office_programme(request.actor, programme_id)
    known = {str(one.public_id): one for one in runs(request.actor, programme_id) if one.state == "done"}
    asked = list(dict.fromkeys(request.GET.getlist("run")))[:MOST_COMPARED]
    if set(asked) - set(known):
        raise OutOfReach
    context = {"row": row, "name": said(row, "name"), "crumbs": _crumbs(row, _("放在一起比"))}
    if len(asked) >= 2:
        chosen = [known[key] for key in asked]
        found = compare_runs(request.actor, programme_id, runs=[one.public_id for one in chosen])
        context |= {
            "found": found,
            "chosen": chosen,
            "rows": [_group_row(line, chosen) for line in found.groups],
            "differing": HIDDEN if found.differing is None else found.differing,
        }
    return shown(request, "authority/programmes/compare.html", context, here=HERE)


def _group_row(line: GroupLine, chosen: list[RunView]) -> dict:
    size = line.entries
    cells = [
        {"run": view, "placed": _share(placed, size), "first": _share(first, size)}
        for view, placed, first in zip(chosen, line.placed, line.first, strict=True)
    ]
    name = _("全部孩子") if line.group == "all" else group_word(line.group)
    return {"name": name, "size": HIDDEN if size is None else size, "cells": cells}


def _share(number: int | None, size: int | None) -> dict:
    """A number with its share; `percent` draws the bar and is empty where the number is hidden."""
    if number is None or not size:
        return {"number": HIDDEN, "percent": ""}
    return {"number": number, "percent": round(100 * number / size)}
