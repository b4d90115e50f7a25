"""An allocation problem, checked: what goes into the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shanyu.engines.allocation.compiling import fitting
from shanyu.engines.allocation.families import Family, Siblings, options_of
from shanyu.engines.allocation.ragged import Ragged, is_arrays, ragged, refuse_doubles, rows_of, whole_numbers

MOST_GROUPS = 63
MOST_SITES = 1 << 20
"""As many as `plain.SITE_BITS` can number."""


@dataclass(frozen=True)
class Reserve:
    """Seats of one site that are for groups. seats: (group, number of seats), filled in this order; in a room
    (group, number of seats, age band), each for one band (see `choosing` for why).

    open_first: whether the open seats are filled before the reserved ones (then a child of a group who is good
    enough for an open seat takes that, and the reserve is left to others of its group) or after them.
    """

    seats: tuple[tuple[int, ...], ...]
    open_first: bool = False

    @property
    def rows(self) -> list[tuple[int, int, int]]:
        """(group, seats, band), with a band of −1 where the reserve is for all ages."""
        return [(row[0], row[1], row[2] if len(row) > 2 else -1) for row in self.seats]


@dataclass(frozen=True)
class Room:
    """A site whose capacity is not one number.

    staff: carers who are there. per_carer: for each age band, how many children one carer may look after.
    limits: for each age band, how many children its room holds.
    apart: whether every band has its own carers (whole carers are counted for each band) or bands share them.
    """

    staff: int
    per_carer: tuple[int, ...]
    limits: tuple[int, ...]
    apart: bool = True


@dataclass(frozen=True)
class Problem:
    """A checked problem; made by `read`. lines: the children acceptable to each site, best first, without ties."""

    wishes: Ragged
    lines: Ragged
    capacities: NDArray[np.int32]
    reserves: dict[int, Reserve] = field(default_factory=dict)
    groups: Ragged | None = None
    families: tuple[Family, ...] = ()
    rooms: dict[int, Room] = field(default_factory=dict)
    band: NDArray[np.int32] | None = None

    @property
    def children(self) -> int:
        return self.wishes.rows

    @property
    def sites(self) -> int:
        return len(self.capacities)

    @property
    def plain(self) -> bool:
        """Whether there is nothing but wishes, priorities and capacities."""
        return not (self.reserves or self.families or self.rooms)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """For every wish the child's place in that site's line from 0; −1 where the site does not accept it."""
        from shanyu.engines.allocation.plain import ranks_of_wishes

        return fitting(ranks_of_wishes, self.children)(*self.wishes, *self.lines)

    def group_bits(self) -> NDArray[np.uint64]:
        bits = np.zeros(self.children, dtype=np.uint64)
        if self.groups is not None:
            ones = np.left_shift(np.uint64(1), self.groups.ids.astype(np.uint64))
            np.bitwise_or.at(bits, self.groups.owners(), ones)
        return bits

    def bands(self) -> NDArray[np.int32]:
        return np.zeros(self.children, dtype=np.int32) if self.band is None else self.band


def read(
    preferences: object,
    priorities: object,
    capacities: ArrayLike,
    *,
    reserves: object = None,
    groups: object = None,
    siblings: object = None,
    lottery: ArrayLike | None = None,
    rooms: dict[int, Room] | None = None,
    bands: ArrayLike | None = None,
) -> Problem:
    """Check the arguments of `allocate` and make a problem of them; ValueError says what is wrong."""
    seats = whole_numbers(capacities, "capacities")
    if seats.size and seats.max() > np.iinfo(np.int32).max:
        raise ValueError(f"capacities must stay below {np.iinfo(np.int32).max}")
    children, sites = rows_of(preferences), len(seats)
    if sites > MOST_SITES:
        raise ValueError(f"there are {sites} sites; at most {MOST_SITES} are possible")
    if rows_of(priorities) != sites:
        raise ValueError(f"there are {sites} capacities but {rows_of(priorities)} rows of priorities")
    wishes = ragged(preferences, "preferences", sites)
    refuse_doubles(wishes, sites, "preferences")
    lines = _lines(priorities, children, None if lottery is None else _lottery(lottery, children))
    refuse_doubles(lines, children, "priorities")
    chosen = None if groups is None else _groups(groups, children)
    kept, known_rooms = _reserves(reserves, chosen, seats), _rooms(rooms or {}, sites)
    for site, reserve in kept.items():
        _check_bands(site, reserve, known_rooms.get(site), int(seats[site]))
    return Problem(
        wishes,
        lines,
        seats.astype(np.int32, copy=False),
        kept,
        chosen,
        _families(siblings, wishes, sites),
        known_rooms,
        _bands(bands, rooms or {}, children),
    )


def _lottery(values: ArrayLike, children: int) -> NDArray[np.int64]:
    numbers = whole_numbers(values, "lottery", np.iinfo(np.int64).min)
    if len(numbers) != children:
        raise ValueError(f"lottery must hold one number for each of {children} children, not {len(numbers)}")
    if len(np.unique(numbers)) != children:
        raise ValueError("lottery must give every child a number of its own")
    return numbers


def _lines(priorities: object, children: int, lottery: NDArray[np.int64] | None) -> Ragged:
    """The priorities without ties: children of equal standing by their lottery number, the smallest first."""
    if is_arrays(priorities):
        lines = ragged(priorities[:2], "priorities", children)
        if len(priorities) == 2:
            return lines
        standing = whole_numbers(priorities[2], "priorities standings", np.iinfo(np.int64).min)
        if len(standing) != len(lines.ids):
            raise ValueError("priorities standings must hold one number for each id")
    else:
        flat: list[list[int]] = []
        standings: list[int] = []
        for row in priorities:
            steps = [[entry] if np.ndim(entry) == 0 else list(entry) for entry in row]
            flat.append([child for step in steps for child in step])
            standings.extend(place for place, step in enumerate(steps) for _child in step)
        lines = ragged(flat, "priorities", children)
        standing = np.array(standings, dtype=np.int64)
    return _without_ties(lines, standing, lottery)


def _without_ties(lines: Ragged, standing: NDArray[np.int64], lottery: NDArray[np.int64] | None) -> Ragged:
    owners = lines.owners()
    beside = owners[1:] == owners[:-1]
    if (standing[1:][beside] < standing[:-1][beside]).any():
        raise ValueError("priorities standings must not fall within a site's line")
    if not (standing[1:][beside] == standing[:-1][beside]).any():
        return lines
    if lottery is None:
        raise ValueError("priorities hold children of equal standing; a lottery is needed to order them")
    return Ragged(lines.offsets, lines.ids[np.lexsort((lottery[lines.ids], standing, owners))])


def _groups(groups: object, children: int) -> Ragged:
    if rows_of(groups) != children:
        raise ValueError(f"groups must hold one list for each of {children} children, not {rows_of(groups)}")
    return ragged(groups, "groups", MOST_GROUPS)


def _reserves(reserves: object, groups: Ragged | None, seats: NDArray[np.int64]) -> dict[int, Reserve]:
    if reserves is None:
        return {}
    if not isinstance(reserves, dict):
        if len(reserves) != len(seats):
            raise ValueError(
                f"reserves must hold one entry for each of {len(seats)} sites, not {len(reserves)}"
            )
        reserves = dict(enumerate(reserves))
    found = {}
    for site, entry in reserves.items():
        reserve = entry if isinstance(entry, Reserve) else Reserve(tuple(tuple(row) for row in entry or ()))
        if not reserve.seats:
            continue
        if not 0 <= site < len(seats):
            raise ValueError(f"reserves name site {site}; sites run from 0 to {len(seats) - 1}")
        for group, number, _band in reserve.rows:
            if not 0 <= group < MOST_GROUPS or number < 0:
                raise ValueError(
                    f"reserves of site {site}: group {group} with {number} seats is not possible"
                )
        if sum(number for _group, number, _band in reserve.rows) > seats[site]:
            raise ValueError(f"reserves of site {site} are more seats than its capacity of {seats[site]}")
        found[int(site)] = reserve
    if found and groups is None:
        raise ValueError("reserves need groups: which groups each child belongs to")
    return found


def _check_bands(site: int, reserve: Reserve, room: Room | None, capacity: int) -> None:
    """In a room every reserve is for one band, and reserved and open seats of all bands fit into the capacity."""
    named = [(number, band) for _group, number, band in reserve.rows]
    if room is None:
        if any(band >= 0 for _number, band in named):
            raise ValueError(f"reserves of site {site} name an age band, but it has no room with bands")
        return
    if any(not 0 <= band < len(room.limits) for _number, band in named):
        raise ValueError(f"site {site} has a room, so each of its reserves must be for one age band of it")
    for place, limit in enumerate(room.limits):
        if sum(number for number, band in named if band == place) > limit:
            raise ValueError(f"reserves of site {site} are more seats than age band {place} has")
    if sum(room.limits) > capacity:
        raise ValueError(f"site {site} has reserves, so its age bands must fit into its capacity together")


def _rooms(rooms: dict[int, Room], sites: int) -> dict[int, Room]:
    bands = {len(room.limits) for room in rooms.values()} | {len(room.per_carer) for room in rooms.values()}
    if len(bands) > 1:
        raise ValueError("rooms must all speak of the same age bands, in per_carer and in limits")
    for site, room in rooms.items():
        if not 0 <= site < sites:
            raise ValueError(f"rooms name site {site}; sites run from 0 to {sites - 1}")
        if room.staff < 0 or min(room.per_carer) < 1 or min(room.limits) < 0:
            raise ValueError(f"the room of site {site} has a negative number, or a carer for no child")
    return dict(rooms)


def _bands(bands: ArrayLike | None, rooms: dict[int, Room], children: int) -> NDArray[np.int32] | None:
    if not rooms:
        return None
    if bands is None:
        raise ValueError("rooms need bands: the age band of each child")
    band = whole_numbers(bands, "bands")
    known = len(next(iter(rooms.values())).limits)
    if len(band) != children or (band >= known).any():
        raise ValueError(f"bands must hold one band from 0 to {known - 1} for each of {children} children")
    return band.astype(np.int32)


def _families(siblings: object, wishes: Ragged, sites: int) -> tuple[Family, ...]:
    if siblings is None:
        return ()
    if not isinstance(siblings, Siblings):
        siblings = Siblings(list(siblings))
    places = range(sites) if siblings.places is None else siblings.places
    if len(places) != sites:
        raise ValueError(f"places must hold one place for each of {sites} sites, not {len(places)}")
    rules: Sequence = siblings.rules or [siblings.rule] * len(siblings.families)
    if len(rules) != len(siblings.families):
        raise ValueError(f"there are {len(siblings.families)} families but {len(rules)} rules")
    seen: set[int] = set()
    found = []
    for number, (entry, rule) in enumerate(zip(siblings.families, rules, strict=True)):
        children = entry.children if isinstance(entry, Family) else tuple(int(child) for child in entry)
        for child in children:
            if not 0 <= child < wishes.rows or child in seen:
                raise ValueError(f"siblings[{number}]: child {child} is unknown or already in a family")
            seen.add(child)
        family = entry
        if not isinstance(entry, Family):
            own = [wishes.row(child).tolist() for child in children]
            family = Family(children, tuple(options_of(own, places, rule))) if own else Family((), ())
        _check_options(family, wishes, number)
        found.append(family)
    return tuple(family for family in found if family.children)


def _check_options(family: Family, wishes: Ragged, number: int) -> None:
    own = [set(wishes.row(child).tolist()) | {-1} for child in family.children]
    for option in family.options:
        if len(option) != len(own) or any(site not in row for site, row in zip(option, own, strict=True)):
            raise ValueError(f"siblings[{number}]: option {option} is not made of its children's wishes")
