"""Parser for telephone numbers: mobile, landline with area code, and 400 numbers."""

import re

from django.utils.translation import gettext_lazy as _

from .cells import Cell, as_text, is_number, normal
from .problems import BadCell, Doubt, say
from .schema import Options, Parser

_MOBILE = re.compile(r"^(?:\+?86|0086)?-?(1[3-9]\d{9})$")
_LANDLINE = re.compile(
    r"^(?:(?:\+?86|0086)-?)?\(?(0?10|0?2\d|0[3-9]\d{2}|[3-9]\d{2}(?=\)?-))\)?-?([2-8]\d{6,7})(?:(?:-|转|x)(\d{1,6}))?$"
)
_SERVICE = re.compile(r"^([48]00)-?(\d{3,4})-?(\d{3,4})$")
_LOCAL = re.compile(r"^[2-8]\d{6,7}$")
_SEVERAL = re.compile(r"[,;/、\n]|或")


def phone(area_code: str = "") -> Parser:
    """A telephone number: 13800001234, 0571-88012345, 0571-88012345-801, 4008001234.

    Of several numbers in one cell the first is taken, with a Doubt. A local number gets `area_code` if that is
    given, and otherwise is refused.
    """

    def parse(cell: Cell, options: Options) -> str | Doubt:
        words = [word for word in (_clean(part) for part in _SEVERAL.split(normal(as_text(cell)))) if word]
        if not words:
            raise _unread()
        number = _read(words[0], cell, area_code)
        if len(words) == 1:
            return number
        return Doubt(
            number,
            say(_("一格里有 %(count)s 个电话，只取第一个。"), count=len(words)),
            say(_("一格请只填一个号码。")),
        )

    return parse


def _clean(words: str) -> str:
    return re.sub(r"[\s.]", "", words).replace("—", "-").replace("–", "-").strip("'")


def _read(words: str, cell: Cell, area_code: str) -> str:
    if found := _MOBILE.match(words.replace("-", "")):
        return found[1]
    if found := _SERVICE.match(words):
        digits = "".join(found.groups())
        if len(digits) == 10:
            return digits
    if found := _LANDLINE.match(words):
        area = found[1] if found[1].startswith("0") else f"0{found[1]}"
        extension = f"-{found[3]}" if found[3] else ""
        return f"{area}-{found[2]}{extension}"
    if _LOCAL.match(words):
        if area_code:
            return f"{area_code}-{words}"
        raise BadCell(say(_("固定电话缺少区号。")), say(_("请写成 0571-88012345 的样子。")))
    if is_number(cell) and 9 <= len(words) <= 11:
        raise BadCell(
            say(_("号码以数字保存，开头的 0 已经丢失。")),
            say(_("请把这一列设为“文本”格式，重新填写完整号码。")),
        )
    raise _unread()


def _unread() -> BadCell:
    return BadCell(
        say(_("电话号码的位数或写法不对。")), say(_("手机是 11 位；固定电话写成 0571-88012345 的样子。"))
    )
