"""A programme in words, for every face that shows one: where it stands, its classes, its rules, its promise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shanyu.domain.programmes.kinds import Closing, Group, ProgrammeState
from shanyu.domain.programmes.market import parts_of
from shanyu.domain.programmes.models import Programme, ProgrammeClass, RuleSet
from shanyu.domain.programmes.rules import parted_reserves, waives
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import now, today
from shanyu.ui import words

WORKDAYS, EVERY_DAY = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class Standing:
    """Where a programme stands for who reads about it: the look and word of its badge, and a sentence."""

    code: str
    look: str
    word: str
    sentence: str


@dataclass(frozen=True)
class ClassLine:
    """A class as it is read: where, when, for whom, how many; with seats for each age where it holds several."""

    row: ProgrammeClass
    name: str
    site: str
    when: str
    ages: str
    reserves: str = ""
    parts: str = ""

    @property
    def short(self) -> str:
        """The name for beside the site's: many classes are called after their site, which is then said once."""
        return self.name.removeprefix(self.row.site.name).strip() or self.name


def standing_of(row: Programme) -> Standing:
    """The state by the clock: entering begins and ends by itself, to the second."""
    opens, closes = (words.day_time(moment, today()) for moment in (row.opens_at, row.closes_at))
    moment = now()
    match row.state:
        case ProgrammeState.DRAFT:
            return Standing("draft", "closed", pgettext("programme", "草稿"), _("还没有公告。"))
        case ProgrammeState.PUBLISHED:
            return Standing("published", "valid", _("结果已公布"), _("每家都能看到自己的结果和理由。"))
        case ProgrammeState.OVER:
            return Standing("over", "closed", pgettext("programme", "已结束"), _("这一期已经结束。"))
        case ProgrammeState.DRAWN:
            return Standing("drawn", "info", _("正在分配"), _("公开数字已经产生，正在按公布的规则分配。"))
        case ProgrammeState.CLOSED:
            when = words.day_time(row.public_value_at, today())
            sentence = _("名单已锁定，等 %(when)s 的公开数字产生后分配。") % {"when": when}
            return Standing("closed", "info", _("名单已锁定"), sentence)
    if moment < row.opens_at:
        sentence = _("%(opens)s 开始，%(closes)s 截止。") % {"opens": opens, "closes": closes}
        return Standing("before", "soon", _("即将报名"), sentence)
    if moment < row.closes_at:
        sentence = _("%(closes)s 截止，先报后报一样，不比谁快。") % {"closes": closes}
        return Standing("open", "valid", _("报名中"), sentence)
    sentence = _("报名已在 %(closes)s 截止，正在核验优先情形。") % {"closes": closes}
    return Standing("checking", "info", _("报名已截止"), sentence)


def ages_words(first: int, after: int) -> str:
    """From which age up to below which: both edges are exact."""
    if not first:
        return _("不满%(after)s") % {"after": words.months_text(after)}
    return _("满%(first)s、不满%(after)s") % {
        "first": words.months_text(first),
        "after": words.months_text(after),
    }


def week_words(weekdays: list[int]) -> str:
    days = tuple(sorted(weekdays))
    if days == WORKDAYS:
        return _("周一到周五")
    if days == EVERY_DAY:
        return _("每天")
    names = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]
    return words.together(names[day - 1] for day in days)


def group_word(group: str) -> str:
    return str(Group(group).label) if group in Group.values else group


def class_line(row: ProgrammeClass, *, seats: bool = True) -> ClassLine:
    """`seats`: with what is reserved and how seats are parted, which the row must have been read with."""
    return ClassLine(
        row=row,
        name=row.name,
        site=said(row.site, "name"),
        when=f"{week_words(row.weekdays)} {words.clock_time(row.opens)}–{words.clock_time(row.closes)}",
        ages=ages_words(row.from_month, row.to_month),
        reserves=_reserves(row) if seats else "",
        parts=_each((one.get_band_display(), one.seats) for one in parts_of(row)) if seats else "",
    )


def _reserves(row: ProgrammeClass) -> str:
    """What is reserved; in a class for several ages with how it is parted among them."""
    reserves, parts = list(row.reserves.all()), parts_of(row)
    if not parts:
        return _each((group_word(one.group), one.seats) for one in reserves)
    shares = parted_reserves([one.seats for one in reserves], [part.seats for part in parts])
    return words.together(
        _("%(group)s %(seats)s 个（%(ages)s）")
        % {
            "group": group_word(one.group),
            "seats": one.seats,
            "ages": _each((part.get_band_display(), n) for part, n in zip(parts, own, strict=True) if n),
        }
        for one, own in zip(reserves, shares, strict=True)
    )


def _each(seats: Iterable[tuple[str, int]]) -> str:
    return words.together(_("%(group)s %(seats)s 个") % {"group": name, "seats": n} for name, n in seats)


def fee_words(row: Programme) -> str:
    return _("%(fee)s / 期") % {"fee": words.money(row.fee_fen)} if row.fee_fen else _("不收费")


def waiver_words(row: Programme) -> str:
    """For whom the fee is waived by the rule that holds when the period begins; empty where nobody pays."""
    free = [group_word(group) for group in Group.values if waives({group}, row.starts_on)]
    return _("核验为%(groups)s的，免收") % {"groups": words.together(free)} if row.fee_fen and free else ""


def period_words(row: Programme) -> str:
    return f"{words.full_day(row.starts_on)} – {words.full_day(row.ends_on)}"


def rule_lines(rules: RuleSet) -> list[str]:
    """The rules in the order in which they decide, each a sentence."""
    lines = [_("各家按喜欢的先后填志愿，只看志愿和下面的次序，报得早晚不影响。")]
    for number, criterion in enumerate(rules.criteria):
        match criterion:
            case "groups":
                says = _("再看优先情形：%(groups)s。") if number else _("先看优先情形：%(groups)s。")
                lines.append(says % {"groups": _ranked(rules)})
            case "sibling":
                lines.append(
                    _("再看有没有兄弟姐妹已在那里。") if number else _("先看有没有兄弟姐妹已在那里。")
                )
            case "neighbour":
                lines.append(_("再看是不是住在附近。") if number else _("先看是不是住在附近。"))
    if rules.ticket_by_family:
        lines.append(_("都一样的，按公开抽签的先后；一家几个孩子用同一个签。"))
    else:
        lines.append(_("都一样的，按公开抽签的先后；每个孩子一个签。"))
    if rules.open_first:
        lines.append(_("先满普通名额，再满预留名额；预留的没人用就放给下一位。"))
    else:
        lines.append(_("先满预留名额，再满普通名额；预留的没人用就放给下一位。"))
    closing = Closing(rules.closing).label
    lines.append(_("不够最少开班人数的班不开：%(how)s，然后重新算一遍。") % {"how": closing})
    return lines


def _ranked(rules: RuleSet) -> str:
    """Groups by rank; those of one rank beside each other."""
    by_rank: dict[int, list[str]] = {}
    for group, rank in rules.group_ranks.items():
        by_rank.setdefault(int(rank), []).append(group_word(group))
    if not by_rank:
        return _("没有")
    return _(" 先于 ").join(words.together(by_rank[rank]) for rank in sorted(by_rank))


@dataclass(frozen=True)
class Moment:
    """A day in the programme's course; `state`: done, now or later, as `ol.sy-timeline` shows it."""

    when: str
    at: datetime | None
    words: str
    state: str


def course_of(row: Programme, listed_at: datetime | None) -> list[Moment]:
    """What happened and what will, in order, with the moments that were promised."""
    steps = [
        (row.announced_at, _("公告：时间、规则、班级，公布随机种子的指纹")),
        (row.opens_at, _("开始报名")),
        (row.closes_at, _("报名截止，到点就关")),
        (listed_at, _("优先情形核验完，锁定名单，公布名单的指纹")),
        (row.public_value_at, _("公开数字产生，谁也不能事先知道")),
        (row.published_at, _("两人签字，公布结果和公开协议")),
    ]
    moment = now()
    found = []
    for at, text in steps:
        past = at is not None and at <= moment
        told = words.day_time(at, today()) if at else _("时间未定")
        found.append(Moment(told, at, text, "done" if past else "later"))
    return found


def places_words(number: int) -> str:
    return ngettext("%(n)s 个名额", "%(n)s 个名额", number) % {"n": number}


def amendment_lines(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """What an amendment changed: name, before, after."""
    names = {
        "opens_at": _("报名开始"), "closes_at": _("报名截止"), "starts_on": _("开班"), "ends_on": _("结束"),
        "fee_fen": _("费用"), "rules": _("规则"), "public_value": _("公开数字"),
        "public_value_at": _("公开数字产生"),
    }  # fmt: skip
    return [(names[key], _told(key, before.get(key)), _told(key, value)) for key, value in after.items()]


def _told(key: str, value: object) -> str:
    if key == "fee_fen":
        return words.money(int(value)) if value else _("不收费")
    if key.endswith("_at"):
        return words.day_time(datetime.fromisoformat(str(value)), today())
    return str(value)
