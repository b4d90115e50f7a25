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
  is the fair matching that children like best (Kamada and Kojima 2024). Fair comes before full: seats can stay empty;
- **rooms with reserves**: every reserve is for one age band. The line is put into the order of filling (reserves and
  open seats counted by band), then the room is filled in that order and cut as above. A child that comes to the line
  moves others only backwards and only within its own band, so before any other stand at least as many of every band
  as did: who was refused stays refused, and the cutoff, a place in the order of filling, only falls. With a reserve
  for all bands together that would not be so: it could take a carer to another band and open it for who was refused.
"""

import numpy as np

from shanyu.engines.allocation.compiling import inner, outer
from shanyu.engines.allocation.market import NO_LIMIT, Market

REFUSED, OPEN, RELEASED, RESERVED = 0, 1, 2, 3
"""What a child got in a line: nothing, an open seat, a reserved seat set free; 3 + i is the i-th reserve."""

STAGE = 1 << 40
"""A place in the order of filling is a stage times this, and the rank in the line."""


@outer
def choose(market: Market, site, line, ranks, count, given, cutoff):
    """Write into given[:count] what each child of the line gets (see `REFUSED`). `line` is best first.

    cutoff: the place in a room's order of filling from which on nobody comes in. Returns it, or the one before it
    at which the room is cut now; NO_LIMIT for a site that is no room.
    """
    if market.room[site] >= 0:
        _stand(market, site, line, count, given)
        return _fill_room(market, site, line, ranks, count, given, cutoff)
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
    return NO_LIMIT


@inner
def _stand(market, site, line, count, given):
    """Write into given[:count] on which seat each child of a room's line is counted, as if its carers sufficed.

    REFUSED stands for those who come after all open and reserved seats of their band.
    """
    first, last = market.reserve_at[site], market.reserve_at[site + 1]
    for i in range(count):
        given[i] = REFUSED
    if market.open_first[site]:
        left = _open_seats(market, site)
        for i in range(count):
            if left[market.band[line[i]]] > 0:
                left[market.band[line[i]]] -= 1
                given[i] = OPEN
    for j in range(first, last):
        seats = market.reserve_seats[j]
        for i in range(count):
            if seats == 0:
                break
            entitled = (market.groups[line[i]] >> market.reserve_group[j]) & 1
            if given[i] == REFUSED and entitled and market.band[line[i]] == market.reserve_band[j]:
                given[i] = RESERVED + j - first
                seats -= 1


@inner
def _open_seats(market, site):
    """By band the seats of a room that are not reserved."""
    left = market.band_limit[market.room[site]].copy()
    for j in range(market.reserve_at[site], market.reserve_at[site + 1]):
        left[market.reserve_band[j]] -= market.reserve_seats[j]
    return left


@inner
def _fill_room(market, site, line, ranks, count, given, cutoff):
    """Let children in stage by stage: open seats that go first, each reserve, all others; see `choose`.

    Who is refused at a stage is looked at again at the last one and refused there too: the band stays full, and
    what is cut stays cut.
    """
    room = market.room[site]
    reserves = market.reserve_at[site + 1] - market.reserve_at[site]
    last = reserves + 1 if reserves else 0
    left = _open_seats(market, site)
    numbers = np.zeros(market.band_limit.shape[1], dtype=np.int64)
    units, taken = 0, 0
    for stage in range(last + 1):
        for i in range(count):
            seat = given[i]
            own = last if seat == REFUSED else 0 if seat == OPEN else 1 + seat - RESERVED
            if own != stage:
                continue
            given[i] = REFUSED
            band = market.band[line[i]]
            place = stage * STAGE + ranks[i]
            if place >= cutoff or numbers[band] >= market.band_limit[room, band]:
                continue
            more = units_of(market, room, band, numbers[band] + 1) - units_of(
                market, room, band, numbers[band]
            )
            if taken == market.capacity[site] or units + more > market.room_units[room]:
                cutoff = place
                continue
            numbers[band] += 1
            units += more
            taken += 1
            if seat != REFUSED:
                given[i] = seat
            elif market.open_first[site] or left[band] == 0:
                given[i] = RELEASED
            else:
                left[band] -= 1
                given[i] = OPEN
    return cutoff


@inner
def units_of(market: Market, room, band, number):
    """The staff units that so many children of a band take: whole carers where bands are kept apart."""
    units = market.band_units[room, band]
    if market.room_apart[room]:
        return (number + units - 1) // units
    return number * units
