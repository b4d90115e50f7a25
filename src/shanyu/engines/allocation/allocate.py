"""The public function of the engine."""

import numpy as np
from numpy.typing import ArrayLike

from shanyu.engines.allocation.compiling import fitting
from shanyu.engines.allocation.problem import Problem, read
from shanyu.engines.allocation.result import Allocation, Engine


def allocate(
    preferences: object,
    priorities: object,
    capacities: ArrayLike,
    *,
    reserves: object = None,
    groups: object = None,
    siblings: object = None,
    lottery: ArrayLike | None = None,
) -> Allocation:
    """Give children places at sites by deferred acceptance, children proposing.

    preferences: for each child the sites it wishes, best first. Lists of lists, or `(offsets, ids)` arrays, where
        child c wishes `ids[offsets[c]:offsets[c + 1]]`.
    priorities: for each site the children acceptable to it, best first, in the same two forms. A child that is not
        listed is not acceptable. With a `lottery` an entry may itself be a list of children of equal standing; in
        arrays, `(offsets, ids, standings)` with a number for each id that rises along a site's line.
    capacities: (sites,) seats, from 0 up.
    reserves: for each site a `Reserve`, or a list of (group, seats) in the order of filling, or None; or a dict by
        site. A reserved seat that nobody of its group takes is open to all.
    groups: for each child the groups that it belongs to, from 0 to 62. Needed with reserves.
    siblings: a list of lists of children who are placed at one site together or not at all, or `Siblings` for
        other rules.
    lottery: (children,) one whole number for each child, all different; of equals the smaller goes first.

    The plain problem (no reserves, no siblings) gives exactly the stable matching that is best for every child;
    telling the truth is then the best a family can do. With reserves this stays so. With siblings a stable matching
    need not exist: `Allocation.blocking_coalitions` says what is left (see `search`).

    The same arguments always give the same result. Raises ValueError, saying what is wrong, for anything else.
    """
    return solve(
        read(
            preferences,
            priorities,
            capacities,
            reserves=reserves,
            groups=groups,
            siblings=siblings,
            lottery=lottery,
        )
    )


def solve(problem: Problem) -> Allocation:
    """The allocation of a problem made by `problem.read`, which also takes rooms and age bands."""
    if not problem.plain:
        engine = Engine(problem)
        return Allocation(problem, engine.assigned(), engine)
    from shanyu.engines.allocation.plain import defer

    turn = fitting(defer, problem.children)(
        *problem.wishes, problem.ranks, *problem.lines, problem.capacities
    )
    if not len(problem.wishes.ids):
        return Allocation(problem, np.full(problem.children, -1, dtype=np.int32))
    got = np.maximum(problem.wishes.offsets[:-1] + turn, 0)
    sites = problem.wishes.ids[np.minimum(got, len(problem.wishes.ids) - 1)]
    return Allocation(problem, np.where(turn >= 0, sites, np.int32(-1)))
