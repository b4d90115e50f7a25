"""Documents on paper: a template of typst and plain facts make a PDF that looks the same everywhere.

Facts reach the template as a file of JSON: text is set as text, whatever it looks like; nothing of it is ever read as
typst. The only faces are Noto Sans CJK, which comes with the product's packages, and what an operator puts into the
home's folder `fonts` for rare characters of names; the machine's own fonts are not looked at. Templates see nothing
of the disk but this folder and their own file.

The output is PDF/A-2a and PDF/UA-1: kept for long, tagged, with title and language. The same facts at the same moment
give the same bytes.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shanyu.kernel.clock import now
from shanyu.kernel.door.refusals import Refusal

_HERE = Path(__file__).parent
_STANDARDS = ["a-2a", "ua-1"]
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
#: Line breaks are meant; of the invisible rest nothing can be drawn, and some would turn text around.
_MEANT = {"\n"}


class Undrawable(Refusal):
    """A character that no font at hand has, most often of a rare name."""

    says = _("文件上的“%(text)s”没有字体可以印。")
    next_step = _("请管理员把含有这个字的字体放进数据目录的 fonts 文件夹，再试一次。")


@dataclass(frozen=True)
class Proof:
    """What a document tells of how to check it: its code as people type it, where, and a QR code that leads there."""

    code: str
    address: str
    qr: str


def pdf(
    template: str,
    facts: Mapping[str, Any],
    *,
    language: str,
    proof: Proof | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """A PDF of `template`, which is `package:file.typ`, with these facts, in "zh-hans" or "en".

    Facts are strings, numbers, booleans, None, lists and mappings; every template needs `title` and `issuer`. The
    date of making is `made_at`, now where nothing is said. Raises Undrawable for a character no font has, and
    typst.TypstError for a mistake in the template or a fact it misses.
    """
    package, _colon, name = template.partition(":")
    with translation.override(language):
        given = {"facts": _tidy(facts), "words": _words(), "language": language, "demo": bool(settings.DEMO)}
    given["proof"] = asdict(proof) if proof else None
    sheets = {
        "main": (files(package) / name).read_bytes(),
        "base.typ": (_HERE / "base.typ").read_bytes(),
        "given.json": json.dumps(given, ensure_ascii=False).encode(),
    }
    try:
        return typst.compile(
            sheets,
            root=str(_HERE),
            font_paths=_fonts(settings.SHANYU_HOME / "fonts"),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=int((made_at or now()).timestamp()),
        )
    except typst.TypstError as error:
        if undrawn := _UNDRAWN.search(error.message):
            raise Undrawable(text=undrawn[1]) from None
        raise


@cache
def _fonts(further: Path) -> typst.Fonts:
    """The faces of the product and of the home; read once, because there are 33 MB of them."""
    folders = [str(files("manimgx_fonts_cjk"))]
    if further.is_dir():
        folders.append(str(further))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _tidy(value: Any) -> Any:
    """The same facts in JSON's kinds, without what cannot be seen."""
    if isinstance(value, Mapping):
        return {str(key): _tidy(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(each) for each in value]
    if isinstance(value, str | Promise):
        return "".join(c for c in str(value) if c in _MEANT or unicodedata.category(c)[0] != "C")
    return value


def _words() -> dict[str, str]:
    """What every document says of itself, in the language that is on."""
    return {
        "page": pgettext("文件", "第 {n} 页，共 {m} 页"),
        "code": pgettext("文件", "核验码"),
        "check": pgettext("文件", "核对真伪：用手机扫码，或打开 {address} 输入核验码。"),
        "qr": pgettext("文件", "核验网页的二维码"),
        "demo": pgettext("文件", "演示样本 SAMPLE，没有效力"),
        "number": pgettext("文件", "编号"),
        "date": pgettext("文件", "日期"),
        "signed": pgettext("文件", "签字"),
        "item": pgettext("文件", "项目"),
        "quantity": pgettext("文件", "数量"),
        "price": pgettext("文件", "单价"),
        "amount": pgettext("文件", "金额"),
        "total": pgettext("文件", "合计"),
        "total_words": pgettext("文件", "大写"),
    }
