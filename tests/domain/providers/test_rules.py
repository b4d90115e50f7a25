"""Rules as data: ages, sizes, ratios, papers and their clocks, floors and stations."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyu.domain.providers import rules
from shanyu.domain.providers.kinds import AgeBand, CertificateKind, CredentialKind, PostRole
from tests.cast import TODAY


@pytest.mark.parametrize(
    ("months", "bands"),
    [
        (5, ["home"]),
        (6, ["infant", "home"]),
        (11, ["infant", "home"]),
        (12, ["toddler", "home"]),
        (18, ["toddler", "mixed", "home"]),
        (24, ["older_toddler", "mixed", "home"]),
        (35, ["older_toddler", "mixed", "home"]),
        (36, ["kindergarten_custody"]),
        (72, ["primary_custody"]),
        (144, ["middle_custody"]),
        (180, []),
    ],
)
def test_a_child_of_so_many_months_may_join(months, bands):
    assert rules.bands_for_age(months, TODAY) == bands


def test_class_sizes_are_those_of_the_setting_standard_and_of_custody():
    assert {band: rules.size_limit(band, TODAY) for band in AgeBand.values} == {
        "infant": 10,
        "toddler": 15,
        "older_toddler": 20,
        "mixed": 18,
        "home": 5,
        "kindergarten_custody": 30,
        "primary_custody": 45,
        "middle_custody": 50,
    }


@pytest.mark.parametrize(
    ("band", "children", "carers"),
    [
        ("infant", 3, 1), ("infant", 4, 2), ("infant", 10, 4), ("toddler", 15, 3), ("toddler", 16, 4),
        ("older_toddler", 7, 1), ("older_toddler", 20, 3), ("mixed", 18, 4), ("home", 5, 2),
        ("infant", 0, 0), ("primary_custody", 45, None),
    ],
)  # fmt: skip
def test_so_many_children_need_so_many_carers(band, children, carers):
    assert rules.carers_needed(band, children, TODAY) == carers


@given(st.integers(0, 200), st.sampled_from(["infant", "toddler", "older_toddler", "mixed", "home"]))
def test_carers_always_cover_the_children_and_one_fewer_would_not(children, band):
    needed, (ratio, _rule) = rules.carers_needed(band, children, TODAY), rules.ratio_of(band, TODAY)
    assert needed * ratio >= children
    assert needed == 0 or (needed - 1) * ratio < children


def test_fewer_than_no_children_is_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        rules.carers_needed("infant", -1, TODAY)


def test_the_ratio_of_a_mixed_class_says_that_its_source_is_second_hand():
    ratio, rule = rules.ratio_of("mixed", TODAY)
    assert (ratio, rule.mark, rule.secondary, rule.force) == (5, "F2", True, "recommended")
    assert rule.citation.endswith("（据二手资料）")
    assert rules.ratio_of("infant", TODAY)[1].citation == (
        "托育机构设置标准（试行）（国卫人口发〔2019〕58号）第十九、二十条"
    )


def test_before_a_rule_began_it_does_not_bind():
    assert rules.size_limit("infant", date(2019, 10, 7)) is None
    assert rules.bands_for_age(8, date(2019, 10, 7)) == []
    with pytest.raises(LookupError, match=r"class\.infant"):
        rules.rule("class.infant", date(2019, 10, 7))


@pytest.mark.parametrize(
    ("days", "state", "window"),
    [
        (None, "valid", None), (91, "valid", None), (90, "soon", 90), (31, "soon", 90), (30, "due", 30),
        (8, "due", 30), (7, "due", 7), (0, "due", 7), (-1, "expired", 0),
    ],
)  # fmt: skip
def test_a_paper_warns_90_30_and_7_days_before_it_expires(days, state, window):
    expires = None if days is None else TODAY + timedelta(days=days)
    assert rules.expiry_state(expires, TODAY) == state
    assert rules.expiry_window(expires, TODAY) == window


def test_the_rule_s_clock_or_the_printed_date_whichever_is_earlier_ends_a_paper():
    issued = date(2025, 11, 30)
    assert rules.effective_expiry("health", issued, None) == date(2026, 11, 30)
    assert rules.effective_expiry("health", issued, date(2027, 11, 30)) == date(2026, 11, 30)
    assert rules.effective_expiry("health", issued, date(2026, 5, 1)) == date(2026, 5, 1)
    assert rules.effective_expiry("childcare", issued, None) is None


def test_a_lease_runs_three_years_to_the_day():
    assert rules.lease_long_enough(date(2026, 1, 1), date(2028, 12, 31))
    assert not rules.lease_long_enough(date(2026, 1, 1), date(2028, 12, 30))


def test_a_nursery_needs_four_papers_and_a_food_licence_if_it_serves_meals():
    assert rules.papers_needed("nursery", TODAY) == ["licence", "premises", "hygiene", "fire"]
    assert rules.papers_needed("nursery", TODAY, meals=True)[-1] == "food"
    assert rules.papers_recommended("nursery", TODAY) == ["insurance"]
    assert rules.papers_needed("school", TODAY) == []


def test_a_carer_needs_health_no_crime_and_one_of_three_trainings():
    held = ["health", "teacher"]
    assert rules.missing_credentials("carer", held, TODAY) == [("no_crime",)]
    assert rules.missing_credentials("carer", [*held, "no_crime"], TODAY) == []
    assert rules.missing_credentials("head", ["health", "no_crime"], TODAY) == [("head_training",)]


def test_every_paper_a_rule_names_is_one_the_platform_knows():
    for entry in rules.rules_under("papers.", TODAY):
        assert {*entry.value["needed"], *entry.value.get("with_meals", [])} <= set(CertificateKind.values)
    for role in PostRole.values:
        groups = rules.credential_groups(role, TODAY)
        assert groups
        assert {kind for group in groups for kind in group} <= set(CredentialKind.values)


@pytest.mark.parametrize(
    ("use", "floor", "state"),
    [
        ("living", 1, "ok"), ("living", 3, "ok"), ("living", 4, "forbidden"), ("sleeping", 0, "forbidden"),
        ("office", 4, "forbidden"),
    ],
)  # fmt: skip
def test_children_live_on_the_first_three_floors(use, floor, state):
    assert rules.floor_state(use, floor, TODAY) == state


@pytest.mark.parametrize(
    ("grade", "area", "places"),
    [
        ("demonstration", 79.9, 0), ("demonstration", 80, 2), ("demonstration", 99.9, 2),
        ("demonstration", 100, 4), ("demonstration", 200, 6), ("basic", 300, 0), ("demonstration", None, 0),
    ],
)  # fmt: skip
def test_a_station_s_temporary_places_follow_its_area(grade, area, places):
    assert rules.temporary_places(grade, area, TODAY) == places


def test_a_station_without_classes_serves_children_under_three():
    assert rules.serves_age("station", 35, TODAY)
    assert not rules.serves_age("station", 36, TODAY)
    assert not rules.serves_age("nursery", 12, TODAY)


def test_every_rule_tells_its_title_mark_and_force():
    for entry in rules.rules_under("", TODAY):
        assert entry.title
        assert entry.mark in {"F", "F2", "D"}
        assert rules.force_name(entry.force) in {"强制", "推荐", "地方做法", "本平台建议"}
        assert entry.mark != "D" or entry.force == "proposal"
