"""Parser for identity numbers and codes, which a spreadsheet must not have kept as numbers."""

import re
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.identifiers import BadIdentifier, clean_credit_code, clean_identity

from .cells import Cell, as_text, is_number, normal
from .problems import BadCell, say
from .schema import Options, Parser

_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?\d+$", re.IGNORECASE)
EXACT_DIGITS = 15
"""A spreadsheet's number keeps 15 digits; the ones after that come back as zeros or worse."""


_REASONS = {
    "length": _("号码的位数不对，现有 %(length)s 位。"),
    "character": _("号码里有不该出现的字符。"),
    "date": _("号码里的出生日期不存在。"),
    "checksum": _("号码的校验位不符，有一位写错或两位颠倒。"),
    "structure": _("代码缺少中间的层级。"),
}


def identifier(clean: Callable[[str], str], digits: int = 18) -> Parser:
    """What `clean` makes of the cell's text. `clean` raises BadIdentifier, whose `reason` is shown.

    A cell kept as a number is refused without looking further, even where its digits would pass, if an
    identifier of `digits` digits does not fit into a number.
    """

    def parse(cell: Cell, options: Options) -> str:
        words = "".join(normal(as_text(cell)).split()).strip("'`‘’").upper()
        if digits > EXACT_DIGITS and (is_number(cell) or _SCIENTIFIC.match(words)):
            raise BadCell(
                say(_("号码以数字格式保存，最后几位已经丢失，不能采用。")),
                say(_("请把这一列设为“文本”格式，再从原件重新填写。")),
            )
        try:
            return clean(words)
        except BadIdentifier as error:
            raise BadCell(
                say(_REASONS[error.reason], length=len(words)), say(_("请对照证件逐位核对。"))
            ) from error

    return parse


def identity_number() -> Parser:
    """公民身份号码, 18 characters with its check character."""
    return identifier(clean_identity)


def credit_code() -> Parser:
    """统一社会信用代码, 18 characters with its check character."""
    return identifier(clean_credit_code)
