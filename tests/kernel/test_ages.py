from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyu.kernel.ages import age_days, completed_months, completed_years, date_of_months

births = st.dates(date(1990, 1, 1), date(2060, 12, 31))
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        ("2024-05-10", "2024-05-10", 0),
        ("2024-05-10", "2024-06-09", 0),
        ("2024-05-10", "2024-06-10", 1),
        ("2024-05-10", "2025-05-09", 11),
        ("2024-05-10", "2025-05-10", 12),
        ("2023-12-31", "2024-01-30", 0),
        ("2023-12-31", "2024-01-31", 1),
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-31", "2025-02-28", 1),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2025-01-31", "2025-03-30", 1),
        ("2025-01-31", "2025-04-30", 3),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
    ],
)
def test_months_are_completed_on_the_day_of_birth_or_the_months_last(born, on, months):
    assert completed_months(date.fromisoformat(born), date.fromisoformat(on)) == months


def test_the_third_birthday_completes_three_years():
    assert completed_years(date(2022, 9, 1), date(2025, 8, 31)) == 2
    assert completed_years(date(2022, 9, 1), date(2025, 9, 1)) == 3


@given(births, st.integers(0, 240))
def test_the_day_that_completes_months_is_the_first_such_day(born, months):
    day = date_of_months(born, months)
    assert completed_months(born, day) == months
    assert months == 0 or completed_months(born, day - ONE_DAY) == months - 1


@given(births, st.integers(0, 8000))
def test_age_never_falls_as_days_pass(born, days):
    on = born + timedelta(days=days)
    assert age_days(born, on) == days
    assert completed_months(born, on + ONE_DAY) - completed_months(born, on) in (0, 1)


def test_a_day_before_the_birth_is_refused():
    for age in (age_days, completed_months, completed_years):
        with pytest.raises(ValueError, match="before the birth"):
            age(date(2025, 1, 2), date(2025, 1, 1))


def test_months_outside_the_calendar_are_refused():
    with pytest.raises(ValueError, match="negative"):
        date_of_months(date(2025, 1, 1), -1)
    with pytest.raises(OverflowError):
        date_of_months(date(9999, 12, 1), 1)
