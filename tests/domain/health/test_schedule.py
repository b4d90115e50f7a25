"""What the national schedule says to a child's records: tables, and properties that hold for any of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.domain.health.schedule import WAITING, Given, State, due, schedule_on

ON = date(2026, 11, 21)
SCHEDULE = schedule_on(ON)
BORN = date(2024, 8, 11)
ROUTES = [route for series in SCHEDULE.series for route in series.routes]
EVERY = [(slot.vaccine, slot.dose) for route in ROUTES for slot in route]


def states(*records: Given, born: date = BORN, sex: str = "f", on: date = ON) -> dict[tuple[str, int], State]:
    return {(line.vaccine, line.dose): line.state for line in due(SCHEDULE, records, born, sex, on)}


def test_the_schedule_is_the_one_of_2026_and_says_that_it_is_second_hand():
    assert SCHEDULE.rule.document == "国疾控卫免发〔2026〕16号"
    assert SCHEDULE.rule.secondary
    assert schedule_on(date(2026, 6, 16)) is None


@pytest.mark.parametrize(
    ("age", "vaccine", "dose", "state"),
    [
        (0, "hepb", 1, "due"), (0, "bcg", 1, "due"), (0, "hepb", 2, "later"), (1, "hepb", 2, "due"),
        (2, "dtap", 1, "due"), (1, "dtap", 1, "later"), (3, "bcg", 1, "overdue"), (2, "polio", 1, "due"),
        (4, "dtap", 2, "due"), (6, "dtap", 3, "due"), (12, "dtap", 3, "overdue"), (6, "mpsv_a", 1, "due"),
        (8, "mmr", 1, "due"), (12, "mmr", 1, "overdue"), (8, "je_live", 1, "due"), (18, "hepa_live", 1, "due"),
        (17, "hepa_live", 1, "later"), (24, "je_live", 2, "due"), (36, "mpsv_ac", 1, "due"),
        (48, "polio", 4, "due"), (60, "polio", 4, "overdue"), (72, "dtap", 5, "due"), (72, "mpsv_ac", 2, "due"),
        (84, "dtap", 5, "overdue"),
    ],
)  # fmt: skip
def test_a_dose_opens_and_ends_at_the_age_of_the_schedule(age, vaccine, dose, state):
    years, month = divmod(age, 12)
    born = date(2020, 1, 11)
    on = date(2020 + years, 1 + month, 11)
    assert states(born=born, on=on)[vaccine, dose] == state


def test_a_dose_waits_for_the_time_that_the_schedule_wants_after_the_one_before():
    late = Given("mpsv_a", 1, ON - timedelta(days=40))
    assert states(late)["mpsv_a", 2] == State.LATER
    line = next(
        one for one in due(SCHEDULE, [late], BORN, "f", ON) if (one.vaccine, one.dose) == ("mpsv_a", 2)
    )
    assert line.opens == date(2027, 1, 12)


def test_a_dose_below_a_later_one_is_unknown_and_not_called_for_again():
    found = states(Given("dtap", 3, date(2025, 3, 1)))
    assert (found["dtap", 1], found["dtap", 2], found["dtap", 3]) == ("unknown", "unknown", "given")


def test_the_inactivated_vaccine_stands_for_the_live_one_once_it_was_begun():
    found = states(Given("je_inactivated", 1, date(2025, 5, 1)))
    assert ("je_live", 1) not in found
    assert found["je_inactivated", 2] == State.DUE


def test_where_both_kinds_were_begun_and_none_is_complete_only_the_clinic_knows():
    found = states(Given("je_inactivated", 1, date(2025, 5, 1)), Given("je_live", 1, date(2025, 6, 1)))
    assert found["je_live", 2] == State.UNKNOWN


def test_hpv_is_for_girls_born_after_its_day():
    on = date(2026, 11, 21)
    assert ("hpv", 1) not in states(sex="m")
    assert ("hpv", 1) not in states(born=date(2011, 11, 10))
    assert states(born=date(2011, 11, 11), on=on)["hpv", 1] == State.DUE


def test_records_of_days_to_come_do_not_count():
    assert states(Given("bcg", 1, ON + timedelta(days=1)))["bcg", 1] == State.OVERDUE


ages = st.integers(0, 15 * 365)
doses = st.builds(lambda key, day: (*key, day), st.sampled_from(EVERY), st.integers(0, 15 * 365))
books = st.lists(doses, max_size=12, unique_by=lambda one: one[:2])


def records_of(book: list[tuple[str, int, int]], born: date) -> list[Given]:
    return [Given(vaccine, dose, born + timedelta(days=day)) for vaccine, dose, day in book]


def waiting(records: list[Given], born: date, sex: str, on: date) -> tuple[set[str], set[tuple[str, int]]]:
    lines = [line for line in due(SCHEDULE, records, born, sex, on) if line.state in WAITING]
    return {line.series for line in lines}, {(line.vaccine, line.dose) for line in lines}


@settings(max_examples=150, deadline=None)
@given(books, doses, ages, st.sampled_from("fm"))
def test_one_more_record_never_makes_more_due(book, more, age, sex):
    book = [one for one in book if one[:2] != more[:2]]
    born = date(2011, 11, 11)
    on = born + timedelta(days=age)
    before, slots_before = waiting(records_of(book, born), born, sex, on)
    after, slots_after = waiting(records_of([*book, more], born), born, sex, on)
    assert after <= before
    known = {vaccine for vaccine, _dose, day in book if day <= age}
    assert {slot for slot in slots_after if slot[0] in known} <= slots_before


@settings(max_examples=100, deadline=None)
@given(books, ages, st.integers(0, 400), st.sampled_from("fm"))
def test_what_was_due_stays_so_until_it_is_given(book, age, more_days, sex):
    born = date(2011, 11, 11)
    on = born + timedelta(days=age)
    told = [one for one in book if one[2] <= age]
    _series, before = waiting(records_of(told, born), born, sex, on)
    _series, after = waiting(records_of(told, born), born, sex, on + timedelta(days=more_days))
    assert before <= after


@settings(max_examples=50, deadline=None)
@given(ages, st.sampled_from("fm"))
def test_who_was_given_everything_has_nothing_due(age, sex):
    born = date(2011, 11, 11)
    usual = [slot for series in SCHEDULE.series for slot in series.routes[0]]
    records = [Given(slot.vaccine, slot.dose, born) for slot in usual]
    assert waiting(records, born, sex, born + timedelta(days=age)) == (set(), set())
