"""The children of a district told by street and by age, and by both where nobody can be recognised (k-anonymity). Pure.

What is told is made once for a district from all its children and does not depend on what is asked:

1. **By street**: streets with few children are told only together (`small_numbers.grouped`).
2. **By age**: ages with few children are joined with an age beside them, rather of the same class of ages.
3. **By both**: cells of a street and a class of ages. A cell with few children is hidden, and with it so many others
   that, from all that is told, its number could be any of more than `K`: between the least and the greatest possible
   lie at least `K` children. Which others is found by moving children along rows and columns so that every sum stays
   (Gusfield 1988); hiding a cell never narrows what was possible for another, so one pass over the cells suffices.

A sum of hidden cells that follows from what is told is therefore never small: its cells could each be no greater
than the sum. So no difference of two figures, of places or of ages, tells of fewer than `K` children.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from shanyu.domain.booking.small_numbers import Group, K, Leaf, grouped, tellable

Cell = tuple[int, int]
Numbers = list[list[int]]


@dataclass(frozen=True)
class TwoWays:
    """What may be told of a district.

    leaves, groups: the streets, for `small_numbers.published`. spans: ages told together, as runs of bands;
    by_span: their numbers, None where all of the district are few. columns: runs of bands, classes or several classes.
    cells: by street and column the number, None where it is hidden; streets told together have none.
    """

    leaves: Mapping[tuple[Hashable, Hashable], Leaf]
    groups: Sequence[Group]
    spans: Sequence[range]
    by_span: Sequence[int | None]
    columns: Sequence[range]
    cells: Mapping[Hashable, Sequence[int | None]]


def two_ways(district: Hashable, counts: Mapping[Hashable, Sequence[int]], classes: Sequence[int]) -> TwoWays:
    """counts: by street the children of each band of ages. classes: the class of each band, rising."""
    leaves = {(district, street): _leaf(sum(row)) for street, row in counts.items()}
    groups = grouped(leaves)
    whole = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * len(classes)
    spans, few = spans_of(whole, classes), not tellable([sum(whole)])
    columns = columns_of(spans, classes)
    rows = [] if few else _rows(counts, groups)
    table = [[sum(counts[s][band] for s in row for band in span) for span in columns] for row in rows]
    hidden = hidden_cells(table)
    cells = {
        row[0]: [None if (i, j) in hidden else table[i][j] for j in range(len(columns))]
        for i, row in enumerate(rows)
        if len(row) == 1
    }
    by_span = [None if few else sum(whole[band] for band in span) for span in spans]
    return TwoWays(leaves, groups, spans, by_span, columns, cells)


def spans_of(numbers: Sequence[int], classes: Sequence[int]) -> list[range]:
    """Runs of bands, none of them few: a small one joins the band beside it, of its own class if it can.

    Where all bands together are few, one run of all of them is left.
    """
    found = [range(band, band + 1) for band in range(len(numbers))]

    def size(*spans: range) -> int:
        return sum(numbers[band] for span in spans for band in span)

    def costs(first: int) -> tuple[bool, bool, int]:
        left, right = found[first], found[first + 1]
        both = size(left, right)
        return classes[left[-1]] != classes[right[0]], not tellable([both]), both

    while len(found) > 1 and (small := [i for i, span in enumerate(found) if not tellable([size(span)])]):
        pairs = [first for first in (small[0] - 1, small[0]) if 0 <= first < len(found) - 1]
        first = min(pairs, key=costs)
        found[first : first + 2] = [range(found[first].start, found[first + 1].stop)]
    return found


def columns_of(spans: Sequence[range], classes: Sequence[int]) -> list[range]:
    """Classes of ages, joined where a span reaches over two of them."""
    begins = {span.start for span in spans}
    cuts = [band for band in range(len(classes)) if band == 0 or classes[band] != classes[band - 1]]
    return [range(*pair) for pair in pairwise([*(cut for cut in cuts if cut in begins), len(classes)])]


def hidden_cells(table: Numbers) -> set[Cell]:
    """The cells that must not be told, where the sums of all rows and columns are; none of these is few."""
    small = [(i, j) for i, row in enumerate(table) for j, number in enumerate(row) if not tellable([number])]
    hidden = set(small)
    for cell in small:
        _protect(table, hidden, cell)
    return hidden


def _protect(table: Numbers, hidden: set[Cell], cell: Cell) -> None:
    """Hide what lets the cell's number rise and fall by K in all, as few cells more as possible."""
    width = 0
    for rising in (True, False):
        moved = [list(row) for row in table]
        while width < K:
            path = _cheapest(moved, hidden, cell, rising)
            if path is None:
                break
            # Along the path cells fall and rise in turn; what falls must not fall below nobody.
            signs = [-1 if (step % 2 == 0) == rising else 1 for step in range(len(path))]
            steps = [*zip(path, signs, strict=True), (cell, 1 if rising else -1)]
            amount = min(K - width, *(moved[i][j] for (i, j), sign in steps if sign < 0))
            for (i, j), sign in steps:
                moved[i][j] += sign * amount
            hidden.update(path)
            width += amount


def _cheapest(moved: Numbers, hidden: set[Cell], cell: Cell, rising: bool) -> list[Cell] | None:
    """The way from the cell's row to its column that hides the fewest cells more, then the fewest children more.

    Nodes are rows (0, i) and columns (1, j). From a row to a column the first kind of cell is passed (falling where
    the cell rises), from a column to a row the other kind.
    """
    start, goal = (0, cell[0]), (1, cell[1])
    if not rising and not moved[cell[0]][cell[1]]:
        return None
    best, came = {start: (0, 0)}, {}
    heap = [((0, 0), start)]
    while heap:
        cost, node = heappop(heap)
        if node == goal:
            return _way(came, start, goal)
        if cost > best[node]:
            continue
        kind, number = node
        falls = (kind == 0) == rising
        for other in range(len(moved[0]) if kind == 0 else len(moved)):
            i, j = (number, other) if kind == 0 else (other, number)
            if (i, j) == cell or (falls and not moved[i][j]):
                continue
            more = (0, 0) if (i, j) in hidden else (1, moved[i][j])
            new, following = (cost[0] + more[0], cost[1] + more[1]), (1 - kind, other)
            if following not in best or new < best[following]:
                best[following], came[following] = new, (node, (i, j))
                heappush(heap, (new, following))
    return None


def _way(
    came: Mapping[tuple[int, int], tuple[tuple[int, int], Cell]],
    start: tuple[int, int],
    goal: tuple[int, int],
) -> list[Cell]:
    path, node = [], goal
    while node != start:
        node, cell = came[node]
        path.append(cell)
    return path[::-1]


def _rows(counts: Mapping[Hashable, Sequence[int]], groups: Sequence[Group]) -> list[tuple[Hashable, ...]]:
    """Streets that are told together, and those told alone; streets without anybody are left out."""
    together = [tuple(path[1] for path in group.parts) for group in groups if not group.open]
    within = {street for row in together for street in row}
    alone = [(street,) for street, row in counts.items() if street not in within and sum(row)]
    return [*alone, *together]


def _leaf(number: int) -> Leaf:
    return Leaf((number,), (0,)) if tellable([number]) else Leaf((0,), (number,))
