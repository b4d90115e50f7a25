"""The arrays on which the general engine works: families, their options, sites and who is held where.

A family is one child or several who are placed together. An **option** of a family is one site (or −1, none) for
each of its children; options are ordered, best first. A child alone is a family whose options are its wishes.
"""

from math import lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanyu.engines.allocation.problem import Problem

NO_LIMIT = np.iinfo(np.int64).max


class Market(NamedTuple):
    """What never changes in a run. Sites count from 0; "seat" is one child's part in an option.

    member_at (families + 1,), members: the children of a family. option_at (families + 1,): options of a family.
    seat_at (families + 1,), seat_site, seat_rank: the sites of option p of a family of k children are the k
    entries from seat_at[family] + p·k on; a rank of −1 is a site that does not accept the child.
    groups (children,) one bit for each group; band (children,) the age band.
    capacity (sites,); reserve_at (sites + 1,), reserve_group, reserve_seats, reserve_band (−1: all) in the order of
    filling; open_first.
    kept (sites,): the groups that have a reserve there, as bits.
    room (sites,) the row of the room's arrays or −1; room_units, room_apart, band_limit, band_units as `Rooms`.
    held_at (sites + 1,): where a site's seats are kept in `State.held`.
    want_at (sites + 1,), want_family, want_option: who wishes a site, and the first option that holds it.
    """

    member_at: NDArray[np.int64]
    members: NDArray[np.int64]
    family: NDArray[np.int64]
    option_at: NDArray[np.int64]
    seat_at: NDArray[np.int64]
    seat_site: NDArray[np.int64]
    seat_rank: NDArray[np.int64]
    groups: NDArray[np.uint64]
    band: NDArray[np.int64]
    capacity: NDArray[np.int64]
    reserve_at: NDArray[np.int64]
    reserve_group: NDArray[np.int64]
    reserve_seats: NDArray[np.int64]
    reserve_band: NDArray[np.int64]
    open_first: NDArray[np.bool_]
    kept: NDArray[np.int64]
    room: NDArray[np.int64]
    room_units: NDArray[np.int64]
    room_apart: NDArray[np.bool_]
    band_limit: NDArray[np.int64]
    band_units: NDArray[np.int64]
    held_at: NDArray[np.int64]
    want_at: NDArray[np.int64]
    want_family: NDArray[np.int64]
    want_option: NDArray[np.int64]


class State(NamedTuple):
    """What changes in a run. at (families,): the option held, or the number of options for none. low (families,):
    options before it are known to be out of reach. held, held_rank: children of each site, best first; held_count
    (sites,). cutoff (sites,): places in the order of filling from here on are refused for good (rooms only; see
    `choosing.STAGE`). queued (families,), and queue.
    line, ranks, given, freed: room to work in, without meaning between two calls.
    """

    at: NDArray[np.int64]
    low: NDArray[np.int64]
    held: NDArray[np.int64]
    held_rank: NDArray[np.int64]
    held_count: NDArray[np.int64]
    cutoff: NDArray[np.int64]
    queued: NDArray[np.bool_]
    queue: NDArray[np.int64]
    line: NDArray[np.int64]
    ranks: NDArray[np.int64]
    given: NDArray[np.int64]
    freed: NDArray[np.int64]

    def copy(self) -> "State":
        return State(*(array.copy() for array in self))


def build(problem: Problem) -> Market:
    """The arrays of a checked problem. Families with several children come last, in the order they were given."""
    member_at, members, option_at, seat_wish = _families(problem)
    sizes, counts = np.diff(member_at), np.diff(option_at)
    family = np.empty(problem.children, dtype=np.int32)
    family[members] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    seat_at = np.zeros(len(option_at), dtype=np.int64)
    np.cumsum(counts * sizes, out=seat_at[1:])
    # A wish of −1 is a child that stays without a site in this option: it reads the last entry, which says so.
    seat_site = np.append(problem.wishes.ids, np.int32(-1))[seat_wish]
    seat_rank = np.append(problem.ranks, np.int32(0))[seat_wish]
    room_arrays = _rooms(problem)
    held_at = np.zeros(problem.sites + 1, dtype=np.int64)
    lines = np.bincount(seat_site[seat_site >= 0], minlength=problem.sites)
    np.cumsum(np.minimum(problem.capacities, lines) + sizes.max(initial=0) + 1, out=held_at[1:])
    arrays = dict(
        member_at=member_at,
        members=members,
        family=family,
        option_at=option_at,
        seat_at=seat_at,
        seat_site=seat_site,
        seat_rank=seat_rank,
        groups=problem.group_bits().view(np.int64),
        band=problem.bands(),
        capacity=problem.capacities,
        held_at=held_at,
        **_reserves(problem),
        **room_arrays,
        **_wants(sizes, counts, seat_at, seat_site, seat_rank, problem.sites),
    )
    # One type for all whole numbers: every mixture of types would be compiled anew.
    return Market(
        **{
            name: array.astype(np.int64) if array.dtype == np.int32 else array
            for name, array in arrays.items()
        }
    )


def _families(
    problem: Problem,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """(member_at, members, option_at, seat_wish): the wish behind every seat, −1 for none."""
    together = np.array([c for family in problem.families for c in family.children], dtype=np.int32)
    alone = np.setdiff1d(np.arange(problem.children, dtype=np.int32), together)
    starts = problem.wishes.offsets
    counts = np.diff(starts)[alone]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    wish_of_alone = np.repeat(starts[alone], counts) + within
    wish_of_families: list[int] = []
    for family in problem.families:
        own = []
        for child in family.children:
            row = problem.wishes.row(child).tolist()
            own.append({-1: -1} | {site: int(starts[child]) + place for place, site in enumerate(row)})
        for option in family.options:
            wish_of_families.extend(row[site] for row, site in zip(own, option, strict=True))
    sizes = [len(family.children) for family in problem.families]
    options = [len(family.options) for family in problem.families]
    return (
        _ends(np.concatenate((np.ones(len(alone), dtype=np.int64), np.array(sizes, dtype=np.int64)))),
        np.concatenate((alone, together)),
        _ends(np.concatenate((counts, np.array(options, dtype=np.int64)))),
        np.concatenate((wish_of_alone, np.array(wish_of_families, dtype=np.int64))),
    )


def _ends(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    ends = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def _wants(
    sizes: NDArray, counts: NDArray, seat_at: NDArray, seat_site: NDArray, seat_rank: NDArray, sites: int
) -> dict[str, NDArray]:
    """By site the families that wish it, with the first option that holds it; the last in its line first.

    So the first in line is the newest in the queue, and asked first: a free seat mostly changes hands once.
    """
    family = np.repeat(np.arange(len(sizes), dtype=np.int32), counts * sizes)
    option = ((np.arange(len(seat_site)) - seat_at[family]) // sizes[family]).astype(np.int32)
    real = np.flatnonzero(seat_site >= 0)
    real = real[np.lexsort((option[real], family[real], seat_site[real]))]
    first = np.ones(len(real), dtype=bool)
    first[1:] = (np.diff(seat_site[real]) != 0) | (np.diff(family[real]) != 0)
    real = real[first]
    real = real[np.lexsort((-seat_rank[real], seat_site[real]))]
    at = _ends(np.bincount(seat_site[real], minlength=sites))
    return {"want_at": at, "want_family": family[real], "want_option": option[real]}


def _reserves(problem: Problem) -> dict[str, NDArray]:
    counts = np.zeros(problem.sites, dtype=np.int64)
    open_first = np.zeros(problem.sites, dtype=np.bool_)
    kept = np.zeros(problem.sites, dtype=np.int64)
    rows = []
    for site in sorted(problem.reserves):
        counts[site] = len(problem.reserves[site].seats)
        open_first[site] = problem.reserves[site].open_first
        rows.extend(problem.reserves[site].rows)
        for group, _seats, _band in problem.reserves[site].rows:
            kept[site] |= 1 << group
    table = np.array(rows, dtype=np.int32).reshape(-1, 3)
    return {
        "reserve_at": _ends(counts),
        "reserve_group": table[:, 0].copy(),
        "reserve_seats": table[:, 1].copy(),
        "reserve_band": table[:, 2].copy(),
        "open_first": open_first,
        "kept": kept,
    }


def _rooms(problem: Problem) -> dict[str, NDArray]:
    """Where bands share carers, staff is counted in parts that every ratio divides, so that all stays whole."""
    room = np.full(problem.sites, -1, dtype=np.int32)
    bands = max((len(found.limits) for found in problem.rooms.values()), default=1)
    limits = np.zeros((len(problem.rooms), bands), dtype=np.int32)
    units = np.ones((len(problem.rooms), bands), dtype=np.int64)
    staff = np.zeros(len(problem.rooms), dtype=np.int64)
    apart = np.zeros(len(problem.rooms), dtype=np.bool_)
    for row, (site, found) in enumerate(sorted(problem.rooms.items())):
        room[site] = row
        limits[row] = found.limits
        parts = lcm(*found.per_carer)
        apart[row] = found.apart
        staff[row] = found.staff if found.apart else found.staff * parts
        units[row] = found.per_carer if found.apart else [parts // each for each in found.per_carer]
    return {
        "room": room,
        "room_units": staff,
        "room_apart": apart,
        "band_limit": limits,
        "band_units": units,
    }


def empty_state(market: Market) -> State:
    """Nobody placed anywhere."""
    families, sites = len(market.option_at) - 1, len(market.capacity)
    most = int(np.diff(market.member_at).max(initial=0))
    longest = int(np.diff(market.held_at).max(initial=0)) + most + 1
    return State(
        at=np.diff(market.option_at),
        low=np.zeros(families, dtype=np.int64),
        held=np.full(market.held_at[-1], -1, dtype=np.int64),
        held_rank=np.zeros(market.held_at[-1], dtype=np.int64),
        held_count=np.zeros(sites, dtype=np.int64),
        cutoff=np.full(sites, NO_LIMIT, dtype=np.int64),
        queued=np.zeros(families, dtype=np.bool_),
        queue=np.zeros(families, dtype=np.int64),
        line=np.zeros(longest, dtype=np.int64),
        ranks=np.zeros(longest, dtype=np.int64),
        given=np.zeros(longest, dtype=np.int64),
        freed=np.zeros((longest + 1) * (most + 1) ** 2, dtype=np.int64),
    )
