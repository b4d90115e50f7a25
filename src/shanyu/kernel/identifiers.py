"""Numbers that name people, bodies, places and telephones: cleaned, checked, and read.

The check digit of identity numbers comes from python-stdnum. Its whole checks are not used, because they are wrong
for this field:

- `stdnum.cn.ric.validate` looks the place of birth up in a county table that ends before the divisions of 2021:
  it fails with KeyError for 330113 (临平区) and refuses others that exist. Which divisions exist, and when, is
  for the effective-dated tree of the regions to say.
- `stdnum.cn.uscc.validate` refuses the registering departments A, N and Y of GB 32100, so it refuses every
  village collective (N), and these do own buildings that care is given in.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from operator import mul
from typing import Literal

from stdnum.cn import ric

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—]")
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT = re.compile(r"[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {sign: value for value, sign in enumerate(_CREDIT_SIGNS)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CHINA = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}$)")
_EARLIEST_BIRTH = 1850


class BadIdentifier(ValueError):
    """A number that cannot be right; `reason` says why.

    "length", "character" (one that cannot stand there), "date" (no such day of birth), "checksum" (a digit is
    wrong or two are swapped), "structure" (a division code with a gap in its levels). The value itself is never
    in the message.
    """

    def __init__(self, reason: Literal["length", "character", "date", "checksum", "structure"]) -> None:
        super().__init__(reason)
        self.reason = reason


class DivisionLevel(StrEnum):
    """The five levels that a division code can name."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


def clean_identity(text: str) -> str:
    """A 公民身份号码 (GB 11643) of 18 characters in its one form. Raises BadIdentifier.

    Full-width digits, blanks, hyphens and a small x are forgiven. The old numbers of 15 digits are refused.
    """
    number = _compact(text)
    _require_length(number, 18)
    if not _IDENTITY.fullmatch(number):
        raise BadIdentifier("character")
    birth_date_of(number)
    if number[-1] != check_digit_identity(number[:-1]):
        raise BadIdentifier("checksum")
    return number


def birth_date_of(identity: str) -> date:
    """The day of birth in a clean 公民身份号码. Raises BadIdentifier when there is no such day."""
    try:
        born = date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))
    except ValueError:
        raise BadIdentifier("date") from None
    if born.year < _EARLIEST_BIRTH:
        raise BadIdentifier("date")
    return born


def sex_of(identity: str) -> Literal["male", "female"]:
    """The registered sex in a clean 公民身份号码: its 17th digit is odd for males."""
    return "male" if int(identity[16]) % 2 else "female"


def check_digit_identity(first_17: str) -> str:
    """The 18th character of a 公民身份号码: ISO 7064 MOD 11-2 of the first 17 digits."""
    return ric.calc_check_digit(first_17 + "0")


def clean_credit_code(text: str) -> str:
    """A 统一社会信用代码 (GB 32100-2015) of 18 characters in its one form. Raises BadIdentifier.

    1 registering department (1 to 9, A, N, Y), 1 sort of body, 6 digits of division, 9 of the body, 1 check;
    I, O, S, V and Z never occur.
    """
    code = _compact(text)
    _require_length(code, 18)
    if not _CREDIT.fullmatch(code):
        raise BadIdentifier("character")
    if code[-1] != check_digit_credit_code(code[:-1]):
        raise BadIdentifier("checksum")
    return code


def check_digit_credit_code(first_17: str) -> str:
    """The 18th character of a 统一社会信用代码: powers of 3 modulo 31 over the first 17."""
    total = sum(map(mul, _CREDIT_WEIGHTS, map(_CREDIT_VALUES.__getitem__, first_17)))
    return _CREDIT_SIGNS[-total % 31]


def clean_mobile(text: str) -> str:
    """A mobile number of the mainland, 11 digits; a +86 before it is dropped. Raises BadIdentifier."""
    number = _CHINA.sub("", _compact(text))
    if not number.isascii() or not number.isdigit():
        raise BadIdentifier("character")
    _require_length(number, 11)
    if not _MOBILE.fullmatch(number):
        raise BadIdentifier("character")
    return number


def clean_division(text: str) -> str:
    """A 区划代码 in its shortest form: 6 digits to the district, 9 to the street, 12 to the community.

    Statistics write every code with 12 digits: 330105000000 is the district 330105. Raises BadIdentifier; the
    reason "structure" is a code with a level missing, such as a community of no street. That a code is well
    formed does not say that the division exists.
    """
    code = _compact(text)
    if not code.isascii() or not code.isdigit():
        raise BadIdentifier("character")
    _require_length(code, 6, 9, 12)
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    if code.startswith("00") or code[6:9] == "000" or (code[2:4] == "00" and code[4:] != "00"):
        raise BadIdentifier("structure")
    return code


def level_of(division: str) -> DivisionLevel:
    """The level that a clean 区划代码 names.

    By its form alone: a city without districts, such as 441900, is a city and its streets lie directly below.
    """
    if len(division) == 12:
        return DivisionLevel.COMMUNITY
    if len(division) == 9:
        return DivisionLevel.STREET
    if not division.endswith("00"):
        return DivisionLevel.DISTRICT
    return DivisionLevel.PROVINCE if division.endswith("0000") else DivisionLevel.CITY


def parent_code(division: str) -> str | None:
    """The clean 区划代码 one level up, by form alone; None above a province.

    The parent of a district of a municipality (110105) or of a county under its province (469001) is a
    grouping (110100, 469000) that statistics know and maps do not.
    """
    if len(division) > 6:
        return division[:-3]
    if not division.endswith("00"):
        return division[:4] + "00"
    return None if division.endswith("0000") else division[:2] + "0000"


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _require_length(value: str, *lengths: int) -> None:
    if len(value) not in lengths:
        raise BadIdentifier("length")
