"""Reading CSV as bureaus save it: which encoding, which delimiter, then one row at a time."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .cells import Cell
from .problems import UnreadableFile, say

_DELIMITERS = ",;\t|"
_BLOCK = 1 << 20
_SAMPLE_LINES = 50


def encoding_of(path: Path) -> str:
    """The encoding of the whole file: by its byte order mark, else UTF-8 if all of it is, else GB18030.

    Raises UnreadableFile when it is neither.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 4 and head[1] == 0 and head[3] == 0:
        return "utf-16-le"
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise UnreadableFile(
        say(_("文件的文字编码无法识别。")),
        say(_("请在表格软件中打开，另存为 XLSX 或“CSV UTF-8”，再导入。")),
    )


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                if b"\x00" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter that cuts most of the first lines into the same, largest number of cells."""
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in _first_rows(path, encoding, delimiter) if len(row) > 1]
        if not widths:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        score = widths.count(common) * common
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _first_rows(path: Path, encoding: str, delimiter: str) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            return [row for row, _line in zip(reader, range(_SAMPLE_LINES), strict=False)]
        except csv.Error:
            return []


def read_csv(path: Path, encoding: str, delimiter: str) -> Iterator[list[Cell]]:
    """Every row as a list of strings, one at a time. A row with quoted line ends is one row.

    Raises UnreadableFile with the line number when quoting is broken beyond reading.
    """
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            yield from reader
        except csv.Error as error:
            raise UnreadableFile(
                say(_("文件第 %(line)s 行附近的引号不成对，后面的内容无法读取。"), line=reader.line_num),
                say(_("请检查这一行的双引号，或另存为 XLSX 再导入。")),
            ) from error
