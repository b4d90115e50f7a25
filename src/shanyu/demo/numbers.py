"""Numbers that are well formed and plainly nobody's.

* Identity numbers (GB 11643) begin with 99, a province that does not exist, and carry the right check digit.
* Credit codes (GB 32100-2015) carry division 000000 and the right check digits.
* Mobile numbers begin with 154, which is not among the blocks people have; the demo never calls anybody.
"""

from collections import Counter
from datetime import date

from shanyu.kernel.identifiers import check_digit_credit_code, check_digit_identity

_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_PREFIX = {
    "company": "91",
    "sole_trader": "92",
    "non_profit": "52",
    "public_institution": "12",
    "community": "54",
}
"""Registering department and type of body by the operator's nature (GB 32100-2015)."""


class Numbers:
    """Hands out numbers, each once. `block` (0–98) keeps districts apart; the cast has block 99."""

    def __init__(self, block: int, area: str = "0571") -> None:
        self.block = block
        self.area = area
        self._born: Counter[tuple[date, str]] = Counter()
        self._mobiles = 0
        self._bodies = 0
        self._births = 0

    def identity(self, born: date, sex: str) -> str:
        """A citizen's identity number for a birth date and sex ``f`` or ``m``: at most 500 a day and sex."""
        order = 2 * self._born[born, sex] + (sex == "m")
        self._born[born, sex] += 1
        digits = f"9900{self.block:02d}{born:%Y%m%d}{order:03d}"
        return digits + check_digit_identity(digits)

    def birth_certificate(self) -> str:
        """A number in the form of a birth certificate's: a letter and nine digits."""
        self._births += 1
        return f"Y{self.block:02d}{self._births:07d}"

    def mobile(self) -> str:
        """A mobile number of eleven digits."""
        self._mobiles += 1
        return f"154{self.block:02d}{self._mobiles:06d}"

    def landline(self) -> str:
        """A site's telephone: the area's real code and a number that begins with 0, which no line does."""
        self._bodies += 1
        return f"{self.area}-0{self.block:02d}{self._bodies:05d}"

    def credit_code(self, nature: str) -> str:
        """A unified social credit code for a body of this nature."""
        self._bodies += 1
        body = f"{self.block:02d}{self._bodies:06d}"
        weighed = sum(weight * int(digit) for weight, digit in zip(_BODY_WEIGHTS, body, strict=True))
        check = "0123456789X0"[11 - weighed % 11]
        digits = f"{CREDIT_PREFIX[nature]}000000{body}{check}"
        return digits + check_digit_credit_code(digits)
