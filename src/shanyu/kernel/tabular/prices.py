"""Parser for published prices: an amount in fen and what it buys."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.money import Money

from .cells import Cell, as_text, is_number, normal
from .problems import BadCell, say
from .schema import Options, Parser

_PRICE = re.compile(
    r"^(?:RMB|CNY|[¥￥])?(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<ten_thousand>万)?"
    r"(?:元|块|圆|RMB|CNY|yuan)?整?(?:(?:/|每|per|一|1)*(?P<unit>[^\d/]+))?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d\s*(?:-|~|～|—|至|到)\s*[¥￥]?\d")
_UNITS = {
    "month": ("月", "个月", "人月", "生月", "月人", "month", "mo"),
    "week": ("周", "星期", "week"),
    "day": ("日", "天", "人天", "day"),
    "half_day": ("半日", "半天", "half-day", "halfday"),
    "hour": ("小时", "时", "h", "hour", "hr"),
    "lesson": ("课时", "节", "节课", "lesson"),
    "time": ("次", "人次", "visit", "time"),
    "term": ("学期", "期", "term"),
    "year": ("年", "学年", "year"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_FREE = frozenset({"免费", "免", "不收费", "公益", "free"})
_DIRT = re.compile(r"[\s·()]|(?:人|生|名|位)(?=[/每])")


class Price(NamedTuple):
    """`unit` is month, week, day, half_day, hour, lesson, time, term or year, or "" where none is said."""

    amount: Money
    unit: str


def price(default_unit: str = "", highest_yuan: int = 100_000) -> Parser:
    """A Price from 2680, ¥2,680, 2,680元/月, 2.4元/课时, 1.2万元/年 or 免费. Fractions of a fen are refused."""

    def parse(cell: Cell, options: Options) -> Price:
        words = str(Decimal(str(cell))) if is_number(cell) else _DIRT.sub("", normal(as_text(cell)))
        if words.lower() in _FREE:
            return Price(Money(0), default_unit)
        found = _PRICE.match(words)
        unit = _unit(found["unit"], default_unit) if found else None
        if not found or unit is None:
            raise _unread(cell, words)
        fen = _fen(found["amount"], bool(found["ten_thousand"]), cell)
        if fen > highest_yuan * 100:
            raise BadCell(
                say(_("价格 %(value)s 高得不合情理。"), value=as_text(cell)),
                say(_("请核对小数点和单位（应不超过 %(limit)s 元）。"), limit=highest_yuan),
            )
        return Price(Money(fen), unit)

    return parse


def _unit(words: str | None, default: str) -> str | None:
    if not words:
        return default
    return _UNIT_OF.get(words.lower())


def _fen(amount: str, ten_thousand: bool, cell: Cell) -> int:
    try:
        fen = Decimal(amount.replace(",", "")) * 100 * (10_000 if ten_thousand else 1)
    except InvalidOperation as error:
        raise _unread(cell, amount) from error
    if fen != fen.to_integral_value():
        raise BadCell(
            say(_("“%(value)s”比一分钱还细。"), value=as_text(cell)), say(_("请四舍五入到分，最多两位小数。"))
        )
    return int(fen)


def _unread(cell: Cell, words: str) -> BadCell:
    if _RANGE.search(words):
        return BadCell(
            say(_("“%(value)s”是一个范围，不是一个价格。"), value=as_text(cell)),
            say(_("请填实际收取的价格；不同班型分行或分列填写。")),
        )
    return BadCell(
        say(_("“%(value)s”读不成价格。"), value=as_text(cell)), say(_("请写成 2680元/月 或 2680 的样子。"))
    )
