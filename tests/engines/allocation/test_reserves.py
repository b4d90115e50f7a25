import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.engines.allocation import Outcome, Reserve, Room, allocate, read, solve
from tests.engines.allocation.worlds import random_problem

SEEDS = st.integers(0, 2**32 - 1)
EVERYBODY = [[0]] * 6


def by_hand(line, capacity, seats, groups, open_first):
    """The order of filling, as docs/allocation.md says it."""
    taken = line[: capacity - sum(n for _g, n in seats)] if open_first else []
    for group, number in seats:
        taken = taken + [c for c in line if group in groups[c] and c not in taken][:number]
    return set(taken + [c for c in line if c not in taken][: capacity - len(taken)])


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, open_first=st.booleans())
def test_no_seat_stays_empty_and_nobody_is_passed_over(seed, open_first):
    preferences, priorities, capacities = random_problem(seed, 25, 4, 4, 6)
    random = np.random.default_rng(seed)
    groups = [[g for g in range(2) if random.random() < 0.3] for _ in range(25)]
    reserves = [Reserve(((1, n // 3), (0, n // 4)), open_first) for n in capacities]
    result = allocate(preferences, priorities, capacities, reserves=reserves, groups=groups)
    for site, line in enumerate(priorities):
        inside = set(np.flatnonzero(result.assigned == site).tolist())
        numbers = result.wish_numbers
        rather = {
            c
            for c, row in enumerate(preferences)
            if site in row and (numbers[c] < 0 or row.index(site) < numbers[c])
        }
        wanted = [c for c in line if c in inside or c in rather]
        assert by_hand(wanted, capacities[site], reserves[site].seats, groups, open_first) == inside
        assert len(inside) == min(capacities[site], len(wanted))
    assert result.stable


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_nobody_gains_by_hiding_wishes_where_seats_are_reserved(seed):
    preferences, priorities, capacities = random_problem(seed, 6, 3, 3, 3)
    groups = [[c % 2] for c in range(6)]
    reserves = [[(0, n // 2)] for n in capacities]
    honest = allocate(preferences, priorities, capacities, reserves=reserves, groups=groups).wish_numbers
    for child, wishes in enumerate(preferences):
        for cut in range(len(wishes)):
            told = [*preferences[:child], wishes[cut:], *preferences[child + 1 :]]
            lied = allocate(told, priorities, capacities, reserves=reserves, groups=groups).assigned[child]
            if lied >= 0:
                assert 0 <= honest[child] <= wishes.index(lied)


def test_reserves_without_takers_change_nothing():
    preferences, priorities, capacities = random_problem(5, 40, 5, 4, 8)
    reserves = [[(0, n // 2)] for n in capacities]
    plain = allocate(preferences, priorities, capacities).assigned
    nobody = allocate(preferences, priorities, capacities, reserves=reserves, groups=[[]] * 40).assigned
    assert nobody.tolist() == plain.tolist()


def test_the_order_of_filling_matters():
    groups = [[0], [], [], [0], [], [0]]
    line = [[0, 1, 2, 3, 4, 5]]
    first = allocate(EVERYBODY, line, [3], reserves=[[(0, 1)]], groups=groups)
    after = allocate(EVERYBODY, line, [3], reserves=[Reserve(((0, 1),), open_first=True)], groups=groups)
    assert first.assigned.tolist() == [0, 0, 0, -1, -1, -1]
    assert after.assigned.tolist() == [0, 0, -1, 0, -1, -1]
    assert after.seats.tolist() == [1, 1, 0, 3, 0, 0]


def test_a_child_of_several_groups_counts_on_the_first_reserve_that_has_a_seat():
    groups = [[0, 1], [1], [0], [], [], []]
    line = [[3, 4, 5, 0, 1, 2]]
    result = allocate(EVERYBODY, line, [2], reserves=[[(1, 1), (0, 1)]], groups=groups)
    assert result.assigned.tolist() == [0, -1, 0, -1, -1, -1]
    assert result.seats.tolist() == [3, 0, 4, 0, 0, 0]


def test_who_is_passed_by_a_reserve_is_told_so():
    groups = [[], [], [0], [], [], []]
    result = allocate(EVERYBODY, [[0, 1, 2, 3]], [2], reserves=[[(0, 1)]], groups=groups)
    told = result.explain(1).wishes[0]
    assert (told.outcome, told.place, told.last_place, told.last_open) == (Outcome.RESERVED, 2, 3, 1)
    assert told.seats_more == 1
    assert result.explain(2).wishes[0].group == 0
    assert result.explain(3).wishes[0].outcome is Outcome.FULL
    assert result.cuts[0].by_group == {0: 3}


def test_bad_reserves_are_refused():
    with pytest.raises(ValueError, match="reserves of site 0 are more seats than its capacity of 1"):
        allocate([[0]], [[0]], [1], reserves=[[(0, 2)]], groups=[[0]])
    with pytest.raises(ValueError, match="reserves need groups"):
        allocate([[0]], [[0]], [1], reserves=[[(0, 1)]])
    with pytest.raises(ValueError, match=r"groups\[0\] holds 63"):
        allocate([[0]], [[0]], [1], reserves=[[(0, 1)]], groups=[[63]])


def rooms(room, bands, wishes, lines, capacity=20):
    return solve(read(wishes, lines, [capacity], rooms={0: room}, bands=bands))


def test_whole_carers_are_counted_for_each_band_that_is_apart():
    bands = [0, 0, 0, 0, 1, 1]
    room = Room(staff=2, per_carer=(3, 5), limits=(9, 9))
    assert rooms(room, bands, EVERYBODY, [[0, 1, 2, 4, 5, 3]]).assigned.tolist() == [0, 0, 0, -1, 0, 0]


def test_carers_who_are_shared_are_counted_in_parts():
    bands = [0, 0, 0, 1, 1, 1]
    room = Room(staff=1, per_carer=(3, 6), limits=(9, 9), apart=False)
    assert rooms(room, bands, EVERYBODY, [[0, 1, 3, 4, 5, 2]]).assigned.tolist() == [0, 0, -1, 0, 0, -1]


def test_a_full_band_is_passed_over_but_a_lack_of_staff_cuts_the_line():
    bands = [0, 0, 1, 1, 1, 1]
    full = Room(staff=9, per_carer=(3, 5), limits=(1, 3))
    assert rooms(full, bands, EVERYBODY, [[0, 1, 2, 3, 4, 5]]).assigned.tolist() == [0, -1, 0, 0, 0, -1]
    short = Room(staff=2, per_carer=(1, 5), limits=(9, 9))
    result = rooms(short, bands, EVERYBODY, [[0, 2, 1, 3, 4, 5]])
    assert result.assigned.tolist() == [0, -1, 0, -1, -1, -1]
    assert result.explain(3).wishes[0].outcome is Outcome.STAFF


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_rooms_hold_what_they_can_and_nobody_comes_in_from_behind(seed):
    random = np.random.default_rng(seed)
    preferences, priorities, _ = random_problem(seed, 20, 3, 3, 1)
    bands = random.integers(0, 2, 20)
    found = [Room(int(random.integers(0, 4)), (2, 4), (3, 6), bool(random.integers(0, 2))) for _ in range(3)]
    result = solve(read(preferences, priorities, [8] * 3, rooms=dict(enumerate(found)), bands=bands))
    for site, room in enumerate(found):
        inside = np.flatnonzero(result.assigned == site)
        numbers = np.bincount(bands[inside], minlength=2)
        carers = [
            -(-numbers[b] // room.per_carer[b]) if room.apart else numbers[b] / room.per_carer[b]
            for b in (0, 1)
        ]
        assert (numbers <= room.limits).all() and sum(carers) <= room.staff
        line = priorities[site]
        for child, row in enumerate(preferences):
            got = result.wish_numbers[child]
            if site in row and child in line and (got < 0 or row.index(site) < got):
                behind = [c for c in inside if line.index(c) > line.index(child)]
                band_full = numbers[bands[child]] == room.limits[bands[child]]
                assert not [c for c in behind if not band_full or bands[c] == bands[child]]


def test_rooms_need_bands():
    with pytest.raises(ValueError, match="rooms need bands"):
        read([[0]], [[0]], [1], rooms={0: Room(1, (3,), (3,))})
    with pytest.raises(ValueError, match="bands must hold one band from 0 to 0"):
        read([[0]], [[0]], [1], rooms={0: Room(1, (3,), (3,))}, bands=[1])
