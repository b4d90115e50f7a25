"""Days, hours and prices as people read them, in the language that is on."""

from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from shanyu.domain.providers.kinds import FeeUnit
from shanyu.kernel.money import Money

_PRICES = {
    FeeUnit.MONTH: gettext_lazy("每月 %(amount)s"),
    FeeUnit.DAY: gettext_lazy("每天 %(amount)s"),
    FeeUnit.HOUR: gettext_lazy("每小时 %(amount)s"),
    FeeUnit.PERIOD: gettext_lazy("每课时 %(amount)s"),
}
_MONTHS = (
    pgettext_lazy("月份", "1月"), pgettext_lazy("月份", "2月"), pgettext_lazy("月份", "3月"),
    pgettext_lazy("月份", "4月"), pgettext_lazy("月份", "5月"), pgettext_lazy("月份", "6月"),
    pgettext_lazy("月份", "7月"), pgettext_lazy("月份", "8月"), pgettext_lazy("月份", "9月"),
    pgettext_lazy("月份", "10月"), pgettext_lazy("月份", "11月"), pgettext_lazy("月份", "12月"),
)  # fmt: skip


def day_words(day: date) -> str:
    """`2027年3月1日`, `1 March 2027`."""
    return _("%(year)s年%(month)s%(day)s日") % {
        "year": day.year,
        "month": _MONTHS[day.month - 1],
        "day": day.day,
    }


def month_words(month: date) -> str:
    """`2027年3月`, `March 2027`."""
    return _("%(year)s年%(month)s") % {"year": month.year, "month": _MONTHS[month.month - 1]}


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
    return str(_PRICES[FeeUnit(unit)]) % {"amount": money_words(fen)}


def days_words(days: int) -> str:
    return ngettext("%(days)s 天", "%(days)s 天", days) % {"days": days}
