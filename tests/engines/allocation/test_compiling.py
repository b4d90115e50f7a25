"""Plain Python and compiled code give the same, and nobody waits for the compiler over a small problem."""

import numpy as np
import pytest

from shanyu.engines.allocation import plain, protocol, read, running, search
from shanyu.engines.allocation.compiling import SMALL, as_python, compiled, fitting, outer
from shanyu.engines.allocation.market import build
from shanyu.engines.allocation.problem import Room
from shanyu.engines.allocation.programme import Application, Programme, Rules, Site
from tests.engines.allocation import worlds


@outer
def doubled(values):
    """A function of which nothing is compiled yet."""
    for i in range(len(values)):
        values[i] *= 2
    return len(values)


def rooms(seed):
    """Classes of two ages with too few carers, beside one that is only a number."""
    random = np.random.default_rng(seed)
    sites = (
        Site("a", "a", 5, room=Room(2, (2, 3), (3, 4))),
        Site("b", "b", 4, room=Room(1, (2, 3), (3, 4), apart=False)),
        Site("c", "c", 2),
    )
    entries = tuple(
        Application(str(i), tuple("abc"[k] for k in random.permutation(3)), band=int(random.integers(2)))
        for i in range(24)
    )
    return Programme("p", Rules("r"), sites, entries)


@pytest.mark.parametrize("programme", [worlds.summer(3, 60), worlds.summer(5, 90), rooms(1), rooms(2)])
def test_families_reserves_and_rooms_come_out_alike_compiled_or_not(programme, monkeypatch):
    drawn = protocol.draw(programme, worlds.SEED, worlds.PUBLIC)
    market = build(running.problem_of(programme, running.lines(programme, drawn), set(), drawn))
    found = []
    for way in (lambda function, _children: as_python(function), lambda function, _children: function):
        monkeypatch.setattr(search, "fitting", way)
        state, coalitions = search.solve(market)
        found.append([coalitions.tolist(), *(array.tolist() for array in state)])
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(5))
def test_plain_problems_come_out_alike_compiled_or_not(seed):
    problem = read(*worlds.random_problem(seed, 150, 9, 5, 12))
    arrays = (*problem.wishes, *problem.lines)
    ranks = plain.ranks_of_wishes(*arrays)
    assert as_python(plain.ranks_of_wishes)(*arrays).tolist() == ranks.tolist()
    given = (*problem.wishes, ranks, *problem.lines, problem.capacities)
    turn = plain.defer(*given)
    assert as_python(plain.defer)(*given).tolist() == turn.tolist()
    # Everybody one wish further down: now there are pairs to be found.
    asked = (*problem.wishes, ranks, np.where(turn == 0, -1, turn).astype(np.int32), problem.capacities)
    pairs = plain.blocking(*asked).tolist()
    assert pairs and as_python(plain.blocking)(*asked).tolist() == pairs
    doubles = (np.array([0, 2, 4]), np.array([1, 0, 2, 2], dtype=np.int32), 3)
    assert as_python(plain.first_double)(*doubles) == plain.first_double(*doubles) == 3


def test_only_a_large_problem_is_compiled_for_until_that_is_done():
    values = np.arange(3)
    assert fitting(doubled, SMALL)(values) == 3
    assert (values.tolist(), doubled.signatures) == ([0, 2, 4], [])
    assert fitting(doubled, SMALL + 1) is doubled
    with compiled():
        assert fitting(doubled, 1) is doubled
    assert fitting(doubled, 1) is not doubled
    doubled(values)
    assert fitting(doubled, 1) is doubled
