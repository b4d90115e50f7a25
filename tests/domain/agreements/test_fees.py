"""A month's fee to the day: exact examples, and what holds of every fee."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.domain.agreements.fees import From, Listed, Plan, Price, Relief, Stay, month_fee

WEEK = (1, 2, 3, 4, 5)
FULL = Plan("full_day", WEEK, 660, Price("month", 268000, 2000))
HALF = Plan("half_day", WEEK, 270, Price("month", 160000, 1000))
HOURLY = Plan("hourly", (1, 3), 150, Price("hour", 2500))
DAILY = Plan("holiday", WEEK, 480, Price("day", 8000))
JANUARY, FEBRUARY, MARCH = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)
ALWAYS = Stay(date(2026, 12, 1))


def care(fee) -> list[tuple]:
    return [
        (line.form, line.since.day, line.last.day, line.days, line.amount_fen)
        for line in fee.lines
        if line.kind == "care"
    ]


def meals(fee) -> int:
    return sum(line.amount_fen for line in fee.lines if line.kind == "meal")


@pytest.mark.parametrize("month", [FEBRUARY, date(2028, 2, 1), date(2027, 4, 1), JANUARY])
def test_a_whole_month_costs_its_price_however_many_days_it_has(month):
    fee = month_fee(month, [From(date(2026, 12, 1), FULL, False)], ALWAYS)
    days = monthrange(month.year, month.month)[1]
    assert care(fee) == [("full_day", 1, days, days, 268000)]


def test_half_day_becomes_full_day_in_the_middle_of_a_month():
    fee = month_fee(MARCH, [From(JANUARY, HALF, False), From(date(2027, 3, 16), FULL)], ALWAYS)
    # 15 and 16 days of 31: 77419.35… and 138322.58…, together 215741.93…, of which the fraction is dropped.
    assert care(fee) == [("half_day", 1, 15, 15, 77419), ("full_day", 16, 31, 16, 138322)]
    assert meals(fee) == 11 * 1000 + 12 * 2000
    assert (fee.total_fen, fee.whole) == (77419 + 138322 + 35000, True)


def test_the_first_and_the_last_month_are_reckoned_to_the_day():
    plans = [From(date(2027, 1, 18), FULL, False)]
    assert care(month_fee(JANUARY, plans, Stay(date(2027, 1, 18)))) == [("full_day", 18, 31, 14, 121032)]
    stay = Stay(date(2027, 1, 18), date(2027, 2, 15))
    assert care(month_fee(FEBRUARY, plans, stay)) == [("full_day", 1, 14, 14, 134000)]
    assert month_fee(MARCH, plans, stay).lines == ()
    assert month_fee(date(2026, 12, 1), plans, stay).total_fen == 0


def test_an_hourly_fee_falls_on_agreed_days_and_hours():
    fee = month_fee(FEBRUARY, [From(JANUARY, HOURLY, False)], ALWAYS)
    assert care(fee) == [("hourly", 1, 28, 8, 8 * 6250)]


def test_a_daily_fee_falls_away_during_a_suspension_and_a_monthly_one_by_the_rule():
    away = replace(ALWAYS, away=((date(2027, 2, 8), date(2027, 2, 22)),))
    assert sum(line[4] for line in care(month_fee(FEBRUARY, [From(JANUARY, DAILY)], away))) == 10 * 8000
    plans = [From(JANUARY, FULL)]
    assert sum(line[4] for line in care(month_fee(FEBRUARY, plans, away))) == 268000
    half = month_fee(FEBRUARY, plans, away, away_percent=50)
    assert [line[4] for line in care(half)] == [67000, 67000, 67000]
    assert meals(half) == 10 * 2000


def test_a_fee_by_period_is_told_without_an_amount():
    fee = month_fee(FEBRUARY, [From(JANUARY, Plan("after_school", WEEK, 90, Price("period", 240)))], ALWAYS)
    assert care(fee) == [("after_school", 1, 28, 20, None)]
    assert (fee.total_fen, fee.whole) == (0, False)


def test_a_lower_list_counts_from_its_day_and_a_higher_one_does_not():
    lower = Listed("full_day", date(2027, 2, 15), None, Price("month", 134000, 2000))
    before = Listed("full_day", date(2026, 1, 1), date(2027, 2, 15), Price("month", 400000, 2000))
    fee = month_fee(FEBRUARY, [From(JANUARY, FULL)], ALWAYS, listed=[before, lower])
    assert care(fee) == [("full_day", 1, 14, 14, 134000), ("full_day", 15, 28, 14, 67000)]
    assert [line.lowered for line in fee.lines if line.kind == "care"] == [False, True]


def test_the_list_of_the_class_s_own_age_band_counts_before_the_one_for_all():
    listed = [
        Listed("full_day", JANUARY, None, Price("month", 100000, 2000)),
        Listed("full_day", JANUARY, None, Price("month", 200000, 2000), band="infant"),
    ]
    infant = replace(FULL, band="infant")
    assert month_fee(FEBRUARY, [From(JANUARY, infant)], ALWAYS, listed=listed).lines[0].amount_fen == 200000
    assert month_fee(FEBRUARY, [From(JANUARY, FULL)], ALWAYS, listed=listed).lines[0].amount_fen == 100000


def test_a_verified_waiver_takes_its_percent_off_the_care_fee_while_it_holds():
    relief = [Relief(date(2027, 2, 15), None, 100), Relief(JANUARY, None, 50)]
    fee = month_fee(FEBRUARY, [From(JANUARY, FULL)], ALWAYS, reliefs=relief)
    assert care(fee) == [("full_day", 1, 14, 14, 67000), ("full_day", 15, 28, 14, 0)]
    assert meals(fee) == 20 * 2000


def test_a_change_of_the_first_day_wins_over_the_agreement():
    plans = [From(JANUARY, FULL, True), From(JANUARY, HALF, False)]
    assert [line[0] for line in care(month_fee(JANUARY, plans, ALWAYS))] == ["full_day"]


prices = st.builds(
    Price, st.sampled_from(["month", "day", "hour"]), st.integers(0, 900000), st.integers(0, 5000)
)
plans_of_care = st.builds(
    Plan,
    st.sampled_from(["full_day", "half_day"]),
    st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(30, 720),
    prices,
)
days = st.integers(0, 120).map(lambda n: JANUARY + timedelta(days=n))
amendments = st.lists(st.builds(From, days, plans_of_care), max_size=6, unique_by=lambda one: one.on)
papers = st.builds(lambda first, changes: [From(JANUARY, first, False), *changes], plans_of_care, amendments)
spans = st.builds(lambda a, b: (min(a, b), max(a, b) + timedelta(days=1)), days, days)
stays = st.builds(
    lambda since, until, away: Stay(since, until, (away,) if away else ()),
    days, st.none() | days, st.none() | spans,
)  # fmt: skip
lists = st.lists(st.builds(lambda span, price, form: Listed(form, *span, price), spans, prices,
                           st.sampled_from(["full_day", "half_day"])), max_size=1)  # fmt: skip
reliefs = st.lists(
    st.builds(lambda span, percent: Relief(*span, percent), spans, st.integers(0, 100)), max_size=2
)
months = st.sampled_from([JANUARY, FEBRUARY, MARCH, date(2027, 4, 1)])
quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)


@quick
@given(papers, st.randoms(use_true_random=False), months, stays, lists, reliefs)
def test_the_fee_is_the_same_however_the_amendments_are_ordered(plans, dice, month, stay, listed, waived):
    shuffled = dice.sample(plans, len(plans))
    facts = {"listed": listed, "reliefs": waived, "away_percent": 70}
    assert month_fee(month, plans, stay, **facts) == month_fee(month, shuffled, stay, **facts)


@quick
@given(papers, months, stays, reliefs)
def test_a_month_is_the_sum_of_its_days_with_less_than_a_fen_dropped(plans, month, stay, waived):
    fee = month_fee(month, plans, stay, reliefs=waived)
    length = monthrange(month.year, month.month)[1]
    exact, meal = Fraction(0), 0
    for day in (month + timedelta(days=n) for n in range(length)):
        ruling = [one for one in plans if one.on <= day]
        if not ruling or day < stay.begins or (stay.ends and day >= stay.ends):
            continue
        plan = max(ruling, key=lambda one: (one.on, one.change)).plan
        away = any(since <= day < until for since, until in stay.away)
        comes = day.isoweekday() in plan.weekdays and not away
        share = {
            "month": Fraction(plan.price.fee_fen, length),
            "day": Fraction(plan.price.fee_fen * comes),
            "hour": Fraction(plan.price.fee_fen * comes * plan.minutes, 60),
        }[plan.price.unit]
        waiver = max((one.percent for one in waived if one.since <= day < one.until), default=0)
        exact += share * (100 - waiver) / 100
        meal += plan.price.meal_fen * comes
    assert fee.total_fen == int(exact) + meal
    assert sum(line.amount_fen for line in fee.lines) == fee.total_fen
    for one, after in pairwise([line for line in fee.lines if line.kind == "care"]):
        assert one.last < after.since


@quick
@given(plans_of_care, days, months)
def test_a_change_to_the_same_plan_costs_nothing(plan, on, month):
    whole = month_fee(month, [From(JANUARY, plan, False)], ALWAYS)
    assert month_fee(month, [From(JANUARY, plan, False), From(on, plan)], ALWAYS).total_fen == whole.total_fen


@quick
@given(papers, st.builds(From, days, plans_of_care), months)
def test_a_change_leaves_the_days_before_it_as_they_were(plans, more, month):
    if month <= more.on < month + timedelta(days=28):
        until = Stay(JANUARY, more.on)
        assert month_fee(month, [*plans, more], until) == month_fee(month, plans, until)


@quick
@given(papers, months, stays, st.integers(0, 900000), st.integers(0, 5000))
def test_nobody_pays_more_than_the_list(plans, month, stay, fee_fen, meal_fen):
    listed = [
        Listed(form, JANUARY, None, Price("month", fee_fen, meal_fen)) for form in ("full_day", "half_day")
    ]
    fee = month_fee(month, plans, stay, listed=listed)
    for line in fee.lines:
        if line.kind == "meal":
            assert line.price_fen <= meal_fen
        elif line.unit == "month":
            assert line.price_fen <= fee_fen
    assert fee.total_fen <= month_fee(month, plans, stay).total_fen
