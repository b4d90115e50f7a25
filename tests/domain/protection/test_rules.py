"""Clusters in sliding windows, deadlines, and signs against the usual."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.domain.protection import rules
from shanyu.domain.protection.rules import Cluster, Onset
from tests.cast import TODAY

DAY = date(2026, 11, 1)
onsets = st.lists(
    st.builds(
        Onset,
        on=st.integers(0, 25).map(lambda day: DAY + timedelta(days=day)),
        child=st.integers(1, 8),
        care_class=st.integers(1, 3),
    ),
    max_size=14,
)


def on(day: int, child: int, care_class: int = 1) -> Onset:
    return Onset(DAY + timedelta(days=day), child, care_class)


def test_two_children_of_a_class_within_seven_days_are_a_cluster():
    assert rules.clusters([on(0, 1), on(6, 2)], 7, 2) == [
        Cluster(DAY, DAY + timedelta(days=6), frozenset({1, 2}))
    ]


def test_two_children_eight_days_apart_are_none():
    assert rules.clusters([on(0, 1), on(7, 2)], 7, 2) == []


def test_one_child_noted_twice_is_one_child():
    assert rules.clusters([on(0, 1), on(3, 1)], 7, 2) == []


def test_windows_that_share_an_episode_are_one_cluster_and_others_are_not():
    cases = [on(0, 1), on(5, 2), on(11, 3), on(24, 4), on(25, 5)]
    assert rules.clusters(cases, 7, 2) == [
        Cluster(DAY, DAY + timedelta(days=11), frozenset({1, 2, 3})),
        Cluster(DAY + timedelta(days=24), DAY + timedelta(days=25), frozenset({4, 5})),
    ]


def test_the_order_of_arrival_makes_no_difference():
    cases = [on(0, 1), on(2, 2), on(4, 1), on(9, 3), on(11, 4)]
    assert len({tuple(rules.clusters(order, 7, 2)) for order in permutations(cases)}) == 1


@settings(max_examples=150, deadline=None)
@given(onsets, st.randoms(use_true_random=False), st.integers(2, 10), st.integers(2, 4))
def test_clusters_are_exactly_what_some_window_holds(cases, random, days, children):
    found = rules.clusters(cases, days, children)
    shuffled = list(cases) * 2
    random.shuffle(shuffled)
    assert rules.clusters(shuffled, days, children) == found
    met = set()
    for start in range(-10, 26):
        first = DAY + timedelta(days=start)
        within = [one for one in cases if first <= one.on < first + timedelta(days=days)]
        if len({one.child for one in within}) >= children:
            met |= {(one.on, one.child) for one in within}
    inside = {
        (one.on, one.child) for one in cases for cluster in found if cluster.first <= one.on <= cluster.last
    }
    assert inside == met
    assert all(len(cluster.children) >= children for cluster in found)
    assert all(one.last < other.first for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("disease", "days", "children"),
    [
        ("hfmd", 7, 5), ("norovirus", 7, 10), ("dysentery", 3, 10), ("ahc", 7, 3), ("ili", 7, 10),
        ("scarlet_fever", 7, 10), ("measles", 10, 2), ("rubella", 7, 5), ("mumps", 7, 5), ("varicella", 7, 5),
        ("dengue", 14, 3),
    ],
)  # fmt: skip
def test_the_thresholds_of_an_institution_are_those_of_the_guideline(disease, days, children):
    [rule] = [one for one in rules.thresholds("site", TODAY) if one.value["disease"] == disease]
    assert (rule.value["days"], rule.value["children"], rule.mark) == (days, children, "F")


def test_only_hand_foot_and_mouth_disease_has_a_threshold_of_a_class():
    [rule] = rules.thresholds("class", TODAY)
    assert (rule.value["disease"], rule.value["days"], rule.value["children"]) == ("hfmd", 7, 2)


def test_a_class_with_two_children_closes_for_ten_days():
    assert rules.class_closes("hfmd", Cluster(DAY, DAY, frozenset({1, 2})), TODAY) == 10
    assert rules.class_closes("varicella", Cluster(DAY, DAY, frozenset({1, 2})), TODAY) == 0


def test_a_site_closes_with_ten_children_or_three_classes_within_a_week():
    five = [on(day, day + 1, 1) for day in range(5)]
    assert rules.site_closes("hfmd", five, TODAY) == 0
    assert rules.site_closes("hfmd", [on(0, child, 1) for child in range(10)], TODAY) == 10
    three = [on(0, 1, 1), on(1, 2, 1), on(2, 3, 2), on(3, 4, 2), on(4, 5, 3), on(6, 6, 3)]
    assert rules.site_closes("hfmd", three, TODAY) == 10
    assert rules.site_closes("hfmd", [*three[:-1], on(8, 6, 3)], TODAY) == 0


@pytest.mark.parametrize(("severity", "hours"), [(1, None), (2, None), (3, 24), (4, 2)])
def test_how_soon_the_authority_must_know_depends_on_the_severity(severity, hours):
    happened = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    due = happened + timedelta(hours=hours) if hours else None
    assert rules.report_due(severity, happened, TODAY) == due


@pytest.mark.parametrize(
    ("symptoms", "tenths", "expected"),
    [
        (["cough"], 385, ["ili"]),
        (["sore_throat"], 380, ["ili"]),
        (["cough"], 379, []),
        (["cough"], None, []),
        (["rash"], 390, []),
        (["mouth_blisters", "hand_blisters"], None, ["hfmd"]),
        (["mouth_blisters"], 390, []),
    ],
)
def test_signs_that_may_be_a_disease(symptoms, tenths, expected):
    assert rules.suspected_of(symptoms, tenths, TODAY) == expected


@pytest.mark.parametrize(
    ("today", "before", "expected"),
    [(3, {}, True), (2, {}, False), (3, {1: 21}, True), (3, {1: 22}, False), (3, {15: 99}, True)],
)
def test_a_sign_is_unusual_from_three_children_and_twice_the_usual_of_a_fortnight(today, before, expected):
    counts = {TODAY: today} | {TODAY - timedelta(days=back): count for back, count in before.items()}
    assert rules.unusual(counts, TODAY) is expected


def test_a_suspension_begins_the_day_after_and_lasts_whole_days():
    assert rules.closed_from(DAY, 10) == (date(2026, 11, 2), date(2026, 11, 12))
