"""Siblings: a stable matching first, then the one among those within reach that places the most children.

With siblings a stable matching need not exist, there may be several, and they may place different numbers of
children. The way taken here starts like sorted deferred acceptance (arXiv 2501.13043): children alone first. Then
families with several children are let in where they could object, one after another, in an order drawn from a fixed
seed, and after each of them all children alone are settled (`walking`). Where that goes round in circles it goes on
from the best matching met, until none could object or the work that is allowed is done. Then families are taken out
and let in again last, one at a time: what has fewer blocking coalitions, or as few and more children placed, or as
many and better wishes, is kept, so nothing ever gets worse. All of it is integer arithmetic in a fixed order, and work
is counted in options looked at, never in seconds, so everybody who computes it gets the same result.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanyu.engines.allocation.compiling import fitting
from shanyu.engines.allocation.joint import coalitions
from shanyu.engines.allocation.market import Market, State, empty_state
from shanyu.engines.allocation.walking import walk

WORK_PER_FAMILY = 4_000
WORK_PER_OPTION = 20
"""Options that the walk to the first matching looks at, at most, for each family of several and each of its options;
and the same number once more while families are taken out and let in again, for all of them together."""
WORK_EACH = 10_000
"""The most for one family taken out."""
PATIENCE = 300
"""Steps without a better matching after which a walk goes on from the best one."""
ROUNDS = 4
"""How often all families with several children are taken out once, as long as that finds something better."""


@dataclass(frozen=True)
class Score:
    """Smaller is better, in this order: blocking coalitions, children without a place, sum of option numbers."""

    blocking: int
    unplaced: int
    regret: int

    def key(self) -> tuple[int, int, int]:
        return self.blocking, self.unplaced, self.regret


def solve(market: Market) -> tuple[State, NDArray[np.int64]]:
    """The state found, and its blocking coalitions as (k, 2) families and options (none where it is stable)."""
    state = empty_state(market)
    if not len(state.at):
        return state, np.empty((0, 2), dtype=np.int64)
    sizes = np.diff(market.member_at)
    alone, several = np.flatnonzero(sizes == 1), np.flatnonzero(sizes > 1)
    first = int(several[0]) if len(several) else len(sizes)
    # The newest is asked first, so the first family comes last.
    state.queue[: len(alone)] = alone[::-1]
    state.queued[:] = True
    best = state.copy()
    options = int(market.option_at[-1] - market.option_at[first])
    work = WORK_PER_FAMILY * len(several) + WORK_PER_OPTION * options
    children = len(market.members)
    blocking, _placed, _work = fitting(walk, children)(
        market, state, best, first, len(alone), work, PATIENCE, 1, -1
    )
    if len(several):
        best = _improved(market, best, _score(market, best, blocking), several, work)
    return best, fitting(coalitions, children)(market, best)


def _improved(market: Market, best: State, score: Score, several: NDArray[np.int64], work: int) -> State:
    for turn in range(ROUNDS):
        before = score.key()
        for family in several:
            if work <= 0:
                return best
            state, found = best.copy(), best.copy()
            allowed = min(work, WORK_EACH)
            blocking, _placed, left = fitting(walk, len(market.members))(
                market, state, found, int(several[0]), 0, allowed, PATIENCE, turn + 1, int(family)
            )
            work -= allowed - left
            if blocking < 0:
                continue
            new = _score(market, found, blocking)
            if new.key() < score.key():
                best, score = found, new
        if score.key() == before:
            break
    return best


def _score(market: Market, state: State, blocking: int) -> Score:
    unplaced = market.member_at[-1] - state.held_count.sum()
    return Score(int(blocking), int(unplaced), int(state.at.sum(dtype=np.int64)))
