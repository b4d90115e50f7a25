"""Finding the header in the first rows of a sheet: below merged titles, in one row or in two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .cells import Cell, as_text, is_blank
from .headings import Guess, Heading, guess_columns, known_headings
from .schema import Schema
from .workbook import Merge

LOOK_AT_ROWS = 30
ENOUGH_KNOWN = 4
"""So many plain headings in one row are a header, and rows with less than half as many are not compared."""
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Header:
    """`first` and `last` are 0-based rows of the header; `score` is the sum of what its guesses are sure of."""

    first: int
    last: int
    headings: list[str]
    guesses: list[Guess]
    score: float


def find_header(
    rows: Sequence[Sequence[Cell]],
    merges: Sequence[Merge],
    schema: Schema,
    told: Mapping[str, str] | None = None,
    at: tuple[int, int] | None = None,
) -> Header | None:
    """The row, or the pair of rows, whose cells are most surely headings of the schema. None if none is.

    `at` gives the first and last row (1-based) and ends the search.
    """
    spans = [(at[0] - 1, at[1] - 1)] if at else _candidate_spans(rows)
    joined = {
        span: _join(rows[span[0] : span[1] + 1], merges, span[0]) for span in spans if span[1] < len(rows)
    }
    best: tuple[float, int, int] | None = None
    for first, last in joined if at else _likely(joined, schema):
        headings = joined[first, last]
        score = sum(guess.score for guess in guess_columns(headings, schema, told, deep=bool(at)))
        if (score > 0 or at) and (best is None or score > best[0] + 1e-9):
            best = (score, first, last)
    if best is None:
        return None
    _score, first, last = best
    headings = _unique(_join(rows[first : last + 1], merges, first))
    guesses = guess_columns(headings, schema, told)
    return Header(first, last, [h.text for h in headings], guesses, sum(guess.score for guess in guesses))


def _likely(joined: Mapping[tuple[int, int], list[Heading]], schema: Schema) -> list[tuple[int, int]]:
    """The spans worth comparing letter by letter: with a real header in sight, data rows are none of them."""
    known = {span: known_headings(headings, schema) for span, headings in joined.items()}
    most = max(known.values(), default=0)
    enough = most / 2 if most >= ENOUGH_KNOWN else 0
    return [span for span, count in known.items() if count >= enough]


def _candidate_spans(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Single rows before pairs, upper before lower: on equal score the plainer reading is kept."""
    like = [_like_headings(row) for row in rows[:LOOK_AT_ROWS]]
    singles = [(i, i) for i, good in enumerate(like) if good]
    pairs = [(i, i + 1) for i in range(len(like) - 1) if like[i] and like[i + 1]]
    return singles + pairs


def _like_headings(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    return bool(filled) and all(isinstance(cell, str) and len(cell) <= _LONGEST_HEADING for cell in filled)


def _join(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge], first: int) -> list[Heading]:
    """One heading per column; with a group title above, both words, the group's first."""
    width = max((len(row) for row in rows), default=0)
    grid = [[as_text(row[i]) if i < len(row) else "" for i in range(width)] for row in rows]
    merged = _spread(grid, merges, first)
    if len(grid) > 1 and not merged:
        _fill_groups(grid)
    headings = []
    for column in zip(*grid, strict=True):
        words = list(dict.fromkeys(" ".join(text.split()) for text in column if text))
        headings.append(Heading("".join(words), words[-1] if words else ""))
    return headings


def _spread(grid: list[list[str]], merges: Sequence[Merge], first: int) -> bool:
    """Writes the title of every merged range into all its columns. True when there was one."""
    found = False
    for merge in merges:
        top = merge.top - first
        if not 0 <= top < len(grid) or merge.left >= len(grid[top]):
            continue
        found = True
        for i in range(merge.left, min(merge.right + 1, len(grid[top]))):
            grid[top][i] = grid[top][merge.left]
    return found


def _fill_groups(grid: list[list[str]]) -> None:
    """Without merged ranges (CSV): a group title reaches right over blanks that have a heading below."""
    for upper, lower in pairwise(grid):
        group = ""
        for i, text in enumerate(upper):
            if text:
                group = text if lower[i] else ""
            elif group and lower[i]:
                upper[i] = group
            else:
                group = ""


def _unique(headings: Sequence[Heading]) -> list[Heading]:
    """Repeated headings get (2), (3), … so that a mapping file can name each of them."""
    seen: dict[str, int] = {}
    out = []
    for heading in headings:
        count = seen[heading.text] = seen.get(heading.text, 0) + 1
        again = heading.text and count > 1
        out.append(Heading(f"{heading.text} ({count})", heading.leaf) if again else heading)
    return out
