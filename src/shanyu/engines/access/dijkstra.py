"""Dijkstra's algorithm with a bound, compiled.

Everything here works in metres on a graph in compressed rows: the neighbours of node `i` are
`neighbours[starts[i]:starts[i + 1]]`, and `lengths` holds the metres to each. The heap is binary with lazy
deletion: an improved node is pushed again, and its stale entry is recognised when it surfaces. A node enters
the heap at most once for each edge end that leads to it, which bounds the heap's size.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def _push(keys, nodes, size, key, node):
    """Add an entry to the heap of `size` entries; returns the new size."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if keys[parent] <= key:
            break
        keys[place] = keys[parent]
        nodes[place] = nodes[parent]
        place = parent
    keys[place] = key
    nodes[place] = node
    return size + 1


@njit(cache=True, nogil=True)
def _drop_top(keys, nodes, size):
    """Remove the smallest entry of the heap of `size` entries; returns the new size."""
    size -= 1
    key = keys[size]
    node = nodes[size]
    place = 0
    child = 1
    while child < size:
        # Added, not branched on: which child is smaller cannot be predicted, and a wrong guess costs more.
        child += child + 1 < size and keys[child + 1] < keys[child]
        if keys[child] >= key:
            break
        keys[place] = keys[child]
        nodes[place] = nodes[child]
        place = child
        child = 2 * place + 1
    keys[place] = key
    nodes[place] = node
    return size


@njit(cache=True, nogil=True)
def spread(
    starts: NDArray[np.int64],
    neighbours: NDArray[np.int32],
    lengths: NDArray[np.float64],
    seeds: NDArray[np.int32],
    seed_metres: NDArray[np.float64],
    limit: float,
) -> NDArray[np.float64]:
    """Metres from every node to the nearest seed, each seed starting at its own `seed_metres`.

    Returns (n,) with infinity where the way is longer than `limit` (inclusive).
    """
    reached = np.full(len(starts) - 1, np.inf)
    keys = np.empty(len(neighbours) + len(seeds), dtype=np.float64)
    nodes = np.empty(len(neighbours) + len(seeds), dtype=np.int32)
    size = 0
    for i in range(len(seeds)):
        if seed_metres[i] <= limit and seed_metres[i] < reached[seeds[i]]:
            reached[seeds[i]] = seed_metres[i]
            size = _push(keys, nodes, size, seed_metres[i], seeds[i])
    while size > 0:
        here = nodes[0]
        walked = keys[0]
        size = _drop_top(keys, nodes, size)
        if walked > reached[here]:
            continue
        for j in range(starts[here], starts[here + 1]):
            total = walked + lengths[j]
            if total <= limit and total < reached[neighbours[j]]:
                reached[neighbours[j]] = total
                size = _push(keys, nodes, size, total, neighbours[j])
    return reached


@njit(cache=True, nogil=True)
def spread_each(
    starts: NDArray[np.int64],
    neighbours: NDArray[np.int32],
    lengths: NDArray[np.float64],
    sites: NDArray[np.int32],
    limit: float,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Metres from each site to every node within `limit` (inclusive), one bounded search for each site.

    Returns compressed columns: `(ends, nodes, metres)`, where site `s` reached `nodes[ends[s]:ends[s + 1]]`,
    nearest first. Only the nodes a search touched are reset after it, so the cost follows the area
    reached and not the size of the city.
    """
    best = np.full(len(starts) - 1, np.inf)
    keys = np.empty(len(neighbours) + 1, dtype=np.float64)
    nodes = np.empty(len(neighbours) + 1, dtype=np.int32)
    ends = np.zeros(len(sites) + 1, dtype=np.int64)
    out_nodes = np.empty(1024, dtype=np.int32)
    out_metres = np.empty(1024, dtype=np.float64)
    count = 0
    for s in range(len(sites)):
        best[sites[s]] = 0.0
        size = _push(keys, nodes, 0, 0.0, sites[s])
        while size > 0:
            here = nodes[0]
            walked = keys[0]
            size = _drop_top(keys, nodes, size)
            if walked > best[here]:
                continue
            if count == len(out_nodes):
                out_nodes = np.concatenate((out_nodes, np.empty_like(out_nodes)))
                out_metres = np.concatenate((out_metres, np.empty_like(out_metres)))
            out_nodes[count] = here
            out_metres[count] = walked
            count += 1
            for j in range(starts[here], starts[here + 1]):
                total = walked + lengths[j]
                if total <= limit and total < best[neighbours[j]]:
                    best[neighbours[j]] = total
                    size = _push(keys, nodes, size, total, neighbours[j])
        ends[s + 1] = count
        # Only nodes within the limit enter the heap, so every touched node was settled and listed.
        for i in range(ends[s], count):
            best[out_nodes[i]] = np.inf
    return ends, out_nodes[:count].copy(), out_metres[:count].copy()
