"""Classes that hold several ages with carers, and keep seats for groups: both promises at once."""

import json
from fractions import Fraction
from itertools import combinations
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.engines.allocation import Outcome, Reserve, Room, SiblingRule, lottery, protocol, read, solve
from shanyu.engines.allocation.invariants import check, order_of_filling, takes
from shanyu.engines.allocation.programme import Application, Criterion, Programme, Rules, Site
from shanyu.engines.allocation.running import Run, run
from shanyu.engines.allocation.verifying import verify
from tests.engines.allocation.worlds import PUBLIC, SEED

SEEDS = st.integers(0, 2**32 - 1)
UNHURRIED = settings(max_examples=30, deadline=None)


def one_room(groups, bands, line, reserve, room=None, capacity=4):
    """Everybody wishes the one class."""
    return solve(
        read(
            [[0]] * len(line), [line], [capacity], reserves={0: reserve}, groups=groups, bands=bands,
            rooms={0: room or Room(staff=2, per_carer=(2, 2), limits=(2, 2))},
        )
    )  # fmt: skip


def class_of(random, number) -> Site:
    """A class of two ages, with reserves for two groups in one or both, and carers for some or all."""
    limits = [int(n) for n in random.integers(1, 4, 2)]
    left, reserves = list(limits), []
    for group in random.permutation(["g", "h"]):
        for band in range(2):
            seats = int(random.integers(0, left[band] + 1))
            left[band] -= seats
            if seats:
                reserves.append((str(group), seats, band))
    per_carer = tuple(int(n) for n in random.integers(1, 4, 2))
    room = Room(int(random.integers(0, 4)), per_carer, tuple(limits), bool(random.integers(0, 2)))
    return Site(f"s{number}", f"s{number}", sum(limits), reserves=tuple(reserves), room=room)


def children_of(random, children, sites, pairs=0) -> tuple[Application, ...]:
    """The first are pairs who ask to be together."""
    return tuple(
        Application(
            f"c{number}",
            tuple(f"s{site}" for site in random.permutation(sites)[: random.integers(1, sites + 1)]),
            band=int(random.integers(0, 2)),
            groups=tuple(group for group in "gh" if random.random() < 0.4),
            neighbour_of=tuple(f"s{site}" for site in range(sites) if random.random() < 0.3),
            family=f"f{number // 2}" if number < 2 * pairs else None,
            together=SiblingRule.TOGETHER if number < 2 * pairs else None,
        )
        for number in range(children)
    )


def world(seed, children=12, sites=3, pairs=0) -> Run:
    random = np.random.default_rng(seed)
    found = tuple(class_of(random, number) for number in range(sites))
    rules = Rules("r", (Criterion.NEIGHBOUR,), open_first=bool(random.integers(0, 2)))
    programme = Programme("p", rules, found, children_of(random, children, sites, pairs))
    drawn = [f"c{number}" for number in random.permutation(children)]
    return run(programme, drawn)


def carers(site: Site, children) -> Fraction:
    numbers = [sum(child.band == band for child in children) for band in range(2)]
    parts = [Fraction(number, each) for number, each in zip(numbers, site.room.per_carer, strict=True)]
    return sum((Fraction(ceil(part)) if site.room.apart else part for part in parts), Fraction(0))


def test_a_reserved_seat_of_an_age_goes_to_its_group_and_the_carers_suffice():
    found = one_room([[], [], [0], [0], []], [0, 0, 0, 1, 1], [0, 1, 4, 2, 3], Reserve(((0, 1, 0),)))
    assert found.assigned.tolist() == [0, -1, 0, 0, 0]
    assert found.seats.tolist() == [1, 0, 3, 1, 1]
    assert found.explain(1).wishes[0].outcome is Outcome.STAFF


def test_open_seats_can_be_filled_first():
    groups, bands, line = [[0], [], [0], [], []], [0, 0, 0, 1, 1], [0, 1, 4, 2, 3]
    first = one_room(groups, bands, line, Reserve(((0, 1, 0),), open_first=True))
    assert (first.assigned.tolist(), first.seats.tolist()) == ([0, -1, 0, 0, 0], [1, 0, 3, 1, 1])
    after = one_room(groups, bands, line, Reserve(((0, 1, 0),)))
    assert after.assigned.tolist() == [0, 0, -1, 0, 0]


def test_a_reserve_that_nobody_takes_is_released_within_the_ratio():
    found = one_room([[], [], [], []], [0, 0, 0, 1], [0, 1, 2, 3], Reserve(((0, 2, 0),)))
    assert (found.assigned.tolist(), found.seats.tolist()) == ([0, 0, -1, 0], [2, 2, 0, 1])


def test_who_is_passed_by_a_reserve_of_a_room_is_told_so():
    room = Room(staff=1, per_carer=(2, 2), limits=(2, 2))
    found = one_room([[], [], [0]], [0, 0, 0], [0, 1, 2], Reserve(((0, 1, 0),)), room)
    told = found.explain(1).wishes[0]
    assert (told.outcome, told.seats_more, found.cuts[0].by_group) == (Outcome.RESERVED, 0, {0: 3})


@UNHURRIED
@given(seed=SEEDS)
def test_no_room_is_above_its_ratio_and_nobody_could_rightly_object(seed):
    pairs = seed % 3
    found = world(seed, pairs=pairs)
    assigned = found.assigned()
    for site in found.programme.sites:
        inside = [child for child in found.programme.applications if assigned[child.id] == site.id]
        assert carers(site, inside) <= site.room.staff
        assert all(sum(child.band == band for child in inside) <= site.room.limits[band] for band in range(2))
    assert check(found.programme, found.lines, [(c, s) for c, s in assigned.items() if s]) == []
    assert pairs or found.objections() == []


@UNHURRIED
@given(seed=SEEDS)
def test_with_carers_enough_no_reserve_keeps_a_seat_empty_that_anybody_wants(seed):
    random = np.random.default_rng(seed)
    sites = [class_of(random, number) for number in range(2)]
    sites = [Site(s.id, s.place, s.capacity, reserves=s.reserves, room=plenty(s.room)) for s in sites]
    rules = Rules("r", open_first=bool(random.integers(0, 2)))
    programme = Programme("p", rules, tuple(sites), children_of(random, 12, 2))
    assigned = run(programme, [child.id for child in programme.applications]).assigned()
    for site in sites:
        for band in range(2):
            own = [child for child in programme.applications if child.band == band]
            taken = sum(assigned[child.id] == site.id for child in own)
            rather = [c for c in own if assigned[c.id] is None and site.id in c.wishes]
            assert taken == site.room.limits[band] or not rather


def plenty(room: Room) -> Room:
    return Room(sum(room.limits), room.per_carer, room.limits, room.apart)


@UNHURRIED
@given(seed=SEEDS)
def test_whoever_is_refused_stays_refused_when_more_come(seed):
    """By brute force over all lines of six: so deferred acceptance ends the same, in whatever order they ask."""
    random = np.random.default_rng(seed)
    site = class_of(random, 0)
    everybody = children_of(random, 6, 1)
    for open_first in (False, True):
        refused = {}
        for size in range(7):
            for line in combinations(everybody, size):
                refused[line] = {child.id for child in line} - takes(site, list(line), open_first)
        for line, out in refused.items():
            for gone in line:
                fewer = tuple(child for child in line if child is not gone)
                assert refused[fewer] <= out


@UNHURRIED
@given(seed=SEEDS)
def test_the_engine_gives_what_asking_in_any_order_gives(seed):
    """A plain second way: whoever has no place asks next; each class chooses among all who ever asked it."""
    found = world(seed, children=9, sites=2)
    random = np.random.default_rng(seed + 1)
    children = {child.id: child for child in found.programme.applications}
    asked = {site.id: set() for site in found.programme.sites}
    turn = dict.fromkeys(children, 0)
    while waiting := [c for c in children if turn[c] < len(children[c].wishes) and not _in(found, asked, c)]:
        child = children[waiting[random.integers(len(waiting))]]
        asked[child.wishes[turn[child.id]]].add(child.id)
        turn[child.id] += 1
    assert {c: _in(found, asked, c) for c in children} == found.assigned()


def _in(found: Run, asked: dict[str, set[str]], child: str) -> str | None:
    children = {one.id: one for one in found.programme.applications}
    for site in found.programme.sites:
        line = [children[name] for name in found.lines[site.id] if name in asked[site.id]]
        if child in takes(site, line, found.programme.rules.open_first):
            return site.id
    return None


def test_the_order_of_filling_counts_every_age_for_itself():
    room = Room(9, (9, 9), (2, 2))
    site = Site("a", "a", 4, reserves=(("g", 1, 0),), room=room)
    line = [Application(name, (), band=band, groups=groups) for name, band, groups in (
        ("1", 0, ()), ("2", 1, ()), ("3", 0, ()), ("4", 0, ("g",)), ("5", 1, ("g",)),
    )]  # fmt: skip
    assert "".join(child.id for child in order_of_filling(site, line, False)) == "41235"
    assert "".join(child.id for child in order_of_filling(site, line, True)) == "12543"


@pytest.mark.parametrize(
    ("reserve", "room", "says"),
    [
        (((0, 1),), Room(1, (1, 1), (2, 2)), "each of its reserves must be for one age band"),
        (((0, 1, 2),), Room(1, (1, 1), (2, 2)), "each of its reserves must be for one age band"),
        (((0, 3, 0),), Room(1, (1, 1), (2, 2)), "more seats than age band 0 has"),
        (((0, 1, 0),), Room(1, (1, 1), (3, 2)), "must fit into its capacity"),
    ],
)
def test_reserves_that_do_not_fit_a_room_are_refused(reserve, room, says):
    with pytest.raises(ValueError, match=says):
        one_room([[0]], [0], [0], Reserve(reserve), room)


def test_a_reserve_for_an_age_needs_a_room():
    with pytest.raises(ValueError, match="it has no room with bands"):
        read([[0]], [[0]], [1], reserves=[[(0, 1, 0)]], groups=[[0]])
    with pytest.raises(ValueError, match="a reserve is for one age band where there is a room"):
        Programme("p", Rules("r"), (Site("a", "a", 1, reserves=(("g", 1, 0),)),), ())


def test_a_stranger_computes_a_protocol_with_reserved_rooms_again():
    promised = protocol.Announcement(lottery.commit(SEED), PUBLIC)
    programme = world(5).programme
    document = protocol.write(run(programme, protocol.draw(programme, SEED, PUBLIC)), promised, SEED, PUBLIC)
    document = json.loads(json.dumps(document))
    assert document["announcement"]["sites"][0]["reserves"] == [
        list(row) for row in programme.sites[0].reserves
    ]
    assert verify(document) == []
    document["announcement"]["sites"][0]["reserves"] = []
    assert "result" in {finding.code for finding in verify(document)}
