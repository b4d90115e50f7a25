"""A result in plain words: what came of every wish, why, and what would have changed it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import ContestState, EntryState
from shanyu.domain.programmes.models import ProgrammeClass
from shanyu.domain.programmes.queries import EntryLine, EntryPage
from shanyu.domain.programmes.queries.family import WishLine
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import now, today
from shanyu.ui import words
from shanyu.ui.programme_reasons import badge, reasons, what_would_change
from shanyu.ui.programmes import class_line


@dataclass(frozen=True)
class Told:
    """One wish: where, its badge, why, and what would have changed it (empty where there is nothing to say)."""

    rank: int
    name: str
    site: str
    when: str
    look: str
    word: str
    why: tuple[str, ...]
    change: tuple[str, ...]


@dataclass(frozen=True)
class Next:
    """The one card on top: its look, label, title and sentence."""

    look: str
    label: str
    title: str
    text: str


def wish_told(rank: int, wish: WishLine, row: ProgrammeClass, together: str) -> Told:
    line = class_line(row, seats=False)
    look, word, why, change = "closed", "", (), ()
    if wish.outcome:
        look, word = badge(wish)
        why, change = reasons(wish), what_would_change(wish, together)
    return Told(rank, line.short, line.site, line.when, look, word, why, change)


def next_of(page: EntryPage) -> Next:
    """What the family reads first: done, wait, or the result."""
    line, row = page.line, page.line.entry
    closes = words.day_time(row.programme.closes_at, today())
    label = _("接下来")
    if row.state == EntryState.WITHDRAWN:
        text = _("%(when)s 截止之前，可以重新填志愿。") % {"when": closes}
        return Next("closed", _("现在"), _("这份报名已经撤回"), text if page.open_now else "")
    if line.published:
        return _result(page)
    if page.open_now:
        title = _("已经报上，不用再做什么")
        text = _("%(when)s 截止之前可以改志愿、申报优先情形，报得早晚都一样。") % {"when": closes}
        return Next("valid", label, title, text)
    value = words.day_time(row.programme.public_value_at, today())
    if now() >= row.programme.public_value_at:
        return Next("info", label, _("正在分配，请等通知"), _("要两个人看过签字以后才公布。"))
    text = _("公开数字 %(when)s 产生，之后分配，结果会通知您。") % {"when": value}
    return Next("info", label, _("报名已经截止，名单不再变"), text)


def _result(page: EntryPage) -> Next:
    line = page.line
    given = page.classes.get(line.placed or "")
    if given:
        told = class_line(given, seats=False)
        facts = {"name": line.name, "site": told.site, "class": told.short}
        title = _("%(name)s录取到%(site)s %(class)s") % facts
        starts = words.day(line.entry.programme.starts_on, today())
        text = _("%(day)s 开始，%(when)s。") % {"day": starts, "when": told.when}
        if line.by_review:
            text = _("人工复核后给的名额。") + text
        return Next("valid", _("结果"), title, text)
    title = _("%(name)s这一次没有名额") % {"name": line.name}
    return Next("soon", _("结果"), title, _("下面写明每个志愿为什么，怎样会不同。"))


def wishes_told(page: EntryPage) -> list[Told]:
    together = page.line.entry.together
    return [
        wish_told(rank, wish, page.classes[wish.code], together)
        for rank, wish in enumerate(page.line.wishes, 1)
    ]


def entry_row(line: EntryLine) -> dict:
    """An entry in the list: whose, which programme, its badge and a note."""
    row = line.entry
    first = line.wishes[0].name if line.wishes else ""
    if row.state == EntryState.WITHDRAWN:
        look, word, note = "closed", _("已撤回"), ""
    elif line.published:
        placed = next((wish.name for wish in line.wishes if wish.code == line.placed), "")
        look, word = ("valid", _("录取")) if line.placed else ("soon", _("没有录取"))
        note = placed
    else:
        look, word = "info", _("已报名")
        note = _("第一志愿：%(name)s，共 %(n)s 个") % {"name": first, "n": len(line.wishes)}
    return {
        "entry": row,
        "name": line.name,
        "programme": said(row.programme, "name"),
        "look": look,
        "word": word,
        "note": note,
    }


def contest_badge(state: str) -> tuple[str, str]:
    looks = {ContestState.OPEN: "soon", ContestState.UPHELD: "closed", ContestState.CHANGED: "valid"}
    return looks[state], str(ContestState(state).label)
