"""Whom a site takes out of a line, compiled.

Three kinds of sites:
- **numbers**: the best, up to the capacity;
- **reserves**: seats for groups, filled in the stated order, reserved seats before the open ones or after; what
  nobody of its group takes is open to all at the end, so no seat stays empty that an acceptable child wants. A child
  of several groups counts once, on the first reserve in the order that still has a seat for it. These are choices
  in sequence with monotone transfer of unused seats; with one seat for a child they are substitutable and obey the
  law of aggregate demand (Kominers and Sönmez 2016; Aygün and Turhan 2020), so deferred acceptance keeps its
  promises;
- **rooms**: limits by age band, and carers who are shared by the bands. A child whose band is full is passed over; as
  soon as the staff (or the capacity) does not suffice for the next in line, the line is cut there, and nobody from
  there on comes in, now or later. Raising such cutoffs until all demand fits is a fixed point, and the smallest one
  is the fair matching that children like best (Kamada and Kojima 2024). Fair comes before full: seats can stay empty.
"""

import numpy as np

from shanyu.engines.allocation.compiling import inner, outer
from shanyu.engines.allocation.market import Market

REFUSED, OPEN, RELEASED, RESERVED = 0, 1, 2, 3
"""What a child got in a line: nothing, an open seat, a reserved seat set free; 3 + i is the i-th reserve."""


@outer
def choose(market: Market, site, line, count, given):
    """Write into given[:count] what each child of the line gets (see `REFUSED`). `line` is best first.

    Returns the place at which a room's line is cut, `count` where it is not.
    """
    if market.room[site] >= 0:
        return _fill_rooms(market, site, line, count, given)
    left = market.capacity[site]
    first, last = market.reserve_at[site], market.reserve_at[site + 1]
    reserved = 0
    for j in range(first, last):
        reserved += market.reserve_seats[j]
    for i in range(count):
        given[i] = REFUSED
    if market.open_first[site]:
        for i in range(min(count, left - reserved)):
            given[i] = OPEN
            left -= 1
    for j in range(first, last):
        seats = market.reserve_seats[j]
        for i in range(count):
            if seats == 0:
                break
            if given[i] == REFUSED and (market.groups[line[i]] >> market.reserve_group[j]) & 1:
                given[i] = RESERVED + j - first
                seats -= 1
                left -= 1
    opened = 0
    for i in range(count):
        if left == 0:
            break
        if given[i] == REFUSED:
            given[i] = (
                RELEASED if market.open_first[site] or opened >= market.capacity[site] - reserved else OPEN
            )
            opened += 1
            left -= 1
    return count


@inner
def _fill_rooms(market, site, line, count, given):
    room = market.room[site]
    numbers = np.zeros(market.band_limit.shape[1], dtype=np.int64)
    units = 0
    taken = 0
    cut = count
    for i in range(count):
        given[i] = REFUSED
        band = market.band[line[i]]
        if cut < count or numbers[band] >= market.band_limit[room, band]:
            continue
        more = units_of(market, room, band, numbers[band] + 1) - units_of(market, room, band, numbers[band])
        if taken == market.capacity[site] or units + more > market.room_units[room]:
            cut = i
            continue
        numbers[band] += 1
        units += more
        taken += 1
        given[i] = OPEN
    return cut


@inner
def units_of(market: Market, room, band, number):
    """The staff units that so many children of a band take: whole carers where bands are kept apart."""
    units = market.band_units[room, band]
    if market.room_apart[room]:
        return (number + units - 1) // units
    return number * units
