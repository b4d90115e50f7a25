"""Deferred acceptance over fixed capacities, compiled (Gale and Shapley 1962; Roth 1984 for the many-to-one case).

Children propose in the order of their wishes. Each site keeps the best it has seen, up to its capacity; a better
child takes the seat of the worst, and whoever lost it proposes on. The result does not depend on the order of
proposing: it is the stable matching that every child likes best.

Wishes are given per child, `wishes[offsets[c]:offsets[c + 1]]`, best first; priorities in the same way per site.
A rank counts from 0, the best; −1 is a site that does not accept the child.
"""

import numpy as np
from numpy.typing import NDArray

from shanyu.engines.allocation.compiling import inner, outer

BLOCK_BITS = 14
"""Children of one block share all but this many bits of their number."""

BLOCK_MASK = (1 << BLOCK_BITS) - 1
SITE_BITS = 20
SITE_MASK = (1 << SITE_BITS) - 1
RANK_SHIFT = BLOCK_BITS + SITE_BITS
AT_ONCE = 1 << 24
"""Entries of the priority lines that are dealt out at once, at 8 bytes each."""

SMALL = 1 << 20
"""Children times sites up to which every rank is looked up in one table of 4 bytes each."""

ONE, ALL = np.uint64(1), np.uint64(2**64 - 1)


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

    The lines are dealt out by blocks of children whose wishes fit into the processor's cache, some millions at a
    time, then by child within the block: looked up one by one across the whole memory it takes many times as long.
    What is dealt is one number made of rank, site and the child's number within its block. A small problem needs none
    of this.
    """
    children = len(wish_offsets) - 1
    ranks = np.full(len(wishes), -1, dtype=np.int32)
    if children * (len(line_offsets) - 1) <= SMALL:
        _read_table(wish_offsets, wishes, line_offsets, lines, ranks)
        return ranks
    wish_of = np.full(len(line_offsets) - 1, -1, dtype=np.int64)
    dealt = np.empty(min(AT_ONCE, len(lines)), dtype=np.int64)
    starts = np.empty((children >> BLOCK_BITS) + 2, dtype=np.int64)
    site = 0
    for begin in range(0, len(lines), AT_ONCE):
        end = min(begin + AT_ONCE, len(lines))
        starts[:] = 0
        for place in range(begin, end):
            starts[(lines[place] >> BLOCK_BITS) + 1] += 1
        for block in range(len(starts) - 1):
            starts[block + 1] += starts[block]
        for place in range(begin, end):
            while place >= line_offsets[site + 1]:
                site += 1
            child = np.int64(lines[place])
            block = child >> BLOCK_BITS
            rank = place - line_offsets[site]
            dealt[starts[block]] = (rank << RANK_SHIFT) | (site << BLOCK_BITS) | (child & BLOCK_MASK)
            starts[block] += 1
        # Each start has moved to the end of its block by now.
        first = 0
        for block in range(len(starts) - 1):
            low = block << BLOCK_BITS
            high = min(children, low + BLOCK_MASK + 1)
            _read_block(dealt[first : starts[block]], low, high, wish_offsets, wishes, wish_of, ranks)
            first = starts[block]
    return ranks


@inner
def _read_table(wish_offsets, wishes, line_offsets, lines, ranks):
    """Write the ranks of all wishes from a table of sites by children."""
    children, sites = len(wish_offsets) - 1, len(line_offsets) - 1
    table = np.full(sites * children, -1, dtype=np.int32)
    for site in range(sites):
        for place in range(line_offsets[site], line_offsets[site + 1]):
            table[site * children + lines[place]] = place - line_offsets[site]
    for child in range(children):
        for wish in range(wish_offsets[child], wish_offsets[child + 1]):
            ranks[wish] = table[wishes[wish] * children + child]


@inner
def _read_block(dealt, low, high, wish_offsets, wishes, wish_of, ranks):
    """Write the ranks of the children from low to high. wish_of: room for one number per site, kept between calls."""
    starts = np.zeros(high - low + 1, dtype=np.int64)
    for k in range(len(dealt)):
        starts[(dealt[k] & BLOCK_MASK) + 1] += 1
    for child in range(high - low):
        starts[child + 1] += starts[child]
    by_child = np.empty(len(dealt), dtype=np.int64)
    for k in range(len(dealt)):
        child = dealt[k] & BLOCK_MASK
        by_child[starts[child]] = dealt[k] >> BLOCK_BITS
        starts[child] += 1
    first = 0
    for child in range(low, high):
        begin, end = wish_offsets[child], wish_offsets[child + 1]
        for wish in range(begin, end):
            wish_of[wishes[wish]] = wish
        for k in range(first, starts[child - low]):
            wish = wish_of[by_child[k] & SITE_MASK]
            # What another child left there is not among this child's wishes.
            if begin <= wish < end:
                ranks[wish] = by_child[k] >> SITE_BITS
        first = starts[child - low]


@inner
def _worst(bits, below):
    """The largest place before `below` whose bit is set; there must be one."""
    word = (below - 1) >> 6
    found = bits[word] & (ALL >> np.uint64(63 - ((below - 1) & 63)))
    while found == 0:
        word -= 1
        found = bits[word]
    # The highest bit, by halves.
    high = 0
    for step in (32, 16, 8, 4, 2, 1):
        if found >> np.uint64(step):
            found >>= np.uint64(step)
            high += step
    return (word << 6) + high


@inner
def _by_block(waiting, count, into, starts):
    """Deal the waiting children out by blocks, so that those whose wishes lie side by side come together."""
    starts[:] = 0
    for k in range(count):
        starts[(waiting[k] >> BLOCK_BITS) + 1] += 1
    for block in range(len(starts) - 1):
        starts[block + 1] += starts[block]
    for k in range(count):
        block = waiting[k] >> BLOCK_BITS
        into[starts[block]] = waiting[k]
        starts[block] += 1


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

    Whom a site holds is one bit for each place in its line, and the worst place held: it only ever moves forward in
    the line, so finding the next worst costs no more than passing over the line once. Children who lose their
    seat propose again in the next round, dealt out by blocks: the look-ups of many children then overlap.
    """
    children = len(wish_offsets) - 1
    bits = np.zeros((len(lines) >> 6) + 1, dtype=np.uint64)
    held = np.zeros(len(capacities), dtype=np.int32)
    worst = np.full(len(capacities), -1, dtype=np.int64)
    for site in range(len(capacities)):
        if capacities[site] > 0:
            worst[site] = line_offsets[site + 1]
    turn = np.zeros(children, dtype=np.int32)
    now = np.arange(children).astype(np.int32)
    later = np.empty(children, dtype=np.int32)
    starts = np.empty((children >> BLOCK_BITS) + 2, dtype=np.int64)
    asking = children
    while asking > 0:
        lost = 0
        for k in range(asking):
            child = now[k]
            wish = wish_offsets[child] + turn[child]
            end = wish_offsets[child + 1]
            while wish < end:
                site = wishes[wish]
                place = line_offsets[site] + ranks[wish]
                if ranks[wish] >= 0 and place < worst[site]:
                    bits[place >> 6] |= ONE << np.uint64(place & 63)
                    if held[site] == capacities[site]:
                        # Full: the worst goes. Its bit is not looked at again, so it may stay.
                        later[lost] = lines[worst[site]]
                        lost += 1
                        worst[site] = _worst(bits, worst[site])
                    else:
                        held[site] += 1
                        if held[site] == capacities[site]:
                            worst[site] = _worst(bits, worst[site])
                    break
                wish += 1
            turn[child] = wish - wish_offsets[child] if wish < end else -1
        for k in range(lost):
            turn[later[k]] += 1
        _by_block(later, lost, now, starts)
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
