"""Lists of unequal length as two arrays, and the checks on what comes in.

A ragged array is `(offsets, ids)`: row `i` is `ids[offsets[i]:offsets[i + 1]]`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shanyu.engines.allocation.compiling import fitting


class Ragged(NamedTuple):
    """Rows of ids. offsets: (rows + 1,) int64, from 0 up to len(ids). ids: int32."""

    offsets: NDArray[np.int64]
    ids: NDArray[np.int32]

    @property
    def rows(self) -> int:
        return len(self.offsets) - 1

    def row(self, index: int) -> NDArray[np.int32]:
        return self.ids[self.offsets[index] : self.offsets[index + 1]]

    def owners(self) -> NDArray[np.int32]:
        """The row of every id."""
        return np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.offsets))


def whole_numbers(values: ArrayLike, name: str, least: int = 0) -> NDArray[np.int64]:
    """One dimension of integers from `least` up; ValueError, naming the array, for anything else."""
    array = np.asarray(values)
    if array.size == 0:
        array = array.astype(np.int64)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one row of numbers, not of shape {array.shape}")
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{name} must be whole numbers, not {array.dtype}")
    if array.size and array.min() < least:
        where = int(np.argmin(array))
        raise ValueError(f"{name}[{where}] is {array[where]}; the least allowed is {least}")
    return array


def ragged(values: object, name: str, count: int) -> Ragged:
    """Rows of ids from 0 to `count - 1`, from a list of lists or from `(offsets, ids)` arrays.

    A tuple of two numpy arrays is read as offsets and ids; anything else as rows.
    Raises ValueError, naming `name` and the row, for anything that is neither.
    """
    if is_arrays(values):
        offsets = whole_numbers(values[0], f"{name} offsets")
        ids = whole_numbers(values[1], f"{name} ids")
        _check_offsets(offsets, len(ids), name)
    else:
        rows = [np.asarray(row) for row in values]
        for index, row in enumerate(rows):
            if row.ndim != 1 or (row.size and not np.issubdtype(row.dtype, np.integer)):
                raise ValueError(f"{name}[{index}] must be a list of whole numbers")
        offsets = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=offsets[1:])
        ids = np.concatenate(rows) if len(rows) and offsets[-1] else np.empty(0, dtype=np.int32)
    if ids.size and (ids.min() < 0 or ids.max() >= count):
        place = int(np.argmax((ids < 0) | (ids >= count)))
        row = int(np.searchsorted(offsets, place, side="right") - 1)
        raise ValueError(f"{name}[{row}] holds {ids[place]}; ids run from 0 to {count - 1}")
    return Ragged(offsets.astype(np.int64, copy=False), ids.astype(np.int32, copy=False))


def is_arrays(values: object) -> bool:
    """Whether the rows come as a tuple of arrays."""
    return isinstance(values, tuple) and len(values) >= 2 and all(isinstance(v, np.ndarray) for v in values)


def rows_of(values: object) -> int:
    """How many rows the values hold, in either form."""
    return len(values[0]) - 1 if is_arrays(values) else len(values)


def refuse_doubles(rows: Ragged, count: int, name: str) -> None:
    """ValueError, naming the row and the id, where a row holds the same id twice."""
    from shanyu.engines.allocation.plain import first_double

    place = fitting(first_double, max(rows.rows, count))(rows.offsets, rows.ids, count)
    if place >= 0:
        row = int(np.searchsorted(rows.offsets, place, side="right") - 1)
        raise ValueError(f"{name}[{row}] holds {rows.ids[place]} twice")


def _check_offsets(offsets: NDArray[np.int64], ids: int, name: str) -> None:
    if len(offsets) == 0 or offsets[0] != 0 or offsets[-1] != ids or (np.diff(offsets) < 0).any():
        raise ValueError(f"{name} offsets must rise from 0 to {ids}, the number of ids")
