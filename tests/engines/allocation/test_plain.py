from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.games import HospitalResident

from shanyu.engines.allocation import Outcome, allocate
from shanyu.engines.allocation.plain import SMALL, ranks_of_wishes
from shanyu.engines.allocation.ragged import ragged
from tests.engines.allocation.worlds import random_problem

SEEDS = st.integers(0, 2**32 - 1)


def small(seed):
    return random_problem(seed, 4, 3, 3, 2)


def is_stable(preferences, priorities, capacities, matching):
    """By the definition, without any cleverness."""
    for site, capacity in enumerate(capacities):
        inside = [child for child, got in enumerate(matching) if got == site]
        if len(inside) > capacity or not set(inside) <= set(priorities[site]):
            return False
    for child, wishes in enumerate(preferences):
        better = wishes[: wishes.index(matching[child])] if matching[child] >= 0 else wishes
        for site in better:
            line = priorities[site]
            inside = [other for other, got in enumerate(matching) if got == site]
            worse = [other for other in inside if child in line and line.index(other) > line.index(child)]
            if child in line and (len(inside) < capacities[site] or worse):
                return False
    return True


def all_stable(preferences, priorities, capacities):
    choices = product(*[[*wishes, -1] for wishes in preferences])
    return [m for m in choices if is_stable(preferences, priorities, capacities, m)]


def liking(wishes, site):
    return wishes.index(site) if site >= 0 else len(wishes)


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS)
def test_the_plain_problem_gives_the_stable_matching_that_every_child_likes_best(seed):
    problem = small(seed)
    preferences = problem[0]
    result = allocate(*problem)
    stable = all_stable(*problem)
    best = [
        min((matching[child] for matching in stable), key=lambda site: liking(preferences[child], site))
        for child in range(len(preferences))
    ]
    assert result.assigned.tolist() == best
    assert tuple(best) in stable
    assert result.stable


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_no_child_gains_by_hiding_what_it_wishes(seed):
    preferences, priorities, capacities = small(seed)
    honest = allocate(preferences, priorities, capacities).assigned
    for child, wishes in enumerate(preferences):
        for lie in ([], [0], [1], [2], [0, 1], [1, 0], [2, 1, 0], [1, 2]):
            told = [*preferences[:child], lie, *preferences[child + 1 :]]
            got = int(allocate(told, priorities, capacities).assigned[child])
            if got in wishes:
                assert liking(wishes, got) >= liking(wishes, int(honest[child]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_result_is_that_of_the_matching_package(seed):
    random = np.random.default_rng(seed)
    preferences = [random.permutation(15)[:6].tolist() for _ in range(200)]
    wishing = [[c for c, row in enumerate(preferences) if site in row] for site in range(15)]
    priorities = [random.permutation(row).tolist() for row in wishing]
    game = HospitalResident.create_from_dictionaries(
        dict(enumerate(preferences)), dict(enumerate(priorities)), dict.fromkeys(range(15), 11)
    )
    theirs = [-1] * 200
    for site, children in game.solve(optimal="resident").items():
        for child in children:
            theirs[child.name] = site.name
    assert allocate(preferences, priorities, [11] * 15).assigned.tolist() == theirs


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_lists_and_arrays_give_the_same(seed):
    preferences, priorities, capacities = random_problem(seed, 30, 6, 4, 5)

    def arrays(rows):
        offsets = np.cumsum([0, *map(len, rows)])
        return offsets, np.array([x for row in rows for x in row], dtype=np.int32)

    by_lists = allocate(preferences, priorities, capacities)
    by_arrays = allocate(arrays(preferences), arrays(priorities), np.array(capacities))
    assert by_lists.assigned.tolist() == by_arrays.assigned.tolist()
    assert len(by_lists.blocking_pairs()) == 0


@pytest.mark.parametrize(("children", "sites"), [(40_000, 30), (900, 30)])
def test_a_wish_has_the_rank_of_the_child_in_the_line_of_its_site(children, sites):
    assert (children * sites > SMALL) == (children == 40_000)
    random = np.random.default_rng(7)
    wishes = [random.permutation(sites)[:3].tolist() for _child in range(children)]
    lines = [random.permutation(children)[: children // 2].tolist() for _site in range(sites)]
    places = [{child: place for place, child in enumerate(line)} for line in lines]
    ranks = ranks_of_wishes(*ragged(wishes, "wishes", sites), *ragged(lines, "lines", children))
    expected = [places[site].get(child, -1) for child, row in enumerate(wishes) for site in row]
    assert ranks.tolist() == expected


def test_an_empty_problem_is_answered():
    assert allocate([], [], []).assigned.tolist() == []
    assert allocate([[], []], [[]], [3]).unassigned.tolist() == [0, 1]


def test_equals_go_by_their_lottery_number():
    wishes = [[0], [0], [0]]
    assert allocate(wishes, [[[0, 1, 2]]], [1], lottery=[30, 10, 20]).assigned.tolist() == [-1, 0, -1]
    assert allocate(wishes, [[2, [0, 1]]], [2], lottery=[30, 10, 20]).assigned.tolist() == [-1, 0, 0]
    arrays = (np.array([0, 3]), np.array([2, 0, 1]), np.array([0, 1, 1]))
    assert allocate(wishes, arrays, [2], lottery=[30, 10, 20]).assigned.tolist() == [-1, 0, 0]


def test_a_wrong_matching_would_show_its_blocking_pairs():
    result = allocate([[0, 1], [0, 1]], [[0, 1], [0, 1]], [1, 1])
    assert result.assigned.tolist() == [0, 1]
    result.__dict__["wish_numbers"] = np.array([1, 0], dtype=np.int32)
    assert result.blocking_pairs().tolist() == [[0, 0]]


def test_every_wish_is_explained():
    result = allocate([[0, 1, 2], [0], [0], [0, 1]], [[2, 1, 0, 3], [0, 3], [1]], [1, 1, 1])
    first, second, third = result.explain(0).wishes
    assert (first.outcome, first.place, first.last_place, first.seats_more) == (Outcome.FULL, 3, 1, 2)
    assert (second.outcome, second.place) == (Outcome.GIVEN, 1)
    assert (third.outcome, third.place) == (Outcome.NOT_NEEDED, 0)
    assert result.explain(3).wishes[0].seats_more == 3
    only_third = allocate([[2]], [[], [], []], [1, 1, 1]).explain(0).wishes
    assert [wish.outcome for wish in only_third] == [Outcome.NOT_ACCEPTED]
    with pytest.raises(ValueError, match="child 4 is unknown; children run from 0 to 3"):
        result.explain(4)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (([[0]], [[0]], [1, 1]), "there are 2 capacities but 1 rows of priorities"),
        (([[1]], [[0]], [1]), r"preferences\[0\] holds 1; ids run from 0 to 0"),
        (([[0], [0, 0]], [[0]], [1]), r"preferences\[1\] holds 0 twice"),
        (([[0]], [[0, 0]], [1]), r"priorities\[0\] holds 0 twice"),
        (([[0]], [[1]], [1]), r"priorities\[0\] holds 1; ids run from 0 to 0"),
        (([[0]], [[0]], [-1]), r"capacities\[0\] is -1; the least allowed is 0"),
        (([[0]], [[0]], [1.5]), "capacities must be whole numbers, not float64"),
        (([["a"]], [[0]], [1]), r"preferences\[0\] must be a list of whole numbers"),
        (([[0], [0]], [[[0, 1]]], [1]), "a lottery is needed"),
        (((np.array([0, 2]), np.array([0])), [[0]], [1]), "preferences offsets must rise from 0 to 1"),
    ],
)
def test_bad_input_is_refused_by_name(arguments, says):
    with pytest.raises(ValueError, match=says):
        allocate(*arguments)


def test_a_lottery_gives_everybody_one_number():
    with pytest.raises(ValueError, match="one number for each of 2 children, not 1"):
        allocate([[0], [0]], [[[0, 1]]], [1], lottery=[1])
    with pytest.raises(ValueError, match="a number of its own"):
        allocate([[0], [0]], [[[0, 1]]], [1], lottery=[1, 1])
