"""The general engine, compiled: families propose, sites choose, and whoever loses a seat proposes on.

Without siblings this is deferred acceptance with choice functions. With siblings a family that loses one seat gives
up the others too; a seat that becomes free is offered to all who would rather have it, until nobody is left who
would. Where no stable matching exists that goes round in circles: a family that was placed too often only goes down
its list from then on, and the circle ends with its objection.
"""

import numpy as np

from shanyu.engines.allocation.choosing import REFUSED, choose
from shanyu.engines.allocation.compiling import inner, outer
from shanyu.engines.allocation.market import Market, State


@inner
def _line(market, state, family, option, site, stay):
    """The site's line with this family's children where the option puts them; returns its length.

    stay: those of its children who are there and would leave stand in the line all the same.
    """
    line, ranks = state.line, state.ranks
    size = 0
    base = market.held_at[site]
    for i in range(state.held_count[site]):
        child = state.held[base + i]
        if market.family[child] != family or (stay and _leaves(market, family, option, child, site)):
            line[size] = child
            ranks[size] = state.held_rank[base + i]
            size += 1
    first = market.member_at[family]
    many = market.member_at[family + 1] - first
    seat = market.seat_at[family] + option * many
    for k in range(many):
        if market.seat_site[seat + k] != site:
            continue
        rank = market.seat_rank[seat + k]
        place = size
        while place > 0 and ranks[place - 1] > rank:
            line[place] = line[place - 1]
            ranks[place] = ranks[place - 1]
            place -= 1
        line[place] = market.members[first + k]
        ranks[place] = rank
        size += 1
    return size


@inner
def admits(market: Market, state: State, family, option):
    """−1 where every site of the option would take the family's children; else the site that would not.

    A site that is not to be asked again (not acceptable, beyond the cutoff) counts as one that would not. Every child
    is weighed in its own right: the seat that a brother or sister would leave is not handed on within the family,
    past those who wait for it.
    """
    many = market.member_at[family + 1] - market.member_at[family]
    seat = market.seat_at[family] + option * many
    for k in range(many):
        site = market.seat_site[seat + k]
        if site >= 0 and _beyond(market, state, site, market.seat_rank[seat + k]):
            return site
        if site >= 0 and _hopeless(market, state, family, k, site, market.seat_rank[seat + k]):
            return site
    for k in range(many):
        site = market.seat_site[seat + k]
        if site < 0 or _seen(market.seat_site, seat, k, site):
            continue
        size = _line(market, state, family, option, site, True)
        choose(market, site, state.line, state.ranks, size, state.given, state.cutoff[site])
        for i in range(size):
            child = state.line[i]
            if state.given[i] != REFUSED or market.family[child] != family:
                continue
            if not _leaves(market, family, option, child, site):
                return site
    return -1


@inner
def _leaves(market, family, option, child, site):
    """Whether the option takes this child of the family away from the site."""
    first = market.member_at[family]
    many = market.member_at[family + 1] - first
    for k in range(many):
        if market.members[first + k] == child:
            return market.seat_site[market.seat_at[family] + option * many + k] != site
    return False


@inner
def _beyond(market, state, site, rank):
    """Whether the site never takes this rank: not acceptable, or beyond the cutoff of a room without reserves."""
    return rank < 0 or (market.kept[site] == 0 and rank >= state.cutoff[site])


@inner
def _hopeless(market, state, family, k, site, rank):
    """Whether the family's k-th child stands behind all of a full site and has no reserve there: the quick answer."""
    count = state.held_count[site]
    if (
        count == 0
        or count < market.capacity[site]
        or rank < state.held_rank[market.held_at[site] + count - 1]
    ):
        return False
    first = market.member_at[family]
    many = market.member_at[family + 1] - first
    if market.room[site] >= 0 or market.groups[market.members[first + k]] & market.kept[site]:
        return False
    if state.at[family] < market.option_at[family + 1] - market.option_at[family]:
        seat = market.seat_at[family] + state.at[family] * many
        for j in range(many):
            if market.seat_site[seat + j] == site:
                return False
    return True


@inner
def _seen(sites, seat, k, site):
    """Whether one of the family's first k children goes to the site as well."""
    seen = False
    for j in range(k):
        seen |= sites[seat + j] == site
    return seen


@inner
def leave(market, state, family, count):
    """Take the family's children out of their sites; adds the sites to `freed`, returns its new count."""
    many = market.member_at[family + 1] - market.member_at[family]
    option = state.at[family]
    options = market.option_at[family + 1] - market.option_at[family]
    if option == options:
        return count
    seat = market.seat_at[family] + option * many
    for k in range(many):
        site = market.seat_site[seat + k]
        if site < 0 or _seen(market.seat_site, seat, k, site):
            continue
        base = market.held_at[site]
        kept = 0
        for i in range(state.held_count[site]):
            if market.family[state.held[base + i]] != family:
                state.held[base + kept] = state.held[base + i]
                state.held_rank[base + kept] = state.held_rank[base + i]
                kept += 1
        if kept < state.held_count[site]:
            state.held_count[site] = kept
            state.freed[count] = site
            count += 1
    state.at[family] = options
    return count


@inner
def ask(market, state, family, low, size):
    """Mark a family as waiting, its options from `low` on open again.

    A child alone goes into the queue too; returns the queue's new size.
    """
    state.low[family] = min(state.low[family], low)
    if not state.queued[family]:
        state.queued[family] = True
        if market.member_at[family + 1] - market.member_at[family] == 1:
            state.queue[size] = family
            size += 1
    return size


@inner
def _let_in(market, state, family, option, site, count, size):
    """Choose anew at a site to which the option sends children (option −1: among those held).

    Writes who stays, lets the families of the others go whole, and lowers a room's cutoff. Returns the counts of
    freed sites and of the queue.
    """
    line, ranks, given = state.line, state.ranks, state.given
    length = _line(market, state, family, option, site, False)
    state.cutoff[site] = choose(market, site, line, ranks, length, given, state.cutoff[site])
    base = market.held_at[site]
    kept = 0
    for i in range(length):
        if given[i] != REFUSED:
            state.held[base + kept] = line[i]
            state.held_rank[base + kept] = ranks[i]
            kept += 1
    state.held_count[site] = kept
    for i in range(length):
        loser = market.family[line[i]]
        if given[i] == REFUSED and loser != family:
            low = state.at[loser]
            count = leave(market, state, loser, count)
            size = ask(market, state, loser, low, size)
    return count, size


@inner
def offer(market, state, count, size):
    """Ask all who would rather have one of the seats that were left; returns the queue's new size."""
    for j in range(count):
        site = state.freed[j]
        for w in range(market.want_at[site], market.want_at[site + 1]):
            if market.want_option[w] < state.at[market.want_family[w]]:
                size = ask(market, state, market.want_family[w], market.want_option[w], size)
    return size


@inner
def place(market: Market, state: State, family, option, size):
    """Give the family an option that `admits` allows; returns the queue's new size.

    Children for whom the sites then have no seat are let go with their whole family and asked again, and so are
    all who would rather have one of the seats that were left.
    """
    count = leave(market, state, family, 0)
    state.at[family] = option
    many = market.member_at[family + 1] - market.member_at[family]
    seat = market.seat_at[family] + option * many
    for k in range(many):
        site = market.seat_site[seat + k]
        if site >= 0 and not _seen(market.seat_site, seat, k, site):
            count, size = _let_in(market, state, family, option, site, count, size)
    return offer(market, state, count, size)


@inner
def cut_line(market, state, family, option, site, size):
    """A room refused the option: cut its line there, for good, and let go whoever stands beyond."""
    line, ranks, given = state.line, state.ranks, state.given
    length = _line(market, state, family, option, site, False)
    cut = choose(market, site, line, ranks, length, given, state.cutoff[site])
    if cut >= state.cutoff[site]:
        return size
    state.cutoff[site] = cut
    length = state.held_count[site]
    base = market.held_at[site]
    for i in range(length):
        line[i] = state.held[base + i]
        ranks[i] = state.held_rank[base + i]
    choose(market, site, line, ranks, length, given, cut)
    count = 0
    for i in range(length):
        if given[i] == REFUSED:
            loser = market.family[line[i]]
            low = state.at[loser]
            count = leave(market, state, loser, count)
            size = ask(market, state, loser, low, size)
    return offer(market, state, count, size)


@outer
def coalitions(market: Market, state: State):
    """(k, 2): families and the options that they would rather have and that all its sites would give them."""
    found = np.empty((16, 2), dtype=np.int64)
    count = 0
    for family in range(len(state.at)):
        for option in range(state.at[family]):
            if admits(market, state, family, option) < 0:
                if count == len(found):
                    found = np.concatenate((found, np.empty_like(found)))
                found[count, 0] = family
                found[count, 1] = option
                count += 1
    return found[:count].copy()
