"""Months of the calendar."""

from datetime import date


def month_after(day: date) -> date:
    """The first day of the month after the one that `day` lies in. Raises ValueError beyond the year 9999."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
