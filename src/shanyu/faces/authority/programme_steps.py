"""Where a programme stands on its way from draft to end, and the one thing that is to be done next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import ProgrammeState, RunKind
from shanyu.domain.programmes.models import Programme
from shanyu.domain.programmes.queries.official import Counts
from shanyu.domain.programmes.queries.runs import RunView
from shanyu.domain.programmes.rules import contest_until
from shanyu.kernel.clock import now, today
from shanyu.ui import words

GATHERING = (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN)
#: The steps in their order; `Action.step` is one of them.
STEPS = ("draft", "announce", "window", "close", "draw", "run", "sign", "publish", "review", "finish")


@dataclass(frozen=True)
class Step:
    """One step: its name, what stands written beside it, and its state: done, now or later."""

    code: str
    name: str
    note: str
    state: str


@dataclass(frozen=True)
class Action:
    """What is next. do: the button's deed, or empty where there is nothing to press but to wait or to go elsewhere."""

    step: str
    title: str
    text: str
    do: str = ""


def steps_of(row: Programme, here: str) -> list[Step]:
    listed = getattr(row, "closed_list", None)
    notes = {
        "draft": (_("准备"), _("时间、规则、班级、核验人员")),
        "announce": (_("公告"), _told(row.announced_at)),
        "window": (_("报名和核验"), f"{_told(row.opens_at)} – {_told(row.closes_at)}"),
        "close": (_("锁定名单"), _told(listed.at if listed else None)),
        "draw": (_("填公开数字"), row.drawn_value or _told(row.public_value_at)),
        "run": (_("正式分配"), ""),
        "sign": (_("两人签字"), ""),
        "publish": (_("公布"), _told(row.published_at)),
        "review": (_("人工复核"), ""),
        "finish": (_("结束这一期"), ""),
    }
    now_at = STEPS.index(here) if here in STEPS else len(STEPS)
    states = ["done" if i < now_at else "now" if i == now_at else "later" for i in range(len(STEPS))]
    return [Step(code, *notes[code], state) for code, state in zip(STEPS, states, strict=True)]


def _told(moment: object) -> str:
    return words.day_time(moment, today()) if moment else ""


def final_of(runs: list[RunView]) -> RunView | None:
    """The final run that counts: the published one, else the newest that is not stopped or failed."""
    finals = [one for one in runs if one.kind == RunKind.FINAL]
    alive = [one for one in finals if one.under_way or one.state == "done"]
    return next((one for one in finals if one.published_at), alive[0] if alive else None)


def next_of(row: Programme, found: Counts, runs: list[RunView], classes: int, verifiers: int) -> Action:
    """The one next action, by state and clock."""
    moment = now()
    if row.state == ProgrammeState.DRAFT:
        return _draft(row, classes, verifiers)
    if row.state in GATHERING:
        return _gathering(row, found, moment)
    if row.state == ProgrammeState.CLOSED:
        return _closed(row, moment)
    if row.state == ProgrammeState.DRAWN:
        return _drawn(final_of(runs))
    if row.state == ProgrammeState.PUBLISHED:
        if found.contests_open:
            text = _("%(n)s 份等着复核。做这次计算的人不能复核。") % {"n": found.contests_open}
            return Action("review", _("有家庭申请人工复核"), text, "contests")
        return _published(row, moment)
    return Action("", _("这一期已经结束"), _("名单、规则、计算和签字都留着，谁也改不了。"))


def _published(row: Programme, moment: object) -> Action:
    until = contest_until(row.published_at)
    if moment < until:
        text = _("家长到 %(when)s 都可以申请人工复核，之后再结束这一期。") % {"when": _told(until)}
        return Action("review", _("结果已经公布"), text)
    return Action(
        "finish", _("结束这一期"), _("复核的日子过了，没有等着复核的。结束以后谁也改不了。"), "finish"
    )


def _draft(row: Programme, classes: int, verifiers: int) -> Action:
    if not classes:
        return Action("draft", _("先加班级"), _("每个班写明机构、时间、年龄和名额。"), "classes")
    if not verifiers:
        text = _("谁来看家长交的优先情形。没有人核验，名单就锁不了。")
        return Action("draft", _("指定核验人员"), text, "verifiers")
    if now() >= row.opens_at:
        return Action("draft", _("报名开始的时间已经过了"), _("请先改报名时间，再公告。"), "edit")
    text = _("公告以后，班级不能再改；时间和规则在报名开始前可以更正，更正前后都会公布。")
    return Action("announce", _("核对无误就公告"), text, "announce")


def _gathering(row: Programme, found: Counts, moment: object) -> Action:
    waiting = {"n": found.evidence_waiting}
    if moment < row.opens_at:
        text = _("到 %(when)s 自动开始，不用再做什么。") % {"when": _told(row.opens_at)}
        return Action("window", _("等报名开始"), text)
    if moment < row.closes_at:
        when = {"when": _told(row.closes_at)}
        if found.evidence_waiting:
            text = _("%(n)s 条优先情形等着核验。") % waiting
            return Action("window", _("报名到 %(when)s 截止") % when, text, "evidence")
        return Action("window", _("报名到 %(when)s 截止") % when, _("现在没有等着核验的。"))
    if found.evidence_waiting:
        text = _("还有 %(n)s 条，核验完才能锁定名单。") % waiting
        return Action("window", _("报名已经截止，把优先情形核验完"), text, "evidence")
    text = _("锁定以后谁也改不了；名单的指纹马上公布。")
    return Action("close", _("锁定名单"), text, "close_list")


def _closed(row: Programme, moment: object) -> Action:
    facts = {"value": row.public_value, "when": _told(row.public_value_at)}
    if moment < row.public_value_at:
        text = _("“%(value)s” %(when)s 产生。等的时候可以试算。") % facts
        return Action("draw", _("等公开数字"), text)
    return Action("draw", _("填公开数字"), _("“%(value)s”的结果。") % facts, "draw")


def _drawn(final: RunView | None) -> Action:
    if final is None:
        text = _("按公布的规则和抽签算一次，要几秒到一分钟，可以离开这一页。")
        return Action("run", _("做正式分配"), text, "final_run")
    if final.under_way:
        return Action("run", _("正在计算"), _("可以离开这一页，算完会留在这里。"), "progress")
    if final.findings:
        text = _("检查程序发现 %(n)s 处不对，不能公布。请把这一页给平台的维护人员看。")
        return Action("run", _("结果没有通过检查"), text % {"n": len(final.findings)}, "run")
    if len(final.signed) >= 2:
        return Action("publish", _("公布结果"), _("公布以后马上通知每个家庭，改不了。"), "publish")
    if final.signed_by_me:
        text = _("您已经签字。请另一位负责人登录后看过再签。")
        return Action("sign", _("等另一位签字"), text)
    return Action("sign", _("看过结果，签字"), _("要两个人签，至少一位不是做这次计算的。"), "sign")
