"""Which heading of a file means which column of a schema: exact, normalised, synonym, containment, likeness."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from .cells import fold
from .schema import Column, Schema

ACCEPT = 0.6
NOTE_HEADINGS = ("问题 / Problem", "原行号 / Row")
"""The columns that a report adds to the rows it hands back. They are never read."""
_GROUP_PENALTY = 0.97
_BRACKETS = re.compile(r"[(\[{【〔《<].*?[)\]}】〕》>]")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,3}、)")
_DECORATION = re.compile(r"[*:_/\\\-.,;'\"“”‘’、，。；·?！!#]+")
_NEUTRAL_TAIL = re.compile(r"^(?:姓名|名称|全称|信息|情况|说明|号码|必填)+$")
_LATIN = re.compile(r"^[\x00-\x7f]+$")


@dataclass(frozen=True)
class Heading:
    """A heading as read. `text` joins the rows of a two-row header; `leaf` is its lowest row."""

    text: str
    leaf: str


@dataclass(frozen=True)
class Guess:
    """What a heading was taken for. `key` is "" when it was not recognised or is not to be read.

    `how` is one of mapping, exact, normalised, synonym, contains, similar, ours (a report's own column), or ""
    for none.
    """

    index: int
    heading: str
    key: str = ""
    score: float = 0.0
    how: str = ""


@lru_cache(maxsize=20_000)
def _whole(text: str) -> str:
    return _DECORATION.sub("", _NUMBERING.sub("", fold(text)))


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    """Without what stands in brackets: units, "(全称)", "(required)"."""
    return _DECORATION.sub("", _NUMBERING.sub("", _BRACKETS.sub("", fold(text))))


def likeness(heading: str, title: str, canonical: bool, *, deep: bool = True) -> tuple[float, str]:
    """How surely `heading` means `title`, 0 to 1, and how that was found. `deep` also compares letter by letter."""
    if heading.strip() == title:
        return (1.0, "exact") if canonical else (0.97, "synonym")
    whole, bare, wanted = _whole(heading), _bare(heading), _whole(title)
    if not whole or not wanted:
        return 0.0, ""
    if whole == wanted:
        return (0.99, "normalised") if canonical else (0.96, "synonym")
    if bare and bare == _bare(title):
        return (0.94, "normalised") if canonical else (0.92, "synonym")
    if _contains(bare, wanted):
        return 0.55 + 0.35 * min(len(wanted), len(bare)) / max(len(wanted), len(bare)), "contains"
    if deep and min(len(bare), len(wanted)) >= 4:
        ratio = SequenceMatcher(None, bare, wanted, autojunk=False).ratio()
        if ratio >= 0.75:
            return 0.85 * ratio, "similar"
    return 0.0, ""


def _contains(heading: str, title: str) -> bool:
    """One within the other, with the noun that ends a Chinese heading (or an English one) kept.

    "机构联系电话" is a 联系电话, but "负责人电话" is not a 负责人.
    """
    short, long = sorted((heading, title), key=len)
    least = 4 if _LATIN.match(short) else 2
    if len(short) < least or len(short) / len(long) < 0.5:
        return False
    if long.endswith(short):
        return True
    return long.startswith(short) and bool(_NEUTRAL_TAIL.match(long[len(short) :]))


def column_likeness(heading: Heading, column: Column, *, deep: bool = True) -> tuple[float, str]:
    """The best likeness over all titles and the column's own key, of the joined heading or of its lowest row."""
    best = (0.0, "")
    for titles in (column.titles_zh, column.titles_en, (column.key,)):
        for place, title in enumerate(titles):
            best = max(best, likeness(heading.text, title, place == 0, deep=deep))
            if heading.leaf != heading.text:
                score, how = likeness(heading.leaf, title, place == 0, deep=deep)
                best = max(best, (score * _GROUP_PENALTY, how))
            if best[0] == 1.0:
                return best
    return best


def known_headings(headings: Sequence[Heading], schema: Schema) -> int:
    """How many headings are titles of the schema but for dirt, decoration and brackets: quick to tell."""
    titles = _all_titles(schema)
    return sum(
        any(form and form in titles for text in (h.text, h.leaf) for form in (_whole(text), _bare(text)))
        for h in headings
    )


def _all_titles(schema: Schema) -> frozenset[str]:
    return frozenset(
        _whole(str(title)) for c in schema.columns for title in (*c.titles_zh, *c.titles_en, c.key)
    )


def guess_columns(
    headings: Sequence[Heading], schema: Schema, told: Mapping[str, str] | None = None, *, deep: bool = True
) -> list[Guess]:
    """A guess for every heading: first what the mapping file tells, then the surest pairs, one to one.

    `told` maps a heading to a key, or to "" for a column that is not to be read.
    """
    told_by_fold = {_whole(heading): key for heading, key in (told or {}).items()}
    taken: dict[int, Guess] = {}
    keys_taken: set[str] = set()
    for index, heading in enumerate(headings):
        if heading.text in NOTE_HEADINGS:
            taken[index] = Guess(index, heading.text, how="ours")
            continue
        key = told_by_fold.get(_whole(heading.text))
        if heading.text and key is not None and (not key or key not in keys_taken):
            taken[index] = Guess(index, heading.text, key, 1.0 if key else 0.0, "mapping")
            keys_taken.add(key)
    pairs = []
    for index, heading in enumerate(headings):
        if index in taken or not heading.text:
            continue
        for column in schema.columns:
            if column.key not in keys_taken:
                score, how = column_likeness(heading, column, deep=deep)
                if score >= ACCEPT:
                    pairs.append((-score, index, column.key, how))
    for minus_score, index, key, how in sorted(pairs):
        if index not in taken and key not in keys_taken:
            taken[index] = Guess(index, headings[index].text, key, round(-minus_score, 3), how)
            keys_taken.add(key)
    return [taken.get(index, Guess(index, heading.text)) for index, heading in enumerate(headings)]
