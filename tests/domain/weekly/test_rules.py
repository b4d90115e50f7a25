from datetime import date
from decimal import Decimal

from shanyu.domain.weekly import rules
from shanyu.domain.weekly.rules import Allergy, Used, holds


def test_a_dish_holds_what_it_declares_and_nothing_else():
    assert holds(["egg", "milk"], ["蒸蛋"], Allergy("egg"))
    assert not holds(["milk"], ["牛奶"], Allergy("egg"))


def test_what_a_family_wrote_in_its_own_words_is_looked_for_in_the_ingredients():
    assert holds([], ["水果拼盘", "芒果"], Allergy("other", "芒果"))
    assert not holds([], ["水果拼盘", "苹果"], Allergy("other", "芒果"))
    assert not holds([], ["水果拼盘"], Allergy("other", ""))


def test_a_named_fruit_is_found_though_nobody_declared_fruit():
    assert holds([], ["芒果西米露"], Allergy("fruit", "芒果"))


def test_two_hours_outdoors_are_asked_on_each_workday_and_on_a_weekend_that_is_used():
    planned = [(day, "outdoors", 60) for day in (1, 1, 2, 6)] + [(3, "indoors", 120)]
    found = rules.outdoors(planned, date(2026, 11, 16))
    assert found.minutes == {1: 120, 2: 60, 3: 0, 4: 0, 5: 0, 6: 60}
    assert found.needed == 120
    assert found.short == [2, 3, 4, 5, 6]
    assert found.rule.citation == "托育机构管理规范（试行）（国卫人口发〔2019〕58号）第十八条"


def test_no_rule_for_time_outdoors_held_before_the_document():
    assert rules.book.in_force("outdoors.daily", date(2019, 10, 7)) is None


def test_what_a_survey_comes_to_is_exact():
    foods = [
        Used("大米", 10_000, Decimal(100), Decimal(346), Decimal("7.4")),
        Used("鸡蛋", 5_000, Decimal(88), Decimal(144), Decimal("13.3")),
    ]
    found = rules.diet_result(foods, 50, Decimal(1000), Decimal(30), 80)
    # (10000 × 3.46 + 4400 × 1.44) ÷ 50 = 818.72 kcal; (740 + 585.2) ÷ 50 = 26.504 g
    assert (found["kcal"], found["protein_g"]) == ("818.7", "26.5")
    assert (found["energy_share"], found["protein_share"]) == ("81.9", "88.3")
    assert (found["energy_enough"], found["protein_enough"]) == (True, True)


def test_just_below_the_target_is_not_enough():
    foods = [Used("大米", 100, Decimal(100), Decimal("799.9"), Decimal("23.9"))]
    found = rules.diet_result(foods, 1, Decimal(1000), Decimal(30), 80)
    assert (found["energy_enough"], found["protein_enough"]) == (False, False)


def test_no_national_reference_is_invented():
    """`domain.md` gives none: what ships says SAMPLE."""
    assert "SAMPLE" in rules.book.rule("survey.reference", date(2026, 11, 21)).title
    assert rules.book.rule("samples.kept", date(2026, 11, 21)).mark == "M"


def test_a_quarter_begins_and_ends_on_its_days():
    assert rules.quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert [rules.quarter_end(date(2026, month, 1)) for month in (1, 4, 7, 10)] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip
    assert not rules.survey_due(date(2026, 10, 1), date(2026, 11, 30))
    assert rules.survey_due(date(2026, 10, 1), date(2026, 12, 1))


def test_a_change_is_told_by_the_cell():
    before = {"1": {"lunch": ["a"]}, "2": {"lunch": ["b"]}}
    now = {"1": {"lunch": ["a"], "dinner": ["c"]}, "3": {"lunch": ["b"]}}
    assert rules.changed(now, before) == {("1", "dinner"), ("2", "lunch"), ("3", "lunch")}
