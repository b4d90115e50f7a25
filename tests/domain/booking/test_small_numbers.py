"""No comparison of what is shown reaches inside a group: everything shown is a sum of whole groups."""

from collections import defaultdict
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyu.domain.booking.small_numbers import (
    K,
    Leaf,
    Shown,
    grouped,
    plus,
    published,
    tellable,
)

#: Sessions of two streets, with two hosts each, of two kinds: what came and did not come.
PATHS = [("d", street, street + host, kind) for street, host, kind in product("ab", "xy", "vc")]
NUMBERS = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 20))
UNHURRIED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SESSIONS = st.lists(st.tuples(st.sampled_from(PATHS), st.tuples(NUMBERS, NUMBERS)), max_size=16)


def total(vectors):
    return tuple(map(sum, zip((0, 0), *vectors, strict=True)))


def leaves_of(sessions):
    found = defaultdict(lambda: Leaf((0, 0), (0, 0)))
    for path, numbers in sessions:
        safe, small = found[path]
        found[path] = (
            Leaf(plus(safe, numbers), small) if tellable(numbers) else Leaf(safe, plus(small, numbers))
        )
    return dict(found)


def one(*leaves):
    """Leaves of single numbers: path, the sum of the safe sessions, that of the small ones."""
    return {path: Leaf((safe,), (small,)) for path, safe, small in leaves}


def whole(leaves, line=lambda path: "whole"):
    return {key: numbers[0] for key, numbers in published(leaves, grouped(leaves), line).items()}


def test_large_numbers_and_zeros_are_told_exactly():
    leaves = one((("d", "a", "x", "v"), 12, 0), (("d", "b", "y", "v"), 0, 0))
    assert grouped(leaves) == []
    assert whole(leaves, lambda path: path[1]) == {"a": Shown(12), "b": Shown(0)}


def test_small_sessions_of_one_host_and_kind_are_told_together_where_they_are_enough():
    assert whole(one((("d", "a", "x", "v"), 20, 6))) == {"whole": Shown(26)}
    assert not any(group.joined for group in grouped(one((("d", "a", "x", "v"), 20, 6))))


def test_what_is_left_over_takes_the_safe_sessions_of_its_cell_along():
    found = grouped(one((("d", "a", "x", "v"), 20, 3)))
    assert [(group.size, group.joined) for group in found] == [((23,), {("d", "a", "x", "v")})]
    assert whole(one((("d", "a", "x", "v"), 20, 3))) == {"whole": Shown(23)}


def test_small_kinds_of_a_host_are_told_in_its_sum_and_left_out_of_the_sum_of_a_kind():
    leaves = one((("d", "a", "x", "v"), 0, 3), (("d", "a", "x", "c"), 0, 4), (("d", "b", "y", "v"), 9, 0))
    assert whole(leaves, lambda path: path[2]) == {"x": Shown(7), "y": Shown(9)}
    assert whole(leaves, lambda path: path[3]) == {"v": Shown(9, True), "c": Shown(0, True)}
    assert whole(leaves) == {"whole": Shown(16)}


def test_a_small_street_takes_the_smallest_other_part_of_its_district_along():
    leaves = one(
        (("d", "a", "x", "v"), 0, 3), (("d", "b", "y", "v"), 9, 0), (("d", "b", "z", "v"), 30, 0),
        (("d", "c", "w", "v"), 20, 0),
    )  # fmt: skip
    assert whole(leaves, lambda path: path[1]) == {"a": Shown(0, True), "b": Shown(30, True), "c": Shown(20)}
    assert whole(leaves) == {"whole": Shown(62)}


def test_what_is_left_over_of_a_whole_district_is_told_nowhere():
    leaves = one((("d", "a", "x", "v"), 0, 3), (("e", "b", "y", "v"), 0, 2), (("e", "b", "z", "v"), 0, 9))
    assert whole(leaves, lambda path: path[0]) == {"d": Shown(0, True), "e": Shown(11)}
    assert whole(leaves) == {"whole": Shown(11, True)}


def test_who_came_is_not_told_where_who_did_not_would_follow_from_it():
    leaves = {("d", "a", "x", "v"): Leaf((0, 0), (6, 2)), ("d", "b", "y", "v"): Leaf((8, 0), (0, 0))}
    told = published(leaves, grouped(leaves), lambda path: path[1])
    assert told == {"a": [Shown(0, True), Shown(0, True)], "b": [Shown(8), Shown(0)]}


@UNHURRIED
@given(SESSIONS)
def test_groups_are_large_enough_share_nothing_and_hold_every_small_session(sessions):
    leaves = leaves_of(sessions)
    groups = grouped(leaves)
    assert all(tellable(group.size) for group in groups if not group.open)
    assert sum(group.open for group in groups) <= 1
    for path, leaf in leaves.items():
        parts = [group.parts[path] for group in groups if path in group.parts]
        joined = any(path in group.joined for group in groups)
        expected = plus(leaf.safe, leaf.small) if joined else leaf.small
        assert total(parts) == expected


@UNHURRIED
@given(SESSIONS, st.sets(st.sampled_from(PATHS)))
def test_whatever_is_asked_for_the_answer_is_a_sum_of_whole_groups(sessions, asked):
    """Sessions that are safe alone are groups of their own."""
    leaves = leaves_of(sessions)
    groups = grouped(leaves)
    told = published(leaves, groups, lambda path: "asked" if path in asked else None)
    joined = {path for group in groups for path in group.joined}
    units = [leaf.safe for path, leaf in leaves.items() if path in asked - joined]
    units += [group.size for group in groups if not group.open and group.parts.keys() <= asked]
    exact = total(units)
    assert [tuple(n.number for n in numbers) for numbers in told.values()] in ([exact], [])
    cut = any(group.parts.keys() & asked and (group.open or group.parts.keys() - asked) for group in groups)
    assert all(number.more == cut for numbers in told.values() for number in numbers)


@UNHURRIED
@given(SESSIONS, SESSIONS)
def test_groups_of_a_district_do_not_depend_on_another_district_or_on_an_order(sessions, elsewhere):
    own = leaves_of(sessions)
    others = {("e", *path[1:]): leaf for path, leaf in leaves_of(elsewhere).items()}

    def closed(leaves):
        return sorted(
            str(sorted(group.parts.items()))
            for group in grouped(leaves)
            if not group.open and all(path[0] == "d" for path in group.parts)
        )

    assert closed(own) == closed({**others, **dict(reversed(own.items()))})


def test_the_line_is_drawn_at_five():
    assert K == 5
    assert [n for n in range(8) if not tellable((n,))] == [1, 2, 3, 4]
