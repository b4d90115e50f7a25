import io

import pytest
from django.utils import translation
from python_calamine import load_workbook
from rich.console import Console

from shanyu.kernel.tabular.problems import Problem, say
from shanyu.kernel.tabular.report import ProblemReport
from shanyu.kernel.tabular.rows import parse_rows
from shanyu.kernel.tabular.table import read_table
from shanyu.kernel.tabular.tally import print_tally

from .files import SITES, write_xlsx

HEAD = ["机构名称", "负责人身份证号", "联系电话", "托位数"]
ROWS = [
    HEAD,
    ["甲园", "11010519491231002X", "13800001234", 60],
    ["乙园", 110105194912310021, "138000012345", 60],
    ["丙园", "", "13800001234/13900001234", "two"],
]


@pytest.fixture
def report(tmp_path):
    table = read_table(write_xlsx(tmp_path / "a.xlsx", 机构=ROWS[:3]), SITES)
    with ProblemReport(tmp_path / "report.xlsx", table, SITES, "zh-hans") as report:
        for row in parse_rows(table, SITES):
            report.add(row)
    return report


def sheets(path):
    book = load_workbook(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_report_has_a_summary_the_problems_and_the_rows_to_mend(report, tmp_path):
    found = sheets(tmp_path / "report.xlsx")
    assert list(found) == ["汇总", "问题", "待改正的行"]
    assert found["汇总"][:7] == [
        ["文件", "a.xlsx"],
        ["工作表", "机构"],
        ["表头所在的行", 1.0],
        ["读取的行", 2.0],
        ["可以导入", 1.0],
        ["其中有提醒", 0.0],
        ["有问题，未导入", 1.0],
    ]
    assert [row[:5] for row in found["问题"]] == [
        ["行", "列", "内容", "轻重", "问题"],
        [
            3.0,
            "负责人身份证号",
            "110***********0000",
            "未导入",
            "号码以数字格式保存，最后几位已经丢失，不能采用。",
        ],
        [3.0, "联系电话", "138*****2345", "未导入", "电话号码的位数或写法不对。"],
    ]
    bad = found["待改正的行"]
    assert bad[0] == [*HEAD, "问题 / Problem", "原行号 / Row"]
    assert (bad[1][0], bad[1][2], bad[1][3], bad[1][5]) == ("乙园", "138000012345", 60.0, 3.0)
    assert bad[1][4].splitlines()[1] == (
        "联系电话：电话号码的位数或写法不对。 手机是 11 位；固定电话写成 0571-88012345 的样子。"
    )


def test_the_rows_to_mend_can_be_imported_from_the_report_itself(report, tmp_path):
    table = read_table(tmp_path / "report.xlsx", SITES)
    assert (table.sheet, table.columns) == (
        "待改正的行",
        {"name": 0, "head_identity": 1, "phone": 2, "places": 3},
    )
    (row,) = parse_rows(table, SITES)
    assert [problem.column for problem in row.problems] == ["负责人身份证号", "联系电话"]


def test_the_report_speaks_english_when_asked(tmp_path):
    table = read_table(write_xlsx(tmp_path / "a.xlsx", Sites=ROWS), SITES)
    with ProblemReport(tmp_path / "r.xlsx", table, SITES, "en") as report:
        for row in parse_rows(table, SITES):
            report.add(row)
    found = sheets(tmp_path / "r.xlsx")
    assert list(found) == ["Summary", "Problems", "Rows to mend"]
    assert [row[3:5] for row in found["Problems"][3:]] == [
        ["Reminder", "The cell holds 2 telephone numbers; only the first was taken."],
        ["Not imported", "“two” is not a number."],
    ]


def test_a_row_refused_while_loading_moves_to_the_bad_ones(tmp_path):
    table = read_table(write_xlsx(tmp_path / "a.xlsx", 机构=ROWS[:2]), SITES)
    with ProblemReport(tmp_path / "r.xlsx", table, SITES, "zh-hans") as report:
        (row,) = parse_rows(table, SITES)
        report.add(row)
        report.reject(row, Problem(row.number, "机构名称", "甲园", say("已有同名机构。"), say("请核对。")))
        report.tally.outcomes["新增"] += 0
    assert (report.tally.good, report.tally.bad) == (0, 1)
    found = sheets(tmp_path / "r.xlsx")
    assert ["新增", 0.0] in found["汇总"]
    assert found["待改正的行"][1][4] == "机构名称：已有同名机构。 请核对。"


def test_the_screen_shows_the_counts_and_the_first_problems(report):
    out = io.StringIO()
    with translation.override("zh-hans"):
        print_tally(Console(file=out, width=160), report.tally)
    text = out.getvalue()
    assert "读取的行  2" in text
    assert "138*****2345" in text
    assert "138000012345" not in text
