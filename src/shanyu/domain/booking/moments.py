"""Moments as messages say them, in Shanghai's time and the language that is active."""

from datetime import datetime

from django.utils.translation import get_language

from shanyu.kernel.clock import local, now

_WEEKDAYS = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_time(moment: datetime) -> str:
    """11月21日 周六 09:30, or Sat 21 Nov, 09:30; with the year where it is another than the present one."""
    at = local(moment)
    other_year = at.year != local(now()).year
    if (get_language() or "zh").startswith("zh"):
        year = f"{at.year}年" if other_year else ""
        return f"{year}{at.month}月{at.day}日 周{_WEEKDAYS[at.weekday()]} {at:%H:%M}"
    year = f" {at.year}" if other_year else ""
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}{year}, {at:%H:%M}"
