"""Months of the calendar."""

from datetime import date

import pytest

from shanyu.kernel.months import month_after


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_after_a_day_comes_the_first_of_the_next_month(day, after):
    assert month_after(day) == after


def test_after_the_last_month_of_the_calendar_comes_none():
    with pytest.raises(ValueError):
        month_after(date(9999, 12, 1))
