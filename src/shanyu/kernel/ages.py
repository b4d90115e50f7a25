"""Ages from dates, in days and completed months.

A month is completed on the day of the month that a child was born on, or on the month's last day where there
is no such day, as art. 202 of the Civil Code (民法典) lets a period counted in months end. So a child born on
31 January completes the first month on 28 (or 29) February, and one born on 29 February turns one on
28 February.
"""

from calendar import monthrange
from datetime import date


def age_days(born: date, on: date) -> int:
    """Days from the birth to the day `on`; 0 on the day of birth. Raises ValueError before the birth."""
    if on < born:
        raise ValueError("the day lies before the birth")
    return (on - born).days


def completed_months(born: date, on: date) -> int:
    """Whole months of age on the day `on`. Raises ValueError before the birth."""
    if on < born:
        raise ValueError("the day lies before the birth")
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (on.day < _day_in(on.year, on.month, born.day))


def completed_years(born: date, on: date) -> int:
    """Whole years of age (周岁) on the day `on`. Raises ValueError before the birth."""
    return completed_months(born, on) // 12


def date_of_months(born: date, months: int) -> date:
    """The first day on which a child has completed `months` months, from 0 up.

    Raises ValueError for a negative number and OverflowError beyond the year 9999.
    """
    if months < 0:
        raise ValueError("months must not be negative")
    years, month = divmod(born.month - 1 + months, 12)
    year = born.year + years
    if year > date.max.year:
        raise OverflowError("the day lies beyond the calendar")
    return date(year, month + 1, _day_in(year, month + 1, born.day))


def _day_in(year: int, month: int, day: int) -> int:
    return min(day, monthrange(year, month)[1])
