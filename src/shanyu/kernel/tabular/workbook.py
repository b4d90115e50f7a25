"""Reading XLSX, XLS and ODS workbooks through calamine: sheets, merged cells, rows from the first column on."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from .cells import Cell
from .problems import UnreadableFile, say

MAX_UNPACKED_BYTES = 1 << 30
_ZIP_SUFFIXES = {".xlsx", ".xlsm", ".ods"}


@dataclass(frozen=True)
class Merge:
    """A merged range, 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook, or UnreadableFile: locked by a password, damaged, or unreasonably large when unpacked."""
    try:
        if path.suffix.lower() in _ZIP_SUFFIXES and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _refuse_bombs(sum(entry.file_size for entry in archive.infolist()))
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise UnreadableFile(
            say(_("文件有打开密码，无法读取。")), say(_("请取消密码后另存一份，再导入。"))
        ) from error
    except (CalamineError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            say(_("文件已损坏，或不是真正的表格文件。")),
            say(_("请用表格软件打开并另存为 XLSX，再导入。")),
        ) from error


def _refuse_bombs(unpacked: int) -> None:
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            say(
                _("文件展开后有 %(size)s MB，超过上限 %(limit)s MB。"),
                size=unpacked >> 20,
                limit=MAX_UNPACKED_BYTES >> 20,
            ),
            say(_("请分成几个文件导入，或另存为 CSV。")),
        )


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]


def merges_of(sheet: CalamineSheet) -> list[Merge]:
    ranges = sheet.merged_cell_ranges or []
    return [Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def rows_of(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """Rows from row 1 and column A on, one at a time. Empty cells are empty strings."""
    if sheet.start is None:
        return
    indent: list[Cell] = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield indent + row if indent else row
