"""Free places in days to come."""

from datetime import date

from shanyu.domain.enrolment.future import FreeFrom, free_from

NOVEMBER, JANUARY, MARCH, JUNE = (date(2026, 11, 21), date(2027, 1, 1), date(2027, 3, 1), date(2027, 6, 1))


def test_a_planned_leaver_makes_a_place_free_from_the_day_after():
    assert free_from(2, [(NOVEMBER, None), (date(2026, 1, 1), MARCH)], NOVEMBER, JUNE) == [
        FreeFrom(NOVEMBER, 0),
        FreeFrom(MARCH, 1),
    ]


def test_a_place_promised_for_later_is_not_free_before():
    assert free_from(1, [(MARCH, None)], NOVEMBER, JUNE) == [FreeFrom(NOVEMBER, 0)]


def test_a_leaver_whose_place_is_promised_frees_nothing():
    assert free_from(1, [(NOVEMBER, JANUARY), (MARCH, None)], NOVEMBER, JUNE) == [FreeFrom(NOVEMBER, 0)]


def test_who_has_left_counts_no_more_and_far_days_are_not_told():
    stays = [(date(2025, 1, 1), NOVEMBER), (NOVEMBER, JUNE)]
    assert free_from(3, stays, NOVEMBER, MARCH) == [FreeFrom(NOVEMBER, 2)]
