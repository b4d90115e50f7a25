"""Whoever reads all that is told of a district, by street, age and both, learns of no fewer than five children."""

from itertools import combinations, product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from shanyu.domain.booking.small_numbers import K, Shown, published, tellable
from shanyu.domain.enrolment.two_ways import columns_of, hidden_cells, spans_of, two_ways

CLASSES = (0, 0, 1, 1, 2, 2, 3, 3)
UNHURRIED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 15))


def districts(streets, bands):
    row = st.lists(NUMBERS, min_size=bands, max_size=bands)
    return st.lists(row, min_size=1, max_size=streets).map(
        lambda rows: dict(zip("abcdef", rows, strict=False))
    )


def answers(counts, classes):
    """All that is told: the cells (street, band) that a figure counts, and the figure."""
    found = two_ways("d", counts, classes)
    bands = range(len(classes))
    told = []
    for size in range(1, len(counts) + 1):
        for asked in combinations(counts, size):
            lines = published(found.leaves, found.groups, lambda path, asked=asked: path[1] in asked or None)
            for [shown] in lines.values():
                if not shown.more:
                    told.append((set(product(asked, bands)), shown.number))
    for span, number in zip(found.spans, found.by_span, strict=True):
        if number is not None:
            told.append((set(product(counts, span)), number))
    for street, row in found.cells.items():
        for column, number in zip(found.columns, row, strict=True):
            if number is not None:
                told.append((set(product([street], column)), number))
    return found, told


def test_what_is_told_by_street_by_age_and_by_both():
    counts = {"a": [3, 0, 8, 4], "b": [9, 0, 7, 5], "c": [1, 0, 2, 0], "d": [6, 1, 9, 3]}
    found = two_ways("d", counts, (0, 0, 1, 1))
    assert (found.spans, found.by_span) == ([range(2), range(2, 3), range(3, 4)], [20, 26, 12])
    assert found.columns == [range(2), range(2, 4)]
    streets = published(found.leaves, found.groups, lambda path: path[1])
    assert {street: shown for street, [shown] in streets.items()} == {
        "a": Shown(0, True), "b": Shown(21), "c": Shown(0, True), "d": Shown(19),
    }  # fmt: skip
    assert found.cells == {"b": [9, 12], "d": [None, None]}


def test_another_cell_of_the_row_and_of_the_column_is_hidden_with_a_small_one():
    table = [[3, 9, 20], [11, 12, 13], [6, 30, 40]]
    assert hidden_cells(table) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_few_children_of_one_age_join_the_age_beside_them_rather_of_their_own_class():
    assert spans_of([3, 9, 2, 8], (0, 0, 0, 1)) == [range(3), range(3, 4)]
    assert spans_of([9, 2, 8, 7], (0, 0, 1, 1)) == [range(2), range(2, 3), range(3, 4)]
    assert columns_of([range(1), range(1, 3), range(3, 4)], (0, 0, 1, 1)) == [range(4)]


def test_fewer_than_five_children_of_a_whole_district_are_told_in_no_way():
    found, told = answers({"a": [1, 0, 2, 0], "b": [0, 0, 0, 1]}, (0, 0, 1, 1))
    assert (found.by_span, found.cells, told) == ([None], {}, [])


@UNHURRIED
@given(districts(5, 8))
def test_every_figure_is_right_and_no_difference_of_two_is_small(counts):
    _found, told = answers(counts, CLASSES)
    number = {(street, band): counts[street][band] for street, band in product(counts, range(8))}
    for cells, said in told:
        assert said == sum(number[cell] for cell in cells)
        assert tellable([said])
    assert all(
        tellable([said - less]) for (cells, said), (within, less) in product(told, told) if within <= cells
    )


@settings(UNHURRIED, max_examples=10)
@given(districts(4, 6))
def test_all_figures_together_leave_every_small_number_open_by_five(counts):
    """The least and the greatest number that fit with all figures, found by linear programming."""
    classes = (0, 0, 1, 1, 2, 2)
    found, told = answers(counts, classes)
    cells = list(product(counts, range(6)))
    rows = np.array([[cell in within for cell in cells] for within, _said in told], dtype=float)
    said = np.array([number for _within, number in told], dtype=float)
    for street, column in product(counts, found.columns):
        few = sum(counts[street][band] for band in column)
        if tellable([few]) or sum(map(sum, counts.values())) < K:
            continue
        goal = np.array([cell in set(product([street], column)) for cell in cells], dtype=float)
        ends = [linprog(sign * goal, A_eq=rows, b_eq=said, method="highs").fun for sign in (1, -1)]
        assert round(-ends[1] - ends[0], 6) >= K
