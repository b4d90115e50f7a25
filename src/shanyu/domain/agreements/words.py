"""Days, hours and prices as people read them, in the language that is on."""

from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyu.domain.providers.kinds import FeeUnit
from shanyu.kernel.money import Money

_PER = {
    FeeUnit.MONTH: lambda: _("每月"),
    FeeUnit.DAY: lambda: _("每天"),
    FeeUnit.HOUR: lambda: _("每小时"),
    FeeUnit.PERIOD: lambda: _("每课时"),
}


def day_words(day: date) -> str:
    """`2027年3月1日`, `1 March 2027`."""
    return _("%(year)s年%(month)s%(day)s日") % {"year": day.year, "month": _month(day), "day": day.day}


def month_words(month: date) -> str:
    """`2027年3月`, `March 2027`."""
    return _("%(year)s年%(month)s") % {"year": month.year, "month": _month(month)}


def _month(day: date) -> str:
    names = [
        _("1月"), _("2月"), _("3月"), _("4月"), _("5月"), _("6月"),
        _("7月"), _("8月"), _("9月"), _("10月"), _("11月"), _("12月"),
    ]  # fmt: skip
    return names[day.month - 1]


def weekday_words(weekdays: Sequence[int]) -> str:
    """`周一至周五`, or each of the days."""
    names = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]
    days = sorted(set(weekdays))
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return _("%(first)s至%(last)s") % {"first": names[days[0] - 1], "last": names[days[-1] - 1]}
    return _("、").join(names[day - 1] for day in days)


def hours_words(opens: time, closes: time) -> str:
    return f"{opens:%H:%M}–{closes:%H:%M}"


def money_words(fen: int) -> str:
    return Money(fen).format_yuan()


def price_words(fen: int, unit: str) -> str:
    """`每月 ¥2,680`, `free of charge`."""
    if unit == FeeUnit.FREE:
        return _("免费")
    return _("%(per)s %(amount)s") % {"per": _PER[unit](), "amount": money_words(fen)}


def days_words(days: int) -> str:
    return ngettext("%(days)s 天", "%(days)s 天", days) % {"days": days}
