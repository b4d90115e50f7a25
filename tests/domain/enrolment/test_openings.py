"""From which day a child could come: by its age, by the places that come free, and by who waits before it."""

from datetime import date

import pytest

from shanyu.domain.enrolment.future import FreeFrom
from shanyu.domain.enrolment.openings import Possible, first_possible, free_on, in_turn

TODAY = date(2026, 11, 21)
MARCH = date(2027, 3, 1)
FULL_UNTIL_MARCH = [FreeFrom(TODAY, 0), FreeFrom(MARCH, 2)]


@pytest.mark.parametrize(
    ("born", "free", "expected"),
    [
        # 24 to 36 months; the child turns two on 5 January and three a year later.
        (date(2025, 1, 5), [FreeFrom(TODAY, 1)], Possible(date(2027, 1, 5))),
        (date(2025, 1, 5), FULL_UNTIL_MARCH, Possible(MARCH)),
        (date(2024, 6, 1), [FreeFrom(TODAY, 1)], Possible(TODAY)),
        (date(2024, 2, 1), FULL_UNTIL_MARCH, Possible(None, "full")),
        (date(2023, 11, 21), [FreeFrom(TODAY, 1)], Possible(None, "too_old")),
        (date(2024, 6, 1), [FreeFrom(TODAY, 0)], Possible(None, "full")),
    ],
)
def test_a_child_could_come_when_it_is_old_enough_and_a_place_is_free(born, free, expected):
    assert first_possible("older_toddler", born, free, TODAY) == expected


def test_nobody_could_stay_in_a_class_that_closes():
    free = [FreeFrom(TODAY, 3)]
    assert first_possible("older_toddler", date(2024, 6, 1), free, TODAY, closes=True) == Possible(
        None, "closed"
    )


def test_free_places_of_a_day_are_those_of_the_last_step():
    assert [free_on(FULL_UNTIL_MARCH, day) for day in (TODAY, date(2027, 2, 28), MARCH)] == [0, 0, 2]


def test_places_go_to_the_first_in_line_whom_they_suit_when_they_want_to_come():
    days = [None, MARCH, TODAY, MARCH]
    wanted = [TODAY, MARCH, TODAY, MARCH]
    assert in_turn(wanted, days, FULL_UNTIL_MARCH) == [False, True, True, False]
    assert in_turn(wanted, days, [FreeFrom(TODAY, 0)]) == [False] * 4
    assert in_turn([TODAY, MARCH], [MARCH, MARCH], FULL_UNTIL_MARCH) == [False, True]
