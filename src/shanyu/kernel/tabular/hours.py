"""Parsers for a time of day and for opening hours."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .cells import Cell, as_text, is_number, normal
from .problems import BadCell, say
from .schema import Options, Parser

_CLOCK = re.compile(
    r"^(上午|早上|早|中午|下午|傍晚|晚上|晚|am|pm)?(\d{1,2})(?:[:.时点h](?:(\d{1,2})分?|(半)|(?:(一|三)刻))?整?)?"
    r"(am|pm)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:-{1,2}|~|～|〜|—{1,2}|–|−|至|到|\bto\b)\s*", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;、/\n]|和|及")
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "pm")


@dataclass(frozen=True, order=True)
class Hours:
    """Open from `start` to `end` on the same day."""

    start: dt.time
    end: dt.time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


def time_of_day() -> Parser:
    """A time: a time cell, a fraction of a day, 7:30, 07：30, 7点半, 下午5点, 5:30pm."""

    def parse(cell: Cell, options: Options) -> dt.time:
        if isinstance(cell, dt.datetime):
            return cell.time().replace(second=0, microsecond=0)
        if isinstance(cell, dt.time):
            return cell.replace(second=0, microsecond=0)
        if is_number(cell) and 0 < cell < 1:
            minutes = round(cell * 1440)
            return dt.time(minutes // 60 % 24, minutes % 60)
        return _clock(normal(as_text(cell)), cell)

    return parse


def hours() -> Parser:
    """Opening hours as a tuple of Hours: "7:30-18:00", "7点半至18点", "8:30-11:30，3:00-5:30".

    A time without 下午 that lies before the one in front of it is read as an afternoon time, if that helps.
    """

    def parse(cell: Cell, options: Options) -> tuple[Hours, ...]:
        found: list[Hours] = []
        for part in _SEVERAL.split(normal(as_text(cell))):
            if part.strip():
                found.append(_range(part, cell, found[-1].end if found else dt.time(0)))
        if not found:
            raise _unread(cell)
        return tuple(found)

    return parse


def _range(words: str, cell: Cell, after: dt.time) -> Hours:
    parts = _BETWEEN.split(words.strip())
    if len(parts) != 2:
        raise _unread(cell)
    start = _not_before(_clock(parts[0], cell), after)
    end = _not_before(_clock(parts[1], cell), start)
    if start < after:
        raise BadCell(
            say(_("“%(value)s”里的两段时间重叠。"), value=as_text(cell)), say(_("请改成前后相接的时段。"))
        )
    if end <= start:
        raise BadCell(
            say(_("“%(value)s”的结束时间不晚于开始时间。"), value=as_text(cell)),
            say(_("请核对，下午的时间用 24 小时制，例如 18:00。")),
        )
    return Hours(start, end)


def _not_before(time: dt.time, earlier: dt.time) -> dt.time:
    return time.replace(hour=time.hour + 12) if time < earlier and time.hour < 12 else time


def _clock(words: str, cell: Cell) -> dt.time:
    found = _CLOCK.match("".join(words.split()))
    if not found:
        raise _unread(cell)
    before, hour_text, minute_text, half, quarter, after = found.groups()
    minute = int(minute_text or 0)
    if half:
        minute = 30
    if quarter:
        minute = {"一": 15, "三": 45}[quarter]
    hour = int(hour_text)
    mark = (before or after or "").lower()
    if (mark in _AFTERNOON and hour < 12) or (mark == "中午" and hour < 3):
        hour += 12
    if hour == 24 and minute == 0:
        return dt.time(23, 59)
    if hour > 23 or minute > 59:
        raise _unread(cell)
    return dt.time(hour, minute)


def _unread(cell: Cell) -> BadCell:
    return BadCell(
        say(_("“%(value)s”读不成时间。"), value=as_text(cell)), say(_("请写成 7:30-18:00 的样子。"))
    )
