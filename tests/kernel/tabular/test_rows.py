import datetime as dt

import pytest
from django.utils import translation

from shanyu.kernel.coordinates import Datum, from_wgs84
from shanyu.kernel.tabular.mapping import Mapping
from shanyu.kernel.tabular.problems import UnreadableFile
from shanyu.kernel.tabular.rows import parse_rows
from shanyu.kernel.tabular.schema import Options
from shanyu.kernel.tabular.table import read_table

from .files import SITES, write_csv, write_xlsx


def parsed(path, mapping=None):
    return list(parse_rows(read_table(path, SITES, mapping), SITES, mapping))


def told(row):
    with translation.override("zh-hans"):
        return [(p.row, p.column, p.value, str(p.what), p.severity.value) for p in row.problems]


def test_a_bad_row_does_not_stop_a_good_one(tmp_path):
    rows = [
        ["机构名称", "托位数", "备案日期"],
        ["甲园", "六十", "2024-02-30"],
        ["乙园", "６０", "2024.3.5"],
        ["", "5", ""],
    ]
    bad, good, nameless = parsed(write_csv(tmp_path / "a.csv", rows, "gb18030"))
    assert (bad.ok, good.ok, nameless.ok) == (False, True, False)
    assert told(bad) == [
        (2, "托位数", "六十", "“六十”不是数字。", "error"),
        (2, "备案日期", "2024-02-30", "没有“2024-02-30”这一天。", "error"),
    ]
    assert (good.values["name"], good.values["places"], good.values["filed_on"]) == (
        "乙园",
        60,
        dt.date(2024, 3, 5),
    )
    assert told(nameless) == [(4, "机构名称", "", "这一格必须填写。", "error")]


def test_what_is_wrong_with_a_text_is_told_of_every_row_that_holds_it(tmp_path):
    rows = [["机构名称", "托位数"], ["甲园", "六十"], ["乙园", "60"], ["丙园", "六十"], ["丁园", "60"]]
    found = parsed(write_csv(tmp_path / "a.csv", rows))
    assert [[told_of[:2] for told_of in told(row)] for row in found] == [
        [(2, "托位数")],
        [],
        [(4, "托位数")],
        [],
    ]
    assert [row.values["places"] for row in found] == [None, 60, None, 60]


def test_a_problem_is_told_in_either_language(tmp_path):
    (row,) = parsed(write_csv(tmp_path / "a.csv", [["机构名称", "托位数"], ["甲园", "六十"]]))
    with translation.override("zh-hans"):
        assert str(row.problems[0].remedy) == "请只填数字，不带说明文字。"
    with translation.override("en"):
        assert str(row.problems[0].what) == "“六十” is not a number."


def test_signs_for_nothing_are_nothing(tmp_path):
    rows = [
        ["机构名称", "托位数", "备案日期", "是否普惠"],
        ["甲园", "/", "无", "无"],
        ["乙园", "——", "N/A", "-"],
    ]
    first, second = parsed(write_csv(tmp_path / "a.csv", rows))
    assert (first.problems, second.problems) == ([], [])
    assert [row.values["inclusive"] for row in (first, second)] == [False, None]


def test_an_identity_number_kept_as_a_number_is_refused_and_masked(tmp_path):
    head = ["机构名称", "负责人身份证号", "联系电话"]
    path = write_xlsx(
        tmp_path / "a.xlsx",
        表=[head, ["甲园", 110105194912310021, 12345678], ["乙园", "11010519491231002X", ""]],
    )
    bad, good = parsed(path)
    assert told(bad) == [
        (
            2,
            "负责人身份证号",
            "110***********0000",
            "号码以数字格式保存，最后几位已经丢失，不能采用。",
            "error",
        ),
        (2, "联系电话", "********", "电话号码的位数或写法不对。", "error"),
    ]
    assert good.values["head_identity"] == "11010519491231002X"


def test_the_first_of_two_equal_rows_is_kept_and_named(tmp_path):
    rows = [["机构名称", "托位数"], ["甲园", "六十"], ["甲园", "60"], ["甲 园", "61"], ["乙园", "1"]]
    found = parsed(write_csv(tmp_path / "a.csv", rows))
    assert [row.ok for row in found] == [False, True, False, True]
    assert told(found[2]) == [(4, "机构名称", "", "与第 3 行重复（机构名称相同）。", "error")]


def test_mixed_datums_come_to_one_place(tmp_path):
    names = {Datum.WGS84: "WGS84", Datum.GCJ02: "高德", Datum.BD09: "百度"}
    rows = [["机构名称", "经度", "纬度", "坐标系"]]
    for datum, word in names.items():
        lon, lat = from_wgs84((120.15, 30.31), datum)
        rows.append([f"{word}园", f"{lon:.7f}", f"{lat:.7f}", word])
    places = [row.values["position"] for row in parsed(write_csv(tmp_path / "a.csv", rows))]
    assert [(round(p.lon, 6), round(p.lat, 6), p.given_as) for p in places] == [
        (120.15, 30.31, datum) for datum in names
    ]


def test_a_remark_about_the_whole_file_is_made_once(tmp_path):
    rows = [
        ["机构名称", "经度", "纬度", "坐标系"],
        *(["园" * n, "120.15", "30.31", "CGCS2000"] for n in (1, 2, 3)),
    ]
    found = parsed(write_csv(tmp_path / "a.csv", rows))
    assert [len(row.problems) for row in found] == [1, 0, 0]
    assert all(row.values["position"] == (120.15, 30.31, Datum.WGS84) for row in found)


def test_headings_may_name_the_datum(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["机构名称", "经度(百度)", "纬度(百度)"], ["甲园", "120.15", "30.31"]]
    )
    table = read_table(path, SITES)
    (row,) = parse_rows(table, SITES)
    assert row.values["position"].given_as == Datum.BD09
    with translation.override("zh-hans"):
        assert [str(note.what) for note in table.notes] == ["按表头的说明，坐标系当作 BD09。"]


def test_an_unreadable_longitude_is_told_once(tmp_path):
    rows = [["机构名称", "经度", "纬度", "坐标系"], ["甲园", "东边", "30.31", "高德"]]
    (row,) = parsed(write_csv(tmp_path / "a.csv", rows))
    assert told(row) == [(2, "经度", "东边", "“东边”读不成经纬度。", "error")]


def test_a_constant_fills_a_column_the_file_does_not_have(tmp_path):
    mapping = Mapping(constants={"datum": "GCJ02", "inclusive": "是"}, options=Options())
    rows = [["机构名称", "经度", "纬度"], ["甲园", "120.15", "30.31"]]
    (row,) = parsed(write_csv(tmp_path / "a.csv", rows), mapping)
    assert (row.values["inclusive"], row.values["position"].given_as) == (True, Datum.GCJ02)


def test_a_file_without_a_required_column_is_refused_at_once(tmp_path):
    table = read_table(write_csv(tmp_path / "a.csv", [["联系电话", "备案日期"], ["1", "2"]]), SITES)
    with pytest.raises(UnreadableFile) as caught, translation.override("zh-hans"):
        next(parse_rows(table, SITES))
    with translation.override("zh-hans"):
        assert str(caught.value.reason).startswith("文件里没有必填的列：机构名称。")


def test_a_short_row_has_blanks_at_its_end(tmp_path):
    (row,) = parsed(write_csv(tmp_path / "a.csv", [["机构名称", "托位数"], ["甲园"]]))
    assert (row.ok, row.values["places"]) == (True, None)


def test_a_serial_number_alone_is_no_record(tmp_path):
    rows = [["序号", "机构名称"], ["1", "甲园"], ["2", ""], ["3", ""]]
    assert [row.number for row in parsed(write_csv(tmp_path / "a.csv", rows))] == [2]
