"""Small numbers of children are not shown, nor made computable from their sums (k-anonymity). Pure.

Between 1 and `K - 1` children of one street in one month might be recognised. Such a number is hidden; and
wherever a line of a table would have exactly one hidden number, which its sum would give away, the smallest
other one in that line is hidden too.
"""

from collections.abc import Hashable, Mapping

K = 5
#: The row and the column of a grid that hold the sums.
WHOLE = None

Key = tuple[Hashable, Hashable]


def grid_with_sums(cells: Mapping[Key, int]) -> dict[Key, int]:
    """The cells by (row, column) with the sums of rows, of columns and of all, under `WHOLE`."""
    found: dict[Key, int] = {}
    for (row, column), number in cells.items():
        for key in ((row, column), (row, WHOLE), (WHOLE, column), (WHOLE, WHOLE)):
            found[key] = found.get(key, 0) + number
    return found


def shown(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """The grid with its sums as it may be shown: None is hidden. Nobody is in a zero, so zeros are shown."""
    grid = grid_with_sums(cells)
    hidden = {key for key, number in grid.items() if 0 < number < K}
    while more := _given_away(grid, hidden):
        hidden |= more
    return {key: None if key in hidden else number for key, number in grid.items()}


def _given_away(grid: Mapping[Key, int], hidden: set[Key]) -> set[Key]:
    """What to hide next, in each line that has one hidden number only: none where nothing else can be hidden."""
    more = set()
    for axis in (0, 1):
        lines: dict[Hashable, list[Key]] = {}
        for key in grid:
            lines.setdefault(key[axis], []).append(key)
        for line in lines.values():
            others = [key for key in line if key not in hidden and grid[key]]
            if len(line) - len(others) - sum(not grid[key] for key in line) == 1 and others:
                more.add(min(others, key=lambda key: (grid[key], WHOLE in key, str(key))))
    return more
