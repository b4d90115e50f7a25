"""The walk of families with several children: from one matching without objections of children alone to the next.

Children alone are settled first, each time: who loses a seat goes down the list, and a seat that is left goes to the
next in line, until nobody alone could object. Then every family of several that could have an option it would rather
have is a blocking coalition. One of them is given its option, children alone are settled again, and so on. The
matching with the fewest blocking coalitions on the way, of those the one with the most children placed, is kept.
"""

import numpy as np

from shanyu.engines.allocation.compiling import inner, outer
from shanyu.engines.allocation.joint import admits, ask, cut_line, leave, offer, place
from shanyu.engines.allocation.market import Market, State

FEW = 32
SWEEPS = 20
"""With more objectors than a few all get their option in turn, so many times at most; then one drawn by lot."""


@inner
def _settle(market, state, size):
    """Work off the queue of children alone. Returns how many options were looked at."""
    looked = 0
    while size > 0:
        size -= 1
        family = state.queue[size]
        state.queued[family] = False
        option = state.low[family]
        while option < state.at[family]:
            looked += 1
            refuses = admits(market, state, family, option)
            if refuses < 0:
                size = place(market, state, family, option, size)
                break
            if market.room[refuses] >= 0:
                size = cut_line(market, state, family, option, refuses, size)
            option += 1
        if not state.queued[family]:
            state.low[family] = option
    return looked


@inner
def _objectors(market, state, first, apart, found):
    """Write families with a blocking option into `found`, their best such option into `State.low`.

    Returns how many, their blocking options, the queue's size (of those who lost a seat to a room's cutoff: then
    the numbers mean nothing), and how many options were looked at.
    """
    many, options, size, looked = 0, 0, 0, 0
    for family in range(first, len(state.at)):
        if not state.queued[family] or family == apart:
            continue
        best, option = state.at[family], state.low[family]
        while option < state.at[family]:
            looked += 1
            refuses = admits(market, state, family, option)
            if refuses < 0:
                options += 1
                best = min(best, option)
            elif market.room[refuses] >= 0:
                size = cut_line(market, state, family, option, refuses, size)
            option += 1
        if size:
            break
        state.low[family] = best
        if best < state.at[family]:
            found[many] = family
            many += 1
        else:
            state.queued[family] = False
    return many, options, size, looked


@inner
def _let_in(market, state, family):
    """Give a waiting family the best option that it can have. Returns how many were looked at, and the queue's size."""
    size, looked = 0, 0
    state.queued[family] = False
    option = state.low[family]
    while option < state.at[family]:
        looked += 1
        refuses = admits(market, state, family, option)
        if refuses < 0:
            size = place(market, state, family, option, size)
            state.low[family] = option
            if option > 0:
                # Its own seats count as free for its other children, so better options may open again.
                size = ask(market, state, family, 0, size)
            return looked, size
        if market.room[refuses] >= 0:
            size = cut_line(market, state, family, option, refuses, size)
        option += 1
    if not state.queued[family]:
        state.low[family] = option
    return looked, size


@inner
def _keep(to, state):
    _copy(to.at, state.at)
    _copy(to.low, state.low)
    _copy(to.held, state.held)
    _copy(to.held_rank, state.held_rank)
    _copy(to.held_count, state.held_count)
    _copy(to.cutoff, state.cutoff)
    _copy(to.queued, state.queued)


@inner
def _copy(into, values):
    """`into[:] = values`, which would take the compiler ten times as long."""
    for i in range(len(values)):
        into[i] = values[i]


@outer
def walk(market: Market, state: State, best: State, first, size, work, patience, seed, apart):
    """Walk until nobody could object, or about `work` options were looked at.

    first: the first family with several children. size: of the queue. patience: after so many steps without a
    better matching the walk goes on from the best. seed: of the order in which objectors get their option.
    apart: a family that is taken out and let in again when nobody else could object, or −1.

    Writes the best matching into `best`. Returns its blocking coalitions and children placed, (−1, −1) where the
    family taken out was never let in again; and the work left.
    """
    word = np.uint64(88172645463325252 + 2654435761 * seed)
    found = np.empty(len(state.at) - first, dtype=np.int64)
    least, most, idle, sweeps = -1, -1, 0, SWEEPS
    if apart >= 0:
        size = offer(market, state, leave(market, state, apart, 0), 0)
        state.low[apart] = 0
        state.queued[apart] = False
    while True:
        work -= _settle(market, state, size)
        many, options, size, looked = _objectors(market, state, first, apart, found)
        work -= looked
        if size:
            continue
        if many == 0 and apart >= 0:
            size = ask(market, state, apart, 0, 0)
            apart = -1
            continue
        idle += 1
        if apart < 0:
            placed = np.asarray(state.held_count).sum()
            if least < 0 or options < least or (options == least and placed > most):
                least, most, idle = options, placed, 0
                _keep(best, state)
        if many == 0 or work <= 0:
            break
        if idle > patience and least >= 0:
            _keep(state, best)
            idle = 0
            continue
        if many > FEW and sweeps > 0:
            sweeps -= 1
            for k in range(many):
                looked, size = _let_in(market, state, found[k])
                work -= looked + _settle(market, state, size)
            size = 0
            continue
        word ^= word << np.uint64(13)
        word ^= word >> np.uint64(7)
        word ^= word << np.uint64(17)
        looked, size = _let_in(market, state, found[np.int64((word >> np.uint64(11)) % np.uint64(many))])
        work -= looked
    return least, most, work
