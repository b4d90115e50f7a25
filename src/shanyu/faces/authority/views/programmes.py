"""Programmes for the office: the list, one with its steps and the one next action, and the deeds behind its buttons."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.programmes import actions
from shanyu.domain.programmes.kinds import ProgrammeState, RunKind
from shanyu.domain.programmes.models import Programme
from shanyu.domain.programmes.queries import (
    counts,
    office_programme,
    office_programmes,
    officials,
    runs,
)
from shanyu.domain.programmes.queries.office import OfficeLine
from shanyu.domain.providers.naming import said
from shanyu.faces.authority.frame import shown
from shanyu.faces.authority.programme_forms import DrawForm, SignForm, VerifierForm
from shanyu.faces.authority.programme_steps import final_of, next_of, steps_of
from shanyu.kernel.clock import now, today
from shanyu.kernel.door.policy import may
from shanyu.ui import handling
from shanyu.ui import programmes as told
from shanyu.ui.pages import page
from shanyu.ui.words import day_time

HERE = "programmes"


def next_words(verb: str) -> str:
    """What an office's line says of the next deed."""
    return {
        "announce": _("核对并公告"), "verify": pgettext("下一步", "核验优先情形"), "close_list": _("锁定名单"),
        "draw": _("填公开数字"), "publish": _("分配、签字、公布"), "review": pgettext("下一步", "人工复核"),
        "finish": _("结束这一期"),
    }.get(verb, "")  # fmt: skip


@page("GET", verb="programmes.office_programmes")
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme of one's regions, those with something to do first."""
    lines = office_programmes(request.actor)
    rows = [_row(line) for line in sorted(lines, key=lambda line: not line.next)]
    context = {
        "rows": rows,
        "may_make": may(request.actor, "programmes.make_programme"),
        "may_read_rules": may(request.actor, "programmes.rule_sets"),
        "crumbs": [],
    }
    return shown(request, "authority/programmes/list.html", context, here=HERE)


def _row(line: OfficeLine) -> dict:
    return {
        "line": line,
        "row": line.programme,
        "name": said(line.programme, "name"),
        "region": said(line.programme.region, "name"),
        "standing": told.standing_of(line.programme),
        "note": _note(line.programme),
        "next": next_words(line.next),
    }


def _note(row: Programme) -> str:
    """The date that an office waits for, or has behind it."""
    opens, closes, value, out = (
        day_time(moment, today()) if moment else ""
        for moment in (row.opens_at, row.closes_at, row.public_value_at, row.published_at)
    )
    match row.state:
        case ProgrammeState.DRAFT | ProgrammeState.OVER | ProgrammeState.DRAWN:
            return ""
        case ProgrammeState.PUBLISHED:
            return _("%(when)s 公布") % {"when": out}
        case ProgrammeState.CLOSED:
            return _("公开数字 %(when)s 产生") % {"when": value}
    if now() < row.opens_at:
        return _("%(when)s 开始报名") % {"when": opens}
    return _("%(when)s 截止") % {"when": closes}


def desk_of(request: HttpRequest, programme_id: UUID, **more: object) -> dict:
    """Everything that the page of one programme shows."""
    row = office_programme(request.actor, programme_id)
    found = counts(request.actor, programme_id)
    every = runs(request.actor, programme_id)
    final = final_of(every)
    officer = may(request.actor, "programmes.announce")
    classes = list(row.classes.all())
    verifiers = list(row.verifiers.all())
    action = next_of(row, found, every, len(classes), len(verifiers))
    dry = [run for run in every if run.kind != RunKind.FINAL and run.state == "done"]
    context = {
        "row": row,
        "name": said(row, "name"),
        "region": said(row.region, "name"),
        "standing": told.standing_of(row),
        "steps": steps_of(row, action.step),
        "action": action,
        "officer": officer,
        "counts": found,
        "class_counts": _class_counts(row, found),
        "verifiers": verifiers,
        "verifier_form": VerifierForm(officials=officials(request.actor, programme_id)) if officer else None,
        "runs": every,
        "final": final,
        "compare": _compare_url(row, final, dry),
        "rules": told.rule_lines(row.rules),
        "may_amend": officer and row.state == ProgrammeState.ANNOUNCED and now() < row.opens_at,
        "may_dry": officer and row.state not in (ProgrammeState.DRAFT, ProgrammeState.OVER),
        "may_review": officer and row.state == ProgrammeState.PUBLISHED,
        "draw_form": DrawForm(),
        "sign_form": SignForm(),
        "fee": told.fee_words(row),
        "period": told.period_words(row),
        "ages": told.ages_words(row.from_month, row.to_month),
        "amendments": [
            (one, told.amendment_lines(one.before, one.after)) for one in row.amendments.order_by("number")
        ],
        "crumbs": [(_("集中报名"), reverse("authority:programmes")), (said(row, "name"), "")],
    }
    return {**context, **more}


def _class_counts(row: object, found: object) -> list[dict]:
    """A class beside how it is wished; None where a few might be recognised."""
    numbers = {one.code: one for one in found.classes}
    return [
        {"line": told.class_line(one), "counts": numbers[one.code]}
        for one in row.classes.all()
        if one.code in numbers
    ]


def _compare_url(row: object, final: object, others: list) -> str:
    """Two done runs side by side: the final one and last year's rules beside it, or else the two newest."""
    done = [final] if final and final.state == "done" else []
    chosen = [*done, *sorted(others, key=lambda one: one.kind != RunKind.SHADOW)][:2]
    if len(chosen) < 2:
        return ""
    pairs = "&".join(f"run={one.public_id}" for one in chosen)
    return f"{reverse('authority:compare_runs', args=[row.public_id])}?{pairs}"


@page("GET", verb="programmes.office_programme")
def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One programme: where it stands, the one next action, and what lies beneath."""
    context = desk_of(request, programme_id)
    return shown(request, "authority/programmes/one.html", context, here=HERE)


def _home(programme_id: UUID) -> str:
    return reverse("authority:programme", args=[programme_id])


@page("POST", verb="programmes.announce")
def announce(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Announce: from now on it stands."""
    words = _("已公告。随机种子已封存，它的指纹已经公布。")
    act = actions.announce
    return handling.tried(request, lambda: act(request.actor, programme_id), words, _home(programme_id))


@page("POST", verb="programmes.close_list")
def close_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Freeze the list."""
    words = _("名单已锁定，指纹已经公布。")
    act = actions.close_list
    return handling.tried(request, lambda: act(request.actor, programme_id), words, _home(programme_id))


@page("POST", verb="programmes.draw")
def draw(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Enter the public value."""
    form = DrawForm(request.POST)
    if handling.accepted(form, lambda data: actions.draw(request.actor, programme_id, value=data["value"])):
        return handling.done(request, _("公开数字已记下。"), _home(programme_id))
    context = desk_of(request, programme_id, draw_form=form)
    return shown(request, "authority/programmes/one.html", context, here=HERE, status=422)


@page("POST", verb="programmes.finish")
def finish(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The programme is over."""
    words, act = _("这一期已经结束。"), actions.finish
    return handling.tried(request, lambda: act(request.actor, programme_id), words, _home(programme_id))


@page("POST", verb="programmes.remove_programme")
def remove(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    act, url = actions.remove_programme, reverse("authority:programmes")
    return handling.tried(request, lambda: act(request.actor, programme_id), _("草稿已删掉。"), url)


@page("POST", verb="programmes.name_verifier")
def name_verifier(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Somebody checks evidence from now on."""
    form = VerifierForm(request.POST, officials=officials(request.actor, programme_id))

    def act(data: dict) -> None:
        actions.name_verifier(request.actor, programme_id, form.officials[data["account"]])

    if handling.accepted(form, act):
        return handling.done(request, _("已指定。对方登录后就能看到待核验的。"), _home(programme_id))
    context = desk_of(request, programme_id, verifier_form=form)
    return shown(request, "authority/programmes/one.html", context, here=HERE, status=422)


@page("POST", verb="programmes.end_verifier")
def end_verifier(request: HttpRequest, programme_id: UUID, verifier_id: int) -> HttpResponse:
    """Their reach ends now."""
    act = actions.end_verifier
    words = _("已结束，对方马上看不到材料了。")
    return handling.tried(request, lambda: act(request.actor, verifier_id), words, _home(programme_id))
