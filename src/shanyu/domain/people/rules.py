"""Rules about people, as pure functions over values: terms, names, numbers, consents."""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.kernel.door import Invalid
from shanyu.kernel.identifiers import (
    BadIdentifier,
    birth_date_of,
    clean_identity,
    clean_mobile,
    sex_of,
)

#: 出生医学证明编号: a letter and nine digits. It has no check digit.
_CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
#: Children of the platform: 托育 from birth, 托管 to the fifteenth birthday.
OLDEST_YEARS = 15
INVITATION_DAYS = 7
LONGEST_DUTY_MINUTES = 60
MOST_KEYS = 10
LONGEST_KEY_DAYS = 366


@dataclass(frozen=True)
class Purpose:
    """What data are used for, in one version: asked of a guardian, for a child or for the account itself.

    `text` has, by language, title, what, why, term and what refusing means.
    """

    key: str
    about: str
    required: bool
    term_days: int
    version: str
    text: dict[str, dict[str, str]]

    def words(self, language: str) -> dict[str, str]:
        return self.text.get(language) or self.text["zh-hans"]

    def until(self, day: date) -> date:
        """The last day on which a consent given on `day` holds."""
        return day + timedelta(days=self.term_days)


@lru_cache(maxsize=1)
def _document() -> dict:
    return json.loads(files("shanyu.domain.people").joinpath("data/consents.json").read_text("utf-8"))


def contact(language: str) -> str:
    """Who answers complaints and requests about personal information."""
    return _document()["contact"].get(language) or _document()["contact"]["zh-hans"]


def purposes(on: date) -> list[Purpose]:
    """Every purpose, each in the version in force on a day."""
    found = []
    for one in _document()["purposes"]:
        versions = [v for v in one["versions"] if date.fromisoformat(v["from"]) <= on]
        if versions:
            newest = max(versions, key=lambda v: v["from"])
            text = {language: newest[language] for language in ("zh-hans", "en")}
            found.append(
                Purpose(one["key"], one["about"], one["required"], one["term_days"], newest["version"], text)
            )
    return found


def purpose_of(key: str, about: str, on: date) -> Purpose:
    """The purpose of that key for a child or an account. Raises Invalid."""
    for one in purposes(on):
        if (one.key, one.about) == (key, about):
            return one
    raise Invalid({"purpose": _("没有这一项用途。")})


def decision(agrees: bool, held: bool) -> str:
    """What a yes or a no is called: a no after a yes that held is a withdrawal."""
    if agrees:
        return "granted"
    return "withdrawn" if held else "refused"


def holds(latest: str | None, until: date | None, on: date) -> bool:
    """Whether the latest decision is a yes whose term has not run out."""
    return latest == "granted" and (until is None or on <= until)


def ended(valid: DateRange, day: date) -> DateRange | None:
    """A time range cut off before `day`; None when nothing is left of it."""
    if valid.lower is not None and valid.lower >= day:
        return None
    return DateRange(valid.lower, day)


def coarse(degrees: float | str | Decimal) -> Decimal:
    """A longitude or latitude to 0.001 degrees, about 100 m. Raises Invalid for what is no position."""
    try:
        value = Decimal(str(degrees))
    except ArithmeticError:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > 180:
        raise Invalid({"address": _("没有认出这个位置，请在地图上再选一次。")})
    return value.quantize(Decimal("0.001"))


def clean_mobile_field(text: str) -> str | None:
    """A mobile number as typed, in its one form; None for an empty one. Raises Invalid."""
    if not text.strip():
        return None
    try:
        return clean_mobile(text)
    except BadIdentifier:
        raise Invalid({"mobile": _("请填 11 位手机号。")}) from None


def clean_certificate(text: str) -> str | None:
    """A 出生医学证明编号 in its one form; None for an empty one. Raises Invalid."""
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if number and not _CERTIFICATE.fullmatch(number):
        raise Invalid({"birth_certificate": _("出生医学证明编号是一个字母加九位数字。")})
    return number or None


def clean_child_identity(text: str, born: date, sex: str) -> str | None:
    """A child's 公民身份号码 that agrees with birth and sex; None for an empty one. Raises Invalid."""
    if not text.strip():
        return None
    try:
        number = clean_identity(text)
    except BadIdentifier:
        raise Invalid({"identity": _("证件号不对，请逐位核对。")}) from None
    if birth_date_of(number) != born:
        raise Invalid({"born": _("出生日期和证件号里的不一致。")})
    if sex_of(number) != {"f": "female", "m": "male"}[sex]:
        raise Invalid({"sex": _("性别和证件号里的不一致。")})
    return number


def check_birth(born: date, on: date) -> None:
    """A child of the platform is born and not yet fifteen. Raises Invalid."""
    if born > on:
        raise Invalid({"born": _("出生日期不能晚于今天。")})
    if (on.year - born.year, on.month, on.day) >= (OLDEST_YEARS, born.month, born.day):
        raise Invalid({"born": _("这里登记 15 岁以下的孩子。")})
