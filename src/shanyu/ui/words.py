"""How Shanyu writes money, ages, walks and days, in the reader's language.

Pure functions over values; the template filters of the same names call them. An absent value is written "—".
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.timezone import is_aware
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shanyu.kernel import ages, clock
from shanyu.kernel.money import Money

NOTHING = "—"
UNITS = {
    "month": _("月"),
    "day": _("天"),
    "hour": _("小时"),
    "time": _("次"),
    "term": _("学期"),
    "year": _("年"),
}
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_chinese() -> bool:
    """Whether the reader's language is Chinese; the product's own language when none is active."""
    return (get_language() or "zh-hans").startswith("zh")


def money(amount, unit: str = "") -> str:
    """Write fen (an int, or Money) as ¥2,680 or ¥2,680.50, with "/月" for a unit of UNITS."""
    if amount is None or amount == "":
        return NOTHING
    text = (amount if isinstance(amount, Money) else Money(int(amount))).format_yuan()
    return f"{text}/{UNITS[unit]}" if unit else text


def fee(fen: int | None, unit: str) -> str:
    """A published fee: ¥2,680/月, or that it costs nothing."""
    if unit == "free" or fen == 0:
        return gettext("免费")
    if unit == "period":
        return gettext("%(money)s/课时") % {"money": money(fen)}
    return money(fen, unit)


def age(born: date | None, on: date) -> str:
    """Write an age: 12天, 5个月, 2岁3个月; whole years from six on. A date to come says so."""
    if born is None:
        return NOTHING
    if born > on:
        return gettext("未出生")
    months = ages.completed_months(born, on)
    if months < 1:
        days = ages.age_days(born, on)
        return ngettext("%(n)d天", "%(n)d天", days) % {"n": days}
    return months_text(months)


def months_text(months: int) -> str:
    """Write a number of completed months as 5个月, 2岁, 2岁3个月; whole years from six on."""
    years, rest = divmod(months, 12)
    if not years:
        return ngettext("%(n)d个月", "%(n)d个月", rest) % {"n": rest}
    if not rest or years >= 6:
        return ngettext("%(n)d岁", "%(n)d岁", years) % {"n": years}
    return gettext("%(years)d岁%(months)d个月") % {"years": years, "months": rest}


def distance(metres: float | None) -> str:
    """Write metres as 620米, or 1.2公里 from a kilometre on; rounded to ten metres."""
    if metres is None:
        return NOTHING
    tens = round(metres / 10) * 10
    if tens < 1000:
        return gettext("%(n)d米") % {"n": tens}
    return gettext("%(n)s公里") % {"n": f"{tens / 1000:.1f}"}


def walk(minutes: float | None, metres: float | None = None) -> str:
    """Write a walk minutes first: 走路8分钟 · 620米. Minutes are rounded up, at least one."""
    if minutes is None:
        return NOTHING if metres is None else distance(metres)
    whole = max(1, -int(-minutes // 1))
    text = gettext("走路%(n)d分钟") % {"n": whole}
    return text if metres is None else f"{text} · {distance(metres)}"


def _local(value: date | datetime) -> date | datetime:
    """An aware datetime in Shanghai's time; anything else as it is."""
    if isinstance(value, datetime) and is_aware(value):
        return clock.local(value)
    return value


def day(value: date | datetime | None, today: date) -> str:
    """Write 11月21日 周六, or Sat 21 Nov; the year is added when it is not the year of `today`."""
    if not value:
        return NOTHING
    value = _local(value)
    other = value.year != today.year
    if is_chinese():
        year = f"{value.year}年" if other else ""
        return f"{year}{value.month}月{value.day}日 {WEEKDAYS_ZH[value.weekday()]}"
    year = f" {value.year}" if other else ""
    return f"{WEEKDAYS_EN[value.weekday()]} {value.day} {MONTHS_EN[value.month - 1]}{year}"


def full_day(value: date | datetime | None) -> str:
    """Write a date of a document, always with its year: 2026年11月21日, or 21 Nov 2026."""
    if not value:
        return NOTHING
    value = _local(value)
    if is_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def clock_time(value: time | datetime | None) -> str:
    """Write 09:30."""
    if value is None:
        return NOTHING
    return (_local(value) if isinstance(value, datetime) else value).strftime("%H:%M")


def day_time(value: datetime | None, today: date) -> str:
    """Write 11月21日 周六 09:30, or Sat 21 Nov, 09:30."""
    if value is None:
        return NOTHING
    return day(value, today) + (" " if is_chinese() else ", ") + clock_time(value)


def together(parts: Iterable[object]) -> str:
    """Things of one kind after each other: 全日托、半日托 or Full day, half day."""
    return ("、" if is_chinese() else ", ").join(str(one) for one in parts)
