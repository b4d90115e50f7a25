"""Moments as messages say them, in Shanghai's time and the language that is active."""

from datetime import date, datetime

from django.utils.translation import get_language

from shanyu.kernel.clock import local, now

_WEEKDAYS = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_time(moment: datetime) -> str:
    """11月21日 周六 09:30, or Sat 21 Nov, 09:30; with the year where it is another than the present one."""
    at = local(moment)
    between = " " if (get_language() or "zh").startswith("zh") else ", "
    return f"{day_alone(at.date())}{between}{at:%H:%M}"


def day_alone(day: date) -> str:
    """11月21日 周六, or Sat 21 Nov; with the year where it is another than the present one."""
    other_year = day.year != local(now()).year
    if (get_language() or "zh").startswith("zh"):
        year = f"{day.year}年" if other_year else ""
        return f"{year}{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"
    year = f" {day.year}" if other_year else ""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"
