"""Files that are not taken: what they are, and the sentence that says so and what to do."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.refusals import Words
from shanyu.kernel.images import ENDINGS
from shanyu.kernel.papers import MOST_PAGES
from shanyu.kernel.unfit import Why

#: The test string of EICAR, in two halves, so that this file is not itself taken for it.
_VIRUS_TEST = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VIRUS, PACKED, WEB, PROGRAM, HEIC, OTHER = "virus", "packed", "web", "program", "heic", ""
_BEGINNINGS = {
    PACKED: (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"),
    PROGRAM: (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!"),
}
_WEB = re.compile(
    rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|script|svg|\?xml|!--|iframe)", re.IGNORECASE
)
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif")
_SAID = {
    VIRUS: _("这个文件含有病毒测试码，没有收下。请用杀毒软件检查您的设备，再换一个文件。"),
    PACKED: _("这是压缩包或办公文档，不是图片。请解开，或者拍照、截图，再一份一份上传。"),
    WEB: _("这其实是网页，不是图片。请拍照或截图后再上传。"),
    PROGRAM: _("这是程序，不是图片。请换一个文件。"),
    HEIC: _("这是苹果手机的 HEIC 照片。请在相机设置里选“兼容性最佳”后再拍，或者截图后上传。"),
    Why.BROKEN: _("这份 PDF 打不开，可能没有传完。请重新选择；还是不行，请重新打印成 PDF。"),
    Why.PAGES: format_lazy(_("这份 PDF 超过 {most} 页。请只留需要的那几页，再上传。"), most=MOST_PAGES),
    Why.LOCKED: _("这份 PDF 加了密码或限制。请去掉密码，或者打印成新的 PDF，再上传。"),
    Why.ACTIVE: _("这份 PDF 里有会自动运行的内容，没有收下。请打印成新的 PDF，或者拍照上传。"),
    Why.LADEN: _("这份 PDF 里还夹带着别的文件。请打印成新的 PDF，只留看得见的页面，再上传。"),
    Why.TANGLED: _("这份 PDF 展开后太大，没有收下。请打印成新的 PDF，或者拍照上传。"),
    Why.PIXELS: _("这份 PDF 里的图片太大。请用低一些的清晰度重新扫描，再上传。"),
    "picture broken": _("图片打不开，可能没有传完，请重新选择。"),
    "picture pixels": _("图片超过 6400 万像素。请缩小或者截图后再上传。"),
    "picture tangled": _("图片展开后比它说的大得多，没有收下。请截图后再上传。"),
}
_PICTURES = _("只收 JPEG、PNG、WebP 图片。")
_PAPERS = _("只收 PDF 或 JPEG、PNG、WebP 图片。")
_KNOWN = re.compile(
    r"\.(pdf|jpe?g|png|webp|gif|hei[cf]|svg|x?html?|js|php|exe|bat|cmd|com|scr|msi|apk|sh|zip|rar|7z|docx?|xlsx?|txt)$",
    re.IGNORECASE,
)


def is_virus_test(data: bytes) -> bool:
    """Whether the file holds the string by which virus scanners are tested; no other virus is known here."""
    return _VIRUS_TEST in data


def strange(data: bytes) -> str:
    """What a file is that is neither picture nor PDF: one of PACKED, WEB, PROGRAM, HEIC, or OTHER."""
    for kind, beginnings in _BEGINNINGS.items():
        if data.startswith(beginnings):
            return kind
    if _WEB.match(data):
        return WEB
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return HEIC
    return OTHER


def said(reason: str, *, papers: bool = True) -> Words:
    """What is wrong and what to do; of OTHER, what is taken."""
    return _SAID[reason] if reason else _PAPERS if papers else _PICTURES


def shown_name(name: str, content_type: str) -> str:
    """A name to show and to save under: no folders, nothing invisible, and one ending, that of the content.

    `../scan.pdf.exe` that is a PDF becomes `scan.pdf`.
    """
    plain = "".join(c for c in name.replace("\\", "/") if unicodedata.category(c)[0] != "C")
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", PurePosixPath(plain).name.strip(" ."))
    while _KNOWN.search(stem):
        stem = _KNOWN.sub("", stem)
    ending = ENDINGS[content_type]
    return f"{stem.strip(' .')[: 200 - len(ending)] or 'file'}{ending}"
