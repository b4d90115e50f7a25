"""Parsers for dates in the styles that registers use."""

import datetime as dt
import re

from django.utils.translation import gettext_lazy as _

from .cells import Cell, as_text, is_number, normal
from .problems import BadCell, Doubt, say
from .schema import Options, Parser

_TIME_TAIL = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_YMD = re.compile(rf"^(\d{{4}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}}){_TIME_TAIL}$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_CHINESE = re.compile(rf"^(\d{{4}})\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{_TIME_TAIL}$")
_MONTH = re.compile(r"^(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*月?$")
_TWO_FIRST = re.compile(rf"^(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME_TAIL}$")
_DAY_NAME = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})$")
_NAME_DAY = re.compile(r"^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_SERIAL = re.compile(r"^\d{5}(?:\.0+)?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FOREVER = ("长期", "永久", "长期有效", "long-term", "permanent")
_REMEDY = _("请写成 2024-03-05 的样子。")


def date(
    *,
    month_only: bool = False,
    forever: bool = False,
    earliest: dt.date = dt.date(1900, 1, 1),
    latest: dt.date = dt.date(2199, 12, 31),
) -> Parser:
    """A date from a date cell, a serial number or text.

    `month_only` lets 2024年3月 stand for its first day, with a Doubt. `forever` reads 长期 as None.
    Dates before `earliest` or after `latest` are refused.
    """

    def parse(cell: Cell, options: Options) -> dt.date | Doubt | None:
        found = _read(cell, options, month_only, forever)
        day = found.value if isinstance(found, Doubt) else found
        if isinstance(day, dt.date) and not earliest <= day <= latest:
            raise BadCell(
                say(_("日期 %(day)s 不合情理。"), day=day.isoformat()),
                say(
                    _("应在 %(earliest)s 到 %(latest)s 之间，请核对年份。"), earliest=earliest, latest=latest
                ),
            )
        return found

    return parse


def _read(cell: Cell, options: Options, month_only: bool, forever: bool) -> dt.date | Doubt | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if is_number(cell):
        return _from_number(cell, options)
    words = normal(as_text(cell))
    if forever and words.lower() in _FOREVER:
        return None
    if words and words[0] in "〇○零一二三四五六七八九":
        words = _han_to_digits(words)
    for pattern in (_YMD, _CHINESE, _COMPACT):
        if found := pattern.match(words):
            year, month, day = (int(part) for part in found.groups())
            return _day(cell, year, month, day)
    if found := _TWO_FIRST.match(words):
        return _two_first(cell, int(found[1]), int(found[2]), int(found[3]), options.date_order)
    if found := _DAY_NAME.match(words):
        return _day(cell, int(found[3]), _month(cell, found[2]), int(found[1]))
    if found := _NAME_DAY.match(words):
        return _day(cell, int(found[3]), _month(cell, found[1]), int(found[2]))
    if found := _MONTH.match(words):
        return _first_of_month(cell, int(found[1]), int(found[2]), month_only)
    if _SERIAL.match(words):
        return _from_number(float(words), options)
    raise BadCell(say(_("“%(value)s”读不成日期。"), value=as_text(cell)), say(_REMEDY))


def _from_number(number: float, options: Options) -> dt.date:
    """20240305 is a compact date; 10,000 (1927) to 109,207 (2199-01-01) are Excel's serial days.

    Smaller serials are left unread: 2024.3 is a month someone typed, not a day in 1905.
    """
    if float(number).is_integer() and 19_000_101 <= number <= 21_991_231:
        whole = int(number)
        return _day(whole, whole // 10_000, whole // 100 % 100, whole % 100)
    if 10_000 <= number <= 109_207:
        return options.excel_epoch + dt.timedelta(days=int(number))
    raise BadCell(say(_("数字 %(value)s 读不成日期。"), value=as_text(number)), say(_REMEDY))


def _day(cell: Cell, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise BadCell(say(_("没有“%(value)s”这一天。"), value=as_text(cell)), say(_REMEDY)) from error


def _month(cell: Cell, name: str) -> int:
    short = name[:3].lower()
    if short not in _MONTHS:
        raise BadCell(say(_("“%(value)s”读不成日期。"), value=as_text(cell)), say(_REMEDY))
    return _MONTHS.index(short) + 1


def _two_first(cell: Cell, first: int, second: int, year: int, order: str) -> dt.date:
    """05/03/2024: which is the day is told by the mapping file, or is plain when one is above 12."""
    if order == "dmy" or (order == "ymd" and first > 12):
        return _day(cell, year, second, first)
    if order == "mdy" or second > 12 or first == second:
        return _day(cell, year, first, second)
    raise BadCell(
        say(_("“%(value)s”分不清哪个是日、哪个是月。"), value=as_text(cell)),
        say(_('请写成 2024-03-05 的样子，或在对照文件里写 date_order = "dmy" 或 "mdy"。')),
    )


def _first_of_month(cell: Cell, year: int, month: int, allowed: bool) -> Doubt:
    day = _day(cell, year, month, 1)
    if not allowed:
        raise BadCell(say(_("“%(value)s”只有年月，缺少日。"), value=as_text(cell)), say(_("请补上哪一天。")))
    return Doubt(
        day,
        say(_("“%(value)s”只有年月，按当月 1 日记录。"), value=as_text(cell)),
        say(_("如果知道哪一天，请补上。")),
    )


def _han_to_digits(words: str) -> str:
    """二〇二四年三月十五日 → 2024年3月15日. Tens are written with 十."""

    def tens(found: re.Match[str]) -> str:
        high, low = found[1] or "一", found[2] or "〇"
        return high + low

    spelled = re.sub(r"([一二三]?)十([一二三四五六七八九]?)", tens, words)
    return spelled.translate(_HAN_DIGITS)
