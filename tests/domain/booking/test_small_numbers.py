from hypothesis import given
from hypothesis import strategies as st

from shanyu.domain.booking.small_numbers import WHOLE, K, grid_with_sums, shown

GRIDS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from([1, 2, 3])), st.integers(0, 30), max_size=9
)


def lines_of(grid):
    lines = {}
    for key in grid:
        lines.setdefault(("row", key[0]), []).append(key)
        lines.setdefault(("column", key[1]), []).append(key)
    return lines.values()


def test_large_numbers_and_zeros_are_shown_with_their_sums():
    assert shown({("a", 1): 6, ("b", 1): 0}) == {
        ("a", 1): 6,
        ("b", 1): 0,
        ("a", WHOLE): 6,
        ("b", WHOLE): 0,
        (WHOLE, 1): 6,
        (WHOLE, WHOLE): 6,
    }


def test_a_small_number_takes_the_smallest_of_its_line_with_it_so_that_the_sum_may_stand():
    found = shown({("a", 1): 3, ("b", 1): 9, ("c", 1): 20})
    assert [found[row, 1] for row in "abc"] == [None, None, 20]
    assert found[WHOLE, 1] == 32


def test_the_only_number_is_hidden_with_its_sums():
    assert set(shown({("a", 1): 2}).values()) == {None}


@given(GRIDS)
def test_no_hidden_number_follows_from_the_others_of_its_line(cells):
    grid, found = grid_with_sums(cells), shown(cells)
    assert found.keys() == grid.keys()
    assert all(number is None or not 0 < number < K for number in found.values())
    assert all(number is None or number == grid[key] for key, number in found.items())
    for line in lines_of(grid):
        hidden = [key for key in line if found[key] is None]
        assert len(hidden) != 1 or all(not grid[key] for key in line if key not in hidden)
