"""Tables as CSV and XLSX, read back."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from shanyu.kernel.tables import Table, csv_chunks, guarded, xlsx_chunks

MORNING = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
TABLE = Table(
    name="机构/2026",
    headings=["名称", "托位", "费用", "备案日期", "记于", "普惠", "备注"],
    rows=[
        ["小竹林托育园", 20, Decimal("2680.50"), date(2021, 6, 1), MORNING, True, None],
        ['=HYPERLINK("x")', 0, 1.5, None, None, False, "好，\n好"],
    ],
    notes=["来源：善育"],
)  # fmt: skip


def test_csv_begins_with_a_byte_order_mark_and_reads_back():
    body = b"".join(csv_chunks(TABLE))
    assert body.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(body.decode("utf-8-sig")))) == [
        ["名称", "托位", "费用", "备案日期", "记于", "普惠", "备注"],
        ["小竹林托育园", "20", "2680.50", "2021-06-01", "2026-11-21 09:30:00", "是", ""],
        ['\'=HYPERLINK("x")', "0", "1.5", "", "", "否", "好，\n好"],
        [],
        ["来源：善育"],
    ]


def test_a_workbook_reads_back_with_numbers_and_dates():
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(xlsx_chunks(TABLE))))
    assert book.sheet_names == ["机构 2026"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["名称", "托位", "费用", "备案日期", "记于", "普惠", "备注"],
        ["小竹林托育园", 20.0, 2680.5, date(2021, 6, 1), datetime(2026, 11, 21, 9, 30), "是", ""],
        ['\'=HYPERLINK("x")', 0.0, 1.5, "", "", "否", "好，\n好"],
        ["", "", "", "", "", "", ""],
        ["来源：善育", "", "", "", "", "", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_is_escaped(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "小竹林", "1-2", "a=b"])
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text


def test_csv_comes_in_chunks():
    many = Table("t", ["n"], ([n] for n in range(1200)))
    assert len(list(csv_chunks(many))) == 3
