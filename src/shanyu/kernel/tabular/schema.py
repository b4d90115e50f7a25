"""What a file should hold: columns with the headings people give them, and how each cell is read."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shanyu.kernel.masks import mask_identity

from .cells import Cell
from .problems import Say

DATE_ORDERS = ("ymd", "dmy", "mdy")


@dataclass(frozen=True)
class Options:
    """What holds for a whole file, from the mapping file.

    `datum` is the coordinate system where no column says it; `date_order` reads dates such as 05/03/2024;
    `header_row` is one row number or the first and last of a header of several rows (1-based);
    `excel_epoch` is day 0 of serial dates, which old Macintosh files count from 1904.
    """

    sheet: str = ""
    header_row: tuple[int, int] | None = None
    datum: str = ""
    date_order: str = "ymd"
    excel_epoch: dt.date = dt.date(1899, 12, 30)


Parser = Callable[[Cell, Options], object]
"""Reads one cell that is not blank. Returns the value, or a Doubt around it; raises BadCell."""


@dataclass(frozen=True)
class Column:
    """One column of a schema.

    The first title of each language is the canonical one, the others are synonyms. `identity` columns must
    not have been kept as numbers by the spreadsheet, and are masked in reports; `mask` says how other
    sensitive columns (telephones, names of children) are shown there.
    """

    key: str
    titles_zh: Sequence[str]
    titles_en: Sequence[str] = ()
    parse: Parser = field(kw_only=True)
    required: bool = field(default=False, kw_only=True)
    identity: bool = field(default=False, kw_only=True)
    mask: Callable[[str], str] | None = field(default=None, kw_only=True)

    @property
    def hide(self) -> Callable[[str], str] | None:
        """How a report shows the column's cells, or None for as they are."""
        return self.mask or (mask_identity if self.identity else None)


Values = dict[str, object]
"""One row as read: a value for every key of the schema, None where the cell is blank or there is no column."""

Finish = Callable[[Sequence[Values], Options], "Iterable[tuple[int, Remark]]"]
"""Works over whole rows, some hundreds at a time, after their cells are read (a position from longitude,
latitude and datum). It may change the values, and tells what it has to say with the row's place in the list."""

RowKey = Callable[[Values], Hashable]


@dataclass(frozen=True)
class Remark:
    """What a row rule says about the column `key`: an error unless `warning`."""

    key: str
    what: Say
    remedy: Say
    warning: bool = False


@dataclass(frozen=True)
class Schema:
    """The columns, the rules over a whole row, and the keys by which two rows of one file are the same thing.

    `same` names each key function; a function returns None when the row has no such key.
    """

    columns: Sequence[Column]
    finish: Sequence[Finish] = ()
    same: Mapping[str, RowKey] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}
