from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from benchmarks._allocation_data import as_problem, contested

from shanyu.engines.allocation import Family, Outcome, SiblingRule, Siblings, allocate
from shanyu.engines.allocation.families import options_of


def world(seed, children=9, sites=4, families=3):
    """Children in pairs and alone, all acceptable everywhere, seats short."""
    random = np.random.default_rng(seed)
    preferences = [random.permutation(sites)[:3].tolist() for _ in range(children)]
    for k in range(families):
        preferences[2 * k + 1] = preferences[2 * k]
    priorities = [random.permutation(children).tolist() for _ in range(sites)]
    pairs = [[2 * k, 2 * k + 1] for k in range(families)]
    return preferences, priorities, random.integers(1, 4, sites).tolist(), pairs


def best_by_trying_all(preferences, priorities, capacities, families):
    """(blocking coalitions, children without a place) of the best of all matchings, by the definition."""
    members = {child for family in families for child in family.children}
    alone = [Family((c,), tuple((s,) for s in row)) for c, row in enumerate(preferences) if c not in members]
    everybody = [*families, *alone]
    rank = [{child: place for place, child in enumerate(line)} for line in priorities]

    def would_take(family, option, where):
        for site in {site for site in option if site >= 0}:
            coming = [c for c, to in zip(family.children, option, strict=True) if to == site]
            held = [c for c, got in where.items() if got == site and c not in coming]
            taken = sorted([*held, *coming], key=rank[site].get)[: capacities[site]]
            if not set(coming) <= set(taken):
                return False
        return True

    scores = []
    for choice in product(*[[*range(len(family.options)), None] for family in everybody]):
        where = {}
        for family, option in zip(everybody, choice, strict=True):
            if option is not None:
                where |= dict(zip(family.children, family.options[option], strict=True))
        where = {child: site for child, site in where.items() if site >= 0}
        if any(list(where.values()).count(site) > seats for site, seats in enumerate(capacities)):
            continue
        blocking = sum(
            would_take(family, better, where)
            for family, option in zip(everybody, choice, strict=True)
            for better in family.options[:option]
        )
        scores.append((blocking, len(preferences) - len(where)))
    return min(scores)


@pytest.mark.parametrize("seed", range(12))
def test_families_are_placed_as_well_as_by_trying_everything(seed):
    preferences, priorities, capacities, pairs = world(seed, children=7, sites=3, families=2)
    result = allocate(preferences, priorities, capacities, siblings=pairs)
    blocking = len(result.blocking_pairs()) + len(result.blocking_coalitions())
    families = result.problem.families
    assert (blocking, len(result.unassigned)) == best_by_trying_all(
        preferences, priorities, capacities, families
    )


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 5, 7])
def test_brothers_and_sisters_are_at_one_site_or_nowhere(seed):
    preferences, priorities, capacities, pairs = world(seed, 40, 6, 10)
    result = allocate(preferences, priorities, capacities, siblings=pairs)
    assert all(result.assigned[a] == result.assigned[b] for a, b in pairs)
    assert result.stable
    again = allocate(preferences, priorities, capacities, siblings=pairs)
    assert again.assigned.tolist() == result.assigned.tolist()


def test_a_family_of_one_is_nothing_special():
    preferences, priorities, capacities, _pairs = world(3, 30)
    alone = allocate(preferences, priorities, capacities, siblings=[[c] for c in range(30)])
    assert alone.assigned.tolist() == allocate(preferences, priorities, capacities).assigned.tolist()


def test_classes_of_one_place_are_together():
    wishes = [[0, 2], [1, 3]]
    everybody = [[0, 1]] * 4
    siblings = Siblings([[0, 1]], places=[0, 0, 1, 1])
    assert allocate(wishes, everybody, [1, 0, 1, 1], siblings=siblings).assigned.tolist() == [2, 3]


def test_the_rules_order_a_familys_options():
    wishes, places = [[0, 1], [1, 0]], [0, 1]
    assert options_of(wishes, places, "together") == [(0, 0), (1, 1)]
    assert options_of(wishes, places, "all_or_none") == [(0, 0), (1, 1), (0, 1), (1, 0)]
    assert options_of(wishes, places, SiblingRule.TOGETHER_FIRST)[4:] == [(0, -1), (-1, 1), (1, -1), (-1, 0)]


def test_a_family_may_lose_a_seat_that_one_child_alone_would_get():
    result = allocate([[0], [0], [0]], [[0, 2, 1]], [2], siblings=[[0, 1]])
    assert result.assigned.tolist() == [-1, -1, 0]
    assert result.explain(0).wishes[0].outcome is Outcome.SIBLINGS
    assert result.explain(1).wishes[0].outcome is Outcome.SIBLINGS
    assert result.stable


def test_a_world_without_a_stable_matching_is_left_with_one_objection():
    """Constraint programming finds no matching without a blocking coalition here, and the same with one."""
    preferences, priorities, capacities, pairs = world(6, 40, 6, 10)
    result = allocate(preferences, priorities, capacities, siblings=pairs)
    assert len(result.blocking_pairs()) + len(result.blocking_coalitions()) == 1
    assert len(result.unassigned) == 40 - sum(capacities)


@pytest.mark.parametrize("reserves", [False, True])
def test_a_city_short_of_everything_is_left_without_an_objection(reserves):
    result = allocate(**as_problem(contested(3000, 11, reserves)))
    assert len(result.problem.families) == 262
    assert (len(result.blocking_pairs()), result.blocking_coalitions()) == (0, [])
    assert 3000 - len(result.unassigned) == result.problem.capacities.sum() == 1820


@pytest.mark.parametrize("rule", SiblingRule)
def test_every_rule_leaves_a_contested_city_without_an_objection(rule):
    problem = as_problem(contested(600, 12, True))
    result = allocate(**problem | {"siblings": replace(problem["siblings"], rule=rule, rules=None)})
    assert (len(result.blocking_pairs()), result.blocking_coalitions()) == (0, [])


def test_a_seat_is_not_handed_on_to_a_brother_or_sister_past_those_who_wait():
    # The first would rather leave the full site to the second and go elsewhere; a child that waits stands before.
    siblings = Siblings([[0, 1]], SiblingRule.TOGETHER_FIRST)
    result = allocate([[0, 1], [0], [0]], [[0, 2, 1], [0]], [1, 1], siblings=siblings)
    assert (result.assigned.tolist(), result.stable) == ([0, -1, -1], True)


def test_where_no_stable_matching_exists_the_objection_is_told():
    # A pair needs both seats; the child alone pushes one out at its second wish, and so on, round and round.
    preferences = [[0], [1], [0, 1]]
    priorities = [[0, 2], [2, 1]]
    family = Siblings([Family((0, 1), ((0, 1),))])
    result = allocate(preferences, priorities, [1, 1], siblings=family)
    assert len(result.blocking_pairs()) + len(result.blocking_coalitions()) == 1
    assert not result.stable


def test_bad_families_are_refused():
    with pytest.raises(ValueError, match=r"siblings\[1\]: child 0 is unknown or already in a family"):
        allocate([[0], [0]], [[0, 1]], [2], siblings=[[0], [0, 1]])
    with pytest.raises(ValueError, match=r"option \(1,\) is not made of its children's wishes"):
        allocate([[0]], [[0], []], [1, 1], siblings=Siblings([Family((0,), ((1,),))]))
    with pytest.raises(ValueError, match="not a valid SiblingRule"):
        allocate([[0], [0]], [[0, 1]], [2], siblings=Siblings([[0, 1]], rule="near"))
    with pytest.raises(ValueError, match="more than 50000 options"):
        options_of([list(range(50))] * 3, range(50), "all_or_none")
