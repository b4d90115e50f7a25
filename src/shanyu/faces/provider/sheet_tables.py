"""A register of a month as headings and rows: the same on the page, on paper and in a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shanyu.domain.care.duties import outdoor_minutes, outdoor_rule
from shanyu.domain.care.queries.sheets import Cell, Mark, Row, Sheet, SheetKind
from shanyu.domain.protection.queries.rooms import Sheet as Disinfection
from shanyu.kernel.clock import today
from shanyu.kernel.tables import Table
from shanyu.ui import words

#: Every register, with its words; disinfection comes from the log of protection.
NAMES = {
    "attendance": gettext_lazy("出勤登记表"),
    "checks": gettext_lazy("晨午检登记表"),
    "outdoor": gettext_lazy("户外活动登记表"),
    "medication": gettext_lazy("喂药登记表"),
    "disinfection": gettext_lazy("消毒登记表"),
}


@dataclass(frozen=True)
class Shown:
    """`days` are headings of narrow columns between the first and the `sums`; cells with a "!" are shown as wrong."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str]

    def table(self) -> Table:
        rows = [[cell.removesuffix("!") for cell in row] for row in self.rows]
        return Table(self.name, self.headings, rows, self.notes)


def month_words(sheet: Sheet | Disinfection) -> str:
    return date_format(sheet.month, "YEAR_MONTH_FORMAT")


def shown(sheet: Sheet) -> Shown:
    """A register of a class."""
    group = sheet.care_class.name if sheet.care_class else ""
    name = f"{NAMES[sheet.kind]} {group} {month_words(sheet)}"
    if sheet.kind == SheetKind.MEDICATION:
        return _medication(sheet, name)
    cells, sums, heads, notes = {
        SheetKind.ATTENDANCE: (_attendance, _attendance_sums, _attendance_heads(), _attendance_notes()),
        SheetKind.CHECKS: (_checks, lambda row: [row.missing], [_("缺检次数")], _check_notes()),
        SheetKind.OUTDOOR: (_outdoor, lambda row: [row.short_days], [_("不足天数")], _outdoor_notes()),
    }[sheet.kind]
    rows = [
        [row.name, *map(cells, row.cells), *(str(number) if number else "" for number in sums(row))]
        for row in sheet.rows
    ]
    return Shown(name, [_("姓名"), *(str(day.day) for day in sheet.days), *heads], rows, [*notes, _made()])


def disinfection(sheet: Disinfection) -> Shown:
    """The log of disinfection of a site."""
    rows = [
        [words.full_day(one.at), words.clock_time(one.at), one.room.name, one.get_thing_display(),
         one.get_agent_display(), str(one.strength or ""), str(one.minutes or ""), one.account.name]
        for one in sheet.entries
    ]  # fmt: skip
    headings = [
        _("日期"),
        _("时间"),
        _("房间"),
        _("消毒对象"),
        _("消毒剂"),
        _("有效氯 mg/L"),
        _("作用分钟"),
        _("登记人"),
    ]
    return Shown(f"{NAMES['disinfection']} {month_words(sheet)}", headings, rows, [_made()])


def _attendance(cell: Cell) -> str:
    late = f"+{cell.late}" if cell.late else ""
    return {
        Mark.HERE: f"√{late}",
        Mark.ILL: pgettext("出勤", "病"),
        Mark.AWAY: pgettext("出勤", "假"),
        Mark.ABSENT: "×!",
        Mark.NONE: "",
    }[cell.mark]


def _attendance_heads() -> list[str]:
    return [_("出勤"), _("病假"), _("其他请假"), _("未说明"), _("延时（分钟）")]


def _attendance_sums(row: Row) -> list[int]:
    return [*(row.count(mark) for mark in (Mark.HERE, Mark.ILL, Mark.AWAY, Mark.ABSENT)), row.late]


def _attendance_notes() -> list[str]:
    return [_("√ 到园，病 病假，假 其他请假，× 没到园也没请假；+ 后是超过约定时间接走的分钟数。")]


def _checks(cell: Cell) -> str:
    if cell.mark != Mark.HERE:
        return ""
    signs = {"ok": "√", "odd": pgettext("晨检", "异"), "none": "–"}
    text = f"{signs[cell.morning]}/{signs[cell.noon]}"
    return f"{text}!" if "none" in (cell.morning, cell.noon) else text


def _check_notes() -> list[str]:
    return [_("晨检/午检：√ 正常，异 隔离观察或请家长接回，– 没有记录。")]


def _outdoor(cell: Cell) -> str:
    if cell.mark != Mark.HERE:
        return ""
    return f"{cell.outdoor}!" if cell.short else str(cell.outdoor)


def _outdoor_notes() -> list[str]:
    return [
        _("单位分钟；在园满 6 小时而不满 %(least)s 分钟的标出。依据：%(rule)s。")
        % {"least": outdoor_minutes(today()), "rule": outdoor_rule(today()).citation}
    ]


def _medication(sheet: Sheet, name: str) -> Shown:
    rows = [
        [
            words.full_day(one.at), words.clock_time(one.at), one.child, one.drug, one.dose,
            one.given_by, one.witnessed_by,
        ]
        for one in sheet.given
    ]  # fmt: skip
    headings = [_("日期"), _("时间"), _("姓名"), _("药品"), _("用量"), _("喂药人"), _("核对人")]
    return Shown(name, headings, rows, [_made()])


def _made() -> str:
    return _("由一日记录生成，%(day)s 制表；补记和更正后会不同。") % {"day": words.full_day(today())}
