"""Parsers for text, whole numbers, decimals, yes/no and choices. Each is a factory that returns a Parser."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from .cells import NONE_WORDS, Cell, as_text, fold, is_number, normal
from .problems import BadCell, say
from .schema import Options, Parser

_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_UNIT_TAIL = re.compile(r"(?:个|名|人|间|张|层|楼|岁|元|平方米|平米|平方|m2|㎡|sqm|%)$", re.IGNORECASE)
_YES_WORDS = "是 有 对 真 已 能 可以 √ ✓ ✔ ☑ ■ y yes t true 1 on v"
_NO_WORDS = "否 无 不 没有 不是 假 未 不能 × ✗ ✘ ☐ □ x n no f false 0 off"


def text(longest: int = 200, *, lines: bool = False) -> Parser:
    """Text without dirt, at most `longest` characters. Line ends become spaces unless `lines`."""

    def parse(cell: Cell, options: Options) -> str | None:
        words = as_text(cell)
        if words in NONE_WORDS:
            return None
        if not lines and "\n" in words:
            words = " ".join(words.split())
        if len(words) > longest:
            raise BadCell(
                say(_("文字有 %(length)s 个字，超过 %(limit)s 个。"), length=len(words), limit=longest),
                say(_("请缩短。")),
            )
        return words

    return parse


def decimal(low: Decimal | int | None = None, high: Decimal | int | None = None, places: int = 2) -> Parser:
    """A decimal rounded to `places`, with thousands separators and a trailing unit allowed."""

    def parse(cell: Cell, options: Options) -> Decimal:
        number = _number(cell)
        if (low is not None and number < low) or (high is not None and number > high):
            raise _out_of_range(number, low, high)
        return round(number, places)

    return parse


def integer(low: int | None = 0, high: int | None = None) -> Parser:
    """A whole number. 12.0 is 12; 12.5 is refused rather than rounded."""

    def parse(cell: Cell, options: Options) -> int:
        number = _number(cell)
        if number != number.to_integral_value():
            raise BadCell(say(_("%(value)s 不是整数。"), value=number), say(_("请填整数。")))
        if (low is not None and number < low) or (high is not None and number > high):
            raise _out_of_range(number, low, high)
        return int(number)

    return parse


def _number(cell: Cell) -> Decimal:
    if is_number(cell):
        number = Decimal(str(cell))
        if number.is_finite():
            return number
    words = _UNIT_TAIL.sub("", normal(as_text(cell)).replace(" ", ""))
    if _GROUPED.match(words):
        words = words.replace(",", "")
    try:
        number = Decimal(words) if not isinstance(cell, bool) and "_" not in words else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadCell(
            say(_("“%(value)s”不是数字。"), value=as_text(cell)), say(_("请只填数字，不带说明文字。"))
        )
    return number


def _out_of_range(number: Decimal, low: object, high: object) -> BadCell:
    if high is None:
        return BadCell(say(_("%(value)s 太小。"), value=number), say(_("请填不小于 %(low)s 的数。"), low=low))
    if low is None:
        return BadCell(
            say(_("%(value)s 太大。"), value=number), say(_("请填不大于 %(high)s 的数。"), high=high)
        )
    return BadCell(
        say(_("%(value)s 不在 %(low)s 到 %(high)s 之间。"), value=number, low=low, high=high),
        say(_("请核对后改正，注意单位。")),
    )


def yes_no(yes: Sequence[str] = (), no: Sequence[str] = ()) -> Parser:
    """True or False from 是/否, 有/无, √/×, Y/N, 1/0; `yes` and `no` add words of the column's own."""
    truths = set(_YES_WORDS.split()) | {fold(word) for word in yes}
    falses = set(_NO_WORDS.split()) | {fold(word) for word in no}

    def parse(cell: Cell, options: Options) -> bool:
        if isinstance(cell, bool):
            return cell
        word = fold(as_text(cell))
        if word in truths:
            return True
        if word in falses:
            return False
        raise BadCell(say(_("“%(value)s”不是“是”或“否”。"), value=as_text(cell)), say(_("请填“是”或“否”。")))

    return parse


def choice(words: Mapping[object, Sequence[object]]) -> Parser:
    """One of the keys of `words`; each key's first word is the one to show, the others are synonyms.

    The key's own text is always understood. Words may be lazy translations; give both languages.
    """
    found: dict[str, object] = {}
    for value, synonyms in words.items():
        for synonym in (value, *synonyms):
            found.setdefault(fold(str(synonym)), value)
    shown = [str(synonyms[0]) if synonyms else str(value) for value, synonyms in words.items()]

    def parse(cell: Cell, options: Options) -> object:
        word = fold(as_text(cell))
        if word in found:
            return found[word]
        raise BadCell(
            say(_("“%(value)s”不在可选的词里。"), value=as_text(cell)),
            say(_("可以填：%(words)s。"), words="、".join(shown)),
        )

    return parse
