"""A result in plain words: what came of every wish, why, and what would have changed it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import ContestState, EntryState, Siblings
from shanyu.domain.programmes.models import ProgrammeClass
from shanyu.domain.programmes.queries import EntryLine, EntryPage
from shanyu.domain.programmes.queries.family import WishLine
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import now, today
from shanyu.ui import words
from shanyu.ui.programmes import class_line, group_word


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
    line = class_line(row, reserves=False)
    look, word, why, change = "closed", "", (), ()
    if wish.outcome:
        look, word = _badge(wish)
        why, change = _why(wish), _change(wish, together)
    return Told(rank, line.name, line.site, line.when, look, word, why, change)


def _badge(wish: WishLine) -> tuple[str, str]:
    if wish.outcome == "given":
        return "valid", _("录取")
    if wish.outcome == "not_needed":
        return "closed", _("不用了")
    return ("invalid", _("不开班")) if wish.closed else ("soon", _("没有录取"))


def _why(wish: WishLine) -> tuple[str, ...]:
    place = {"place": wish.place, "last": wish.last_place}
    if wish.closed:
        return (_("报的人不够，这个班不开，已按规则重新算过。"),)
    match wish.outcome:
        case "given":
            first = _("在这个班的队里排第 %(place)s 位，录取到第 %(last)s 位。") % place
            if wish.group:
                seat = _("用的是给“%(group)s”预留的名额。") % {"group": group_word(wish.group)}
                return first, seat
            return (first,)
        case "not_needed":
            return (_("排在前面的志愿已经录取，没有用到这个。"),)
        case "not_accepted":
            return (_("这个班不收：年龄、时间或条件不合。"),)
        case "siblings":
            return (_("这个班收得下这一个孩子，但做不到您家对几个孩子的要求。"),)
        case "staff":
            return (_("老师人手只够收到这里，后面的都没有再收。"), *_standing(wish))
        case "reserved":
            text = _("排第 %(place)s 位。普通名额到您前面为止，后面录取的用的是预留名额。") % place
            return text, *_standing(wish)
    first = _("排第 %(place)s 位，录取到第 %(last)s 位。") % place
    return first, *_standing(wish)


def _standing(wish: WishLine) -> tuple[str, ...]:
    match wish.decided_by:
        case "lottery":
            drawn = {"mine": wish.drawn, "last": wish.last_drawn}
            return (
                _("和最后一位条件一样，看抽签：您家抽到第 %(mine)s 号，最后一位是第 %(last)s 号。") % drawn,
            )
        case "groups":
            return (_("最后一位的优先情形排在前面。"),)
        case "sibling":
            return (_("最后一位有兄弟姐妹在那里。"),)
        case "neighbour":
            return (_("最后一位住在那附近。"),)
    return ()


def _change(wish: WishLine, together: str) -> tuple[str, ...]:
    """What would have been enough, each by itself, all else as it was."""
    if wish.closed or wish.outcome in ("", "given", "not_needed", "not_accepted"):
        return ()
    found = []
    match wish.decided_by:
        case "lottery":
            found.append(_("抽签号在第 %(last)s 号之前") % {"last": wish.last_drawn})
        case "groups":
            found.append(_("有一条核验通过的、次序更靠前的优先情形"))
        case "sibling":
            found.append(_("有核验通过的兄弟姐妹在那里"))
        case "neighbour":
            found.append(_("核验通过住在那附近"))
    if wish.seats_more:
        found.append(_("这个班多 %(n)s 个名额") % {"n": wish.seats_more})
    if wish.outcome == "siblings" and together:
        how = Siblings(together).label
        found.append(_("几个孩子不要求“%(how)s”时，结果可能不同") % {"how": how})
    return tuple(found)


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
        told = class_line(given, reserves=False)
        facts = {"name": line.name, "site": told.site, "class": told.name}
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
