"""The ratio as a rule: by age, exact, and never kinder for more children."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from shanyu.domain.providers.rules import carers_needed
from shanyu.domain.stations import rules
from shanyu.domain.stations.rules import Hours

ON = date(2026, 11, 21)
ages = st.lists(st.integers(0, 47), max_size=12)


def test_a_child_needs_a_third_a_fifth_or_a_seventh_of_a_carer_by_age():
    shares = [rules.share_of(months, ON) for months in (3, 11, 12, 23, 24, 35, 40)]
    assert shares == [Fraction(1, n) for n in (3, 3, 5, 5, 7, 7, 7)]


@given(st.integers(0, 40))
def test_children_of_one_band_need_what_the_standard_says(count):
    for months, band in ((8, "infant"), (18, "toddler"), (30, "older_toddler")):
        assert rules.carers_for([months] * count, ON) == carers_needed(band, count, ON)


@given(ages, st.integers(0, 47))
def test_one_more_child_never_needs_fewer_carers(there, more):
    before, after = rules.carers_for(there, ON), rules.carers_for([*there, more], ON)
    assert before <= after <= before + 1


@given(ages)
def test_the_order_of_children_does_not_matter_and_the_strictest_ratio_is_the_bound(there):
    assert rules.load(there, ON) == rules.load(sorted(there), ON)
    assert rules.carers_for(there, ON) <= carers_needed("infant", len(there), ON)


def test_a_station_is_open_within_its_ranges():
    hours = [Hours(540, 690), Hours(840, 1020)]
    assert rules.within(hours, 540, 600)
    assert not rules.within(hours, 660, 720)
    assert rules.overlapping([Hours(540, 700), Hours(690, 800)])
    assert not rules.overlapping(hours)
    assert hours[0].words == "09:00–11:30"


def test_fewer_days_than_the_standard_asks_are_said():
    assert rules.too_few_days([1, 2, 3, 4], ON) == 5
    assert rules.too_few_days([1, 2, 3, 4, 6], ON) is None


def test_the_area_says_how_many_may_play():
    assert rules.most_at_play(80, ON) == 20
    assert rules.most_at_play(None, ON) is None
