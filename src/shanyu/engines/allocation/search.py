"""Siblings: a stable matching first, then the one among those within reach that places the most children.

With siblings a stable matching need not exist, there may be several, and they may place different numbers of
children. The way taken here follows sorted deferred acceptance (arXiv 2501.13043): children alone first, then the
families one after another, each seat that is lost or left settled at once. Where that goes round in circles, other
orders of working are tried, the same ones for the same problem. Then families are taken out and let in again last,
one at a time: what settles with fewer blocking coalitions, or as few and more children placed, or as many and better
wishes, is kept. All of it is integer arithmetic in a fixed order, so everybody who computes it gets the same result.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanyu.engines.allocation.joint import coalitions, let_go, settle
from shanyu.engines.allocation.market import Market, State, empty_state

STEPS_PER_FAMILY = 60
RESTARTS = 4
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
    families = len(market.option_at) - 1
    sizes = np.diff(market.member_at)
    alone = np.flatnonzero(sizes == 1)
    several = np.flatnonzero(sizes > 1)
    state = empty_state(market)
    if families == 0:
        return state, np.empty((0, 2), dtype=np.int64)
    _run(market, state, alone[::-1], np.iinfo(np.int64).max, 0)
    if not len(several):
        return state, coalitions(market, state)
    best, score = _first(market, state, several)
    best, _score = _improved(market, best, score, several)
    return best, coalitions(market, best)


def _first(market: Market, alone: State, several: NDArray[np.int64]) -> tuple[State, Score]:
    """Families let in one after another; other orders only where the first leaves a blocking coalition."""
    steps = STEPS_PER_FAMILY * len(several) + 4 * len(alone.at)
    best, score = alone, None
    for attempt in range(RESTARTS):
        state = alone.copy()
        if attempt == 0:
            for family in several:
                _run(market, state, [family], steps, 0)
        else:
            _run(market, state, several, steps, attempt)
        found = _score(market, state)
        if score is None or found.key() < score.key():
            best, score = state, found
        if score.blocking == 0:
            break
    return best, score


def _improved(market: Market, best: State, score: Score, several: NDArray[np.int64]) -> tuple[State, Score]:
    steps = STEPS_PER_FAMILY * len(several) + 4 * len(best.at)
    for turn in range(ROUNDS):
        before = score.key()
        for family in several:
            state = best.copy()
            state.tries[:] = 0
            waiting = let_go(market, state, family)
            settle(market, state, waiting, steps, turn)
            _run(market, state, [family], steps, turn)
            if score.blocking == 0 and _placed(market, state) >= (score.unplaced, score.regret):
                continue  # not better, whatever blocks it
            found = _score(market, state)
            if found.key() < score.key():
                best, score = state, found
        if score.key() == before or score.blocking:
            break
    return best, score


def _run(market: Market, state: State, families: object, steps: int, seed: int) -> bool:
    state.queue[: len(families)] = families
    state.queued[families] = True
    return settle(market, state, len(families), steps, seed)


def _placed(market: Market, state: State) -> tuple[int, int]:
    return int(market.member_at[-1] - state.held_count.sum()), int(state.at.sum(dtype=np.int64))


def _score(market: Market, state: State) -> Score:
    return Score(len(coalitions(market, state)), *_placed(market, state))
