import datetime as dt

import pytest
import xlsxwriter
from django.utils import translation

from shanyu.kernel.tabular.mapping import Mapping, load_mapping, write_mapping
from shanyu.kernel.tabular.problems import UnreadableFile
from shanyu.kernel.tabular.schema import Options
from shanyu.kernel.tabular.table import read_table

from .files import SITES, write_csv, write_xlsx

HEAD = ["机构名称", "联系电话", "备案日期"]
ROW = ["向阳花托育园", "13800001234", "2024-03-05"]


def keys(table):
    return {guess.heading: guess.key for guess in table.guesses}


def notes(table):
    with translation.override("zh-hans"):
        return [(note.row, str(note.what)) for note in table.notes]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_in_every_encoding_and_delimiter(tmp_path, encoding, delimiter):
    table = read_table(write_csv(tmp_path / "a.csv", [HEAD, ROW], encoding, delimiter), SITES)
    assert [(row.number, row.cells) for row in table.rows()] == [(2, ROW)]


def test_a_rare_character_of_gb18030_survives(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["机构名称", "负责人"], ["小𠮷托育园", "㐂"]], "gb18030")
    assert [row.cells for row in read_table(path, SITES).rows()] == [["小𠮷托育园", "㐂"]]


def test_a_quoted_line_end_stays_within_its_row(tmp_path):
    path = write_csv(tmp_path / "a.csv", [HEAD, ["向阳花\n托育园", "1", ""], ROW])
    assert [row.number for row in read_table(path, SITES).rows()] == [2, 3]


def test_the_header_is_found_below_merged_titles_and_blank_rows(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "拱墅区托育机构一览表")
        sheet.merge_range(1, 0, 1, 2, "填报单位：卫生健康局")
        sheet.write_row(3, 0, ["1、*机构名称（必填）", "联系 电话", "备案日期："])
        sheet.write_row(5, 0, ROW)
    table = read_table(path, SITES)
    assert (table.header_row, list(keys(table).values())) == (4, ["name", "phone", "filed_on"])
    assert [(row.number, row.cells) for row in table.rows()] == [(6, ROW)]


def two_row_header(sheet, book):
    sheet.merge_range(0, 0, 0, 4, "机构情况")
    sheet.merge_range(1, 0, 2, 0, "机构名称")
    sheet.merge_range(1, 1, 1, 2, "备案")
    sheet.merge_range(1, 3, 1, 4, "负责人")
    sheet.write_row(2, 1, ["编号", "日期", "身份证号", "电话"])
    sheet.write_row(3, 0, ["向阳花托育园", "拱备1", "2024-03-05", "", "13800001234"])


def test_a_header_of_two_merged_rows_is_joined(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        two_row_header(book.add_worksheet(), book)
    table = read_table(path, SITES)
    assert table.header_row == 3
    assert keys(table) == {
        "机构名称": "name",
        "备案编号": "filing",
        "备案日期": "filed_on",
        "负责人身份证号": "head_identity",
        "负责人电话": "phone",
    }


def test_a_header_of_two_rows_is_joined_in_csv_too(tmp_path):
    rows = [
        ["机构名称", "备案", "", "托位数"],
        ["", "编号", "日期", ""],
        ["向阳花", "拱备1", "2024-03-05", "60"],
    ]
    table = read_table(write_csv(tmp_path / "a.csv", rows), SITES)
    assert list(keys(table)) == ["机构名称", "备案编号", "备案日期", "托位数"]
    assert [row.number for row in table.rows()] == [3]


def test_the_sheet_that_fits_is_chosen_and_the_others_named(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", 说明=[["填写说明"], ["请勿改表头"]], 机构=[HEAD, ROW])
    table = read_table(path, SITES)
    assert table.sheet == "机构"
    assert notes(table) == [(0, "读取了工作表“机构”，没有读取：说明。")]


def test_the_mapping_may_name_the_sheet(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", 新=[HEAD, ROW], 旧=[["机构名称"], ["旧园"]])
    table = read_table(path, SITES, Mapping(options=Options(sheet="旧")))
    assert [row.cells for row in table.rows()] == [["旧园"]]
    with pytest.raises(UnreadableFile):
        read_table(path, SITES, Mapping(options=Options(sheet="无此表")))


def test_totals_footnotes_and_repeated_headers_are_left_out_with_a_note(tmp_path):
    rows = [HEAD, ROW, HEAD, ["合计", "", "1"], [], ["注：数据截至三月底", "", ""], ["填表人：张三"]]
    table = read_table(write_csv(tmp_path / "a.csv", rows), SITES)
    assert [row.number for row in table.rows()] == [2]
    assert notes(table) == [
        (3, "这一行重复了表头，没有当作记录。"),
        (4, "这一行是合计，没有当作记录。"),
        (6, "这一行是说明文字，没有当作记录。"),
        (7, "这一行是说明文字，没有当作记录。"),
    ]


def test_cells_keep_the_kind_the_spreadsheet_gave_them_and_their_column(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, HEAD)
        sheet.write_row(2, 1, ["向阳花托育园", 13800001234])
        sheet.write_datetime(2, 3, dt.datetime(2024, 3, 5))
    rows = [(row.number, row.cells) for row in read_table(path, SITES).rows()]
    assert rows == [(3, ["", "向阳花托育园", 13800001234.0, dt.date(2024, 3, 5)])]


def test_a_cell_merged_over_several_rows_holds_for_each_of_them(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["机构名称", "负责人"])
        sheet.write_column(1, 0, ["甲园", "乙园", "丙园"])
        sheet.merge_range(1, 1, 2, 1, "张三")
    assert [row.cells for row in read_table(path, SITES).rows()] == [
        ["甲园", "张三"],
        ["乙园", "张三"],
        ["丙园", ""],
    ]


def test_english_headings_are_known(tmp_path):
    rows = [["Site Name", "Credit_Code", "Date filed", "Opening hours"], ["Sunflower", "", "", ""]]
    assert list(keys(read_table(write_csv(tmp_path / "a.csv", rows), SITES)).values()) == [
        "name",
        "credit_code",
        "filed_on",
        "hours",
    ]


def test_a_near_name_is_guessed_and_said_and_a_stranger_left_alone(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["机构名称", "机构联系电话", "负责人签字"], ["向阳花", "1", "2"]])
    table = read_table(path, SITES)
    assert keys(table) == {"机构名称": "name", "机构联系电话": "phone", "负责人签字": ""}
    assert notes(table) == [
        (0, "列“机构联系电话”按相近名称当作 phone（把握 78%）。"),
        (0, "列“负责人签字”不认得，没有读取。"),
    ]


def test_two_columns_of_one_meaning_leave_the_first(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["机构名称(全称)", "机构名称(简称)"], ["向阳花托育园", "向阳花"]])
    assert keys(read_table(path, SITES)) == {"机构名称(全称)": "name", "机构名称(简称)": ""}


def test_a_mapping_file_overrides_the_guesses(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["报表"], ["园所", "电话", "电话"], ["向阳花", "1", "2"]])
    told = tmp_path / "map.toml"
    told.write_text(
        '[columns]\n"园所" = "name"\n"电话" = ""\n"电话 (2)" = "phone"\n[options]\nheader_row = 2\n', "utf-8"
    )
    table = read_table(path, SITES, load_mapping(told, SITES))
    assert table.columns == {"name": 0, "phone": 2}


def test_a_written_mapping_reads_back_as_the_same_columns(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["机构名称", '机构"电话"', "备注"], ["向阳花", "13800001234", ""]])
    table = read_table(path, SITES)
    write_mapping(tmp_path / "map.toml", table.guesses, SITES, Options(header_row=(1, 1), datum="GCJ02"))
    mapping = load_mapping(tmp_path / "map.toml", SITES)
    assert mapping.columns == {"机构名称": "name", '机构"电话"': "phone", "备注": ""}
    assert mapping.options == Options(header_row=(1, 1), datum="GCJ02")


@pytest.mark.parametrize(
    "text",
    [
        '[columns]\n"园所" = "nmae"',
        "[option]\n",
        '[options]\ndate_order = "usa"',
        "[columns]\n园所 = 1",
        "[options]\nheader_row = -1",
    ],
)
def test_a_mistake_in_a_mapping_file_is_told(tmp_path, text):
    told = tmp_path / "map.toml"
    told.write_text(text, "utf-8")
    with pytest.raises(UnreadableFile):
        load_mapping(told, SITES)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"not a workbook"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\xff\xff\xff"),
        ("a.csv", b""),
        ("a.csv", "随便,写写\n1,2\n".encode()),
        ("a.pdf", b"%PDF"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_table(tmp_path / name, SITES)
    assert str(caught.value.remedy)
