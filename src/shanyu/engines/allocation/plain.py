"""Deferred acceptance over fixed capacities, compiled (Gale and Shapley 1962; Roth 1984 for the many-to-one case).

Children propose in the order of their wishes. Each site keeps the best it has seen, up to its capacity, in a heap
of ranks whose top is the worst it holds; a better child takes the top's seat, and whoever lost it proposes on. The
result does not depend on the order of proposing: it is the stable matching that every child likes best.

Wishes are given per child, `wishes[offsets[c]:offsets[c + 1]]`, best first; priorities in the same way per site.
A rank counts from 0, the best; −1 is a site that does not accept the child.
"""

import numpy as np
from numpy.typing import NDArray

from shanyu.engines.allocation.compiling import inner, outer

BLOCK_BITS = 14
"""Children of one block share all but this many bits of their number."""

AT_ONCE = 1 << 24
"""Entries of the priority lines that are dealt out at once, at 12 bytes each."""


@outer
def first_double(offsets: NDArray[np.int64], ids: NDArray[np.int32], count: int) -> int:
    """The place of the first id that its row already holds; −1 where there is none."""
    seen = np.full(count, -1, dtype=np.int32)
    for row in range(len(offsets) - 1):
        for place in range(offsets[row], offsets[row + 1]):
            if seen[ids[place]] == row:
                return place
            seen[ids[place]] = row
    return -1


@outer
def ranks_of_wishes(
    wish_offsets: NDArray[np.int64],
    wishes: NDArray[np.int32],
    line_offsets: NDArray[np.int64],
    lines: NDArray[np.int32],
) -> NDArray[np.int32]:
    """The child's place in the priority line of every site it wishes; −1 where it is not in that line.

    The lines are first dealt out by blocks of children whose wishes fit into the processor's cache, a few
    million at a time: looked up one by one across the whole memory it takes ten times as long.
    """
    ranks = np.full(len(wishes), -1, dtype=np.int32)
    children = len(wish_offsets) - 1
    blocks = (children >> BLOCK_BITS) + 1
    room = min(AT_ONCE, len(lines))
    dealt_child = np.empty(room, dtype=np.int32)
    dealt_site = np.empty(room, dtype=np.int32)
    dealt_rank = np.empty(room, dtype=np.int32)
    site = 0
    for begin in range(0, len(lines), AT_ONCE):
        end = min(begin + AT_ONCE, len(lines))
        starts = np.zeros(blocks + 1, dtype=np.int64)
        for place in range(begin, end):
            starts[(lines[place] >> BLOCK_BITS) + 1] += 1
        for block in range(blocks):
            starts[block + 1] += starts[block]
        for place in range(begin, end):
            while place >= line_offsets[site + 1]:
                site += 1
            block = lines[place] >> BLOCK_BITS
            to = starts[block]
            starts[block] = to + 1
            dealt_child[to] = lines[place]
            dealt_site[to] = site
            dealt_rank[to] = place - line_offsets[site]
        for k in range(end - begin):
            child = dealt_child[k]
            for wish in range(wish_offsets[child], wish_offsets[child + 1]):
                if wishes[wish] == dealt_site[k]:
                    ranks[wish] = dealt_rank[k]
                    break
    return ranks


@inner
def _lift(heap, place, rank):
    """Put a rank into a heap whose top is the largest, from its free `place` upwards."""
    while place > 0:
        parent = (place - 1) >> 1
        if heap[parent] >= rank:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = rank


@inner
def _replace_top(heap, size, rank):
    """Put a rank into a heap in the place of its largest."""
    place = 0
    below = 1
    while below < size:
        below += below + 1 < size and heap[below + 1] > heap[below]
        if heap[below] <= rank:
            break
        heap[place] = heap[below]
        place = below
        below = 2 * place + 1
    heap[place] = rank


@outer
def defer(
    wish_offsets: NDArray[np.int64],
    wishes: NDArray[np.int32],
    ranks: NDArray[np.int32],
    line_offsets: NDArray[np.int64],
    lines: NDArray[np.int32],
    capacities: NDArray[np.int32],
) -> NDArray[np.int32]:
    """The wish that each child gets, counted from 0 within its own wishes; −1 for none.

    Children who lose their seat propose again in the next round, not at once: the look-ups of many children
    then overlap in the processor instead of waiting for each other.
    """
    children = len(wish_offsets) - 1
    sites = len(capacities)
    heap_at = np.zeros(sites + 1, dtype=np.int64)
    for site in range(sites):
        heap_at[site + 1] = heap_at[site] + min(capacities[site], line_offsets[site + 1] - line_offsets[site])
    heaps = np.empty(heap_at[sites], dtype=np.int32)
    held = np.zeros(sites, dtype=np.int32)
    turn = np.zeros(children, dtype=np.int32)
    now = np.arange(children).astype(np.int32)
    later = np.empty(children, dtype=np.int32)
    asking = children
    while asking > 0:
        lost = 0
        for k in range(asking):
            child = now[k]
            wish = wish_offsets[child] + turn[child]
            end = wish_offsets[child + 1]
            while wish < end:
                rank = ranks[wish]
                site = wishes[wish]
                if rank >= 0 and held[site] < capacities[site]:
                    _lift(heaps[heap_at[site] : heap_at[site + 1]], held[site], rank)
                    held[site] += 1
                    break
                if rank >= 0 and held[site] > 0 and rank < heaps[heap_at[site]]:
                    later[lost] = lines[line_offsets[site] + heaps[heap_at[site]]]
                    lost += 1
                    _replace_top(heaps[heap_at[site] : heap_at[site + 1]], held[site], rank)
                    break
                wish += 1
            turn[child] = wish - wish_offsets[child] if wish < end else -1
        for k in range(lost):
            turn[later[k]] += 1
        now, later = later, now
        asking = lost
    return turn


@outer
def blocking(
    wish_offsets: NDArray[np.int64],
    wishes: NDArray[np.int32],
    ranks: NDArray[np.int32],
    turn: NDArray[np.int32],
    capacities: NDArray[np.int32],
) -> NDArray[np.int32]:
    """(k, 2) pairs of a child and a site that would both rather have each other than what they got."""
    sites = len(capacities)
    held = np.zeros(sites, dtype=np.int32)
    worst = np.full(sites, -1, dtype=np.int32)
    for child in range(len(turn)):
        if turn[child] >= 0:
            wish = wish_offsets[child] + turn[child]
            held[wishes[wish]] += 1
            worst[wishes[wish]] = max(worst[wishes[wish]], ranks[wish])
    found = np.empty((16, 2), dtype=np.int32)
    count = 0
    for child in range(len(turn)):
        last = wish_offsets[child] + turn[child] if turn[child] >= 0 else wish_offsets[child + 1]
        for wish in range(wish_offsets[child], last):
            site = wishes[wish]
            if ranks[wish] >= 0 and (
                held[site] < capacities[site] or (held[site] > 0 and ranks[wish] < worst[site])
            ):
                if count == len(found):
                    found = np.concatenate((found, np.empty_like(found)))
                found[count, 0] = child
                found[count, 1] = site
                count += 1
    return found[:count].copy()
