"""One cell: its kinds, its text, and the dirt that spreadsheets and keyboards leave in it."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

PLACEHOLDERS = frozenset(
    {
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "―",
        "…",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
        "#n/a",
        "#ref!",
        "#value!",
    }
)
"""What people write into a cell to say that there is nothing. Compared in lower case."""

NONE_WORDS = frozenset({"无", "暂无", "没有", "未填", "不详"})
"""Words that mean "nothing" wherever the column's own parser does not read them (a yes/no column does)."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DIRT = re.compile(
    "[\uff00-\uff5e\u00a0\u3000\t\r\n\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x1f\x7f]|  |^ *="
)
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_AROUND_LINE_END = re.compile(r" *\r?\n *|\r")
_TEXT_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE |= {0xFF0D: "-", 0xFF0F: "/", 0xFF03: "#", 0xFF0E: ".", 0xFF20: "@", 0xFF3F: "_", 0xFF06: "&"}


def tidy(text: str) -> str:
    """Text for people: full-width letters and digits, odd spaces and invisible signs mended.

    Chinese punctuation, full-width brackets included, stays as it was written.
    """
    if not _DIRT.search(text):
        return text.strip()
    text = _INVISIBLE.sub("", text.translate(_WIDE))
    formula = _TEXT_FORMULA.match(text.strip())
    if formula:
        text = formula.group(1)
    text = _SPACES.sub(" ", text)
    if "\n" in text or "\r" in text:
        text = _AROUND_LINE_END.sub("\n", text)
    return text.strip()


def normal(text: str) -> str:
    """Text for parsers: `tidy` and then NFKC, so that （１） and (1) are the same."""
    text = tidy(text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def fold(text: str) -> str:
    """Text for comparing: `normal`, case folded, without any white space."""
    return "".join(normal(text).casefold().split())


def as_text(cell: Cell) -> str:
    """The cell as a person sees it: whole numbers without ".0", dates as ISO, yes/no as TRUE/FALSE."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="minutes")
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Nothing, white space, or one of the signs for nothing."""
    if isinstance(cell, str):
        if not cell or cell.isspace():
            return True
        return len(cell) < 9 and not cell[0].isdecimal() and _is_blank_text(cell)
    return cell is None


@lru_cache(maxsize=10_000)
def _is_blank_text(text: str) -> bool:
    return tidy(text).casefold() in PLACEHOLDERS


def is_number(cell: Cell) -> bool:
    """A cell that the spreadsheet keeps as a number (and therefore with 15 digits at most)."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)
