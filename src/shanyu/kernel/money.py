"""Money: whole fen with a currency. No float ever touches it."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

FEN_IN_A_YUAN = 100
_CAPITALS, _PLACES, _GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿")
_AMOUNT = re.compile(r"(?P<sign>-?)¥?(?P<yuan>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fraction>\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen; negative for what is taken back.

    Amounts of one currency add, subtract, compare and multiply by whole numbers. Two currencies never mix:
    that, like a fen that is not an int, raises ValueError or TypeError.
    """

    fen: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be an int, not {type(self.fen).__name__}")
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise ValueError(f"a currency is three capital letters, not {self.currency!r}")

    @classmethod
    def from_yuan(cls, amount: str | int | Decimal) -> Self:
        """The exact amount of `2680`, `"2680.00"` or `"¥2,680"`, full-width digits included.

        Raises ValueError for what is not an amount or has a fraction of a fen, TypeError for a float.
        """
        if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
            raise TypeError(f"an amount is given as text, int or Decimal, not {type(amount).__name__}")
        text = f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
        found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found is None:
            raise ValueError(f"not an amount of money: {text!r}")
        fraction = (found["fraction"] or "").rstrip("0")
        if len(fraction) > 2:
            raise ValueError(f"a fraction of a fen cannot be paid: {text!r}")
        fen = int(found["yuan"].replace(",", "")) * FEN_IN_A_YUAN + int(fraction.ljust(2, "0"))
        return cls(-fen if found["sign"] else fen)

    def yuan(self) -> Decimal:
        """The amount in yuan, with two decimals."""
        return Decimal(self.fen).scaleb(-2)

    def format_yuan(self) -> str:
        """The amount for people: `¥2,680`, `¥2.40`, `-¥0.05`. Raises ValueError for another currency."""
        if self.currency != "CNY":
            raise ValueError(f"{self.currency} is not counted in yuan")
        yuan, fen = divmod(abs(self.fen), FEN_IN_A_YUAN)
        sign = "-" if self.fen < 0 else ""
        return f"{sign}¥{yuan:,}.{fen:02}" if fen else f"{sign}¥{yuan:,}"

    def in_capitals(self) -> str:
        """The amount as receipts write it out: `人民币贰仟陆佰捌拾元整`, `人民币零元整`, `人民币伍角整`.

        As 正确填写票据和结算凭证的基本规定 (支付结算办法 附一, 银发〔1997〕393号) says. Raises ValueError for another
        currency, for less than nothing, and from a trillion yuan on.
        """
        yuan, fen = divmod(self.fen, FEN_IN_A_YUAN)
        if self.currency != "CNY" or not 0 <= yuan < 10**12:
            raise ValueError(f"{self} cannot be written out in capitals")
        jiao, fen = divmod(fen, 10)
        told = f"{_capitals(yuan)}元" if yuan or not (jiao or fen) else ""
        told += f"{_CAPITALS[jiao]}角" if jiao else "零" if yuan and fen else ""
        return "人民币" + told + (f"{_CAPITALS[fen]}分" if fen else "整")

    def split(self, parts: int) -> list[Self]:
        """The amount in `parts` parts that differ by one fen at most and add up to it; larger parts first.

        Raises ValueError for fewer than one part.
        """
        if parts < 1:
            raise ValueError(f"money is split into at least one part, not {parts}")
        share, left = divmod(self.fen, parts)
        return [type(self)(share + (i < left), self.currency) for i in range(parts)]

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        return type(self)(self.fen + self._same_currency(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        return type(self)(self.fen - self._same_currency(other), self.currency)

    def __mul__(self, times: int) -> Self:
        if type(times) is not int:
            return NotImplemented
        return type(self)(self.fen * times, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return type(self)(-self.fen, self.currency)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __lt__(self, other: Self) -> bool:
        return self.fen < self._same_currency(other) if isinstance(other, Money) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.fen <= self._same_currency(other) if isinstance(other, Money) else NotImplemented

    def _same_currency(self, other: Self) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.fen


def _capitals(number: int) -> str:
    """A whole number in capitals; zeros between other digits are one 零."""
    told, zero, filled = "", False, False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            told += ("零" if zero else "") + _CAPITALS[digit] + _PLACES[place % 4]
            filled = True
        zero = not digit
        if place % 4 == 0:
            told += _GROUPS[place // 4] if filled else ""
            filled = False
    return told or _CAPITALS[0]
