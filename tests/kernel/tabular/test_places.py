import pytest

from shanyu.kernel.coordinates import Datum, from_wgs84
from shanyu.kernel.tabular import places
from shanyu.kernel.tabular.problems import BadCell, Doubt
from shanyu.kernel.tabular.schema import Options

PLAIN = Options()
HOME = (120.15, 30.31)


@pytest.mark.parametrize(
    "cell",
    ["120.15", 120.15, "120.15°", "120.15°E", "东经120.15度", "120°9′0″", "120度9分0秒", "１２０.１５"],
)
def test_an_angle_is_read_in_every_dress(cell):
    assert places.degrees()(cell, PLAIN) == pytest.approx(120.15, abs=1e-9)


@pytest.mark.parametrize(
    "cell", ["120.15,30.31", "120.15，30.31", "(120.15 30.31)", "POINT(120.15 30.31)", "东经120.15 北纬30.31"]
)
def test_two_angles_in_one_cell_are_a_pair(cell):
    assert places.pair()(cell, PLAIN) == HOME


def test_a_pair_the_wrong_way_round_is_turned_with_a_remark():
    found = places.pair()("30.31,120.15", PLAIN)
    assert isinstance(found, Doubt)
    assert found.value == HOME


@pytest.mark.parametrize("cell", ["拱墅区", "1201500", "120°75′", ""])
def test_what_is_no_angle_is_refused(cell):
    with pytest.raises(BadCell):
        places.degrees()(cell, PLAIN)


@pytest.mark.parametrize(
    ("word", "datum"),
    [
        ("高德", Datum.GCJ02),
        ("火星坐标系", Datum.GCJ02),
        ("百度地图", Datum.BD09),
        ("WGS-84坐标", Datum.WGS84),
        ("ＢＤ０９", Datum.BD09),
    ],
)
def test_a_datum_goes_by_many_names(word, datum):
    assert places.datum()(word, PLAIN) == datum


def test_cgcs2000_is_taken_as_wgs84_and_says_so_once():
    found = places.datum()("国家2000", PLAIN)
    assert (found.value, found.once) == (Datum.WGS84, True)


def rows_with(*rows, options=PLAIN, **keys):
    values = [dict(zip(("lon", "lat", "datum"), row, strict=True)) for row in rows]
    remarks = places.position("position", datum="datum", **keys)(values, options)
    return [row["position"] for row in values], [(i, remark.key, remark.warning) for i, remark in remarks]


def test_rows_of_mixed_datums_come_to_the_same_place():
    rows = [(*map(float, from_wgs84(HOME, datum)), datum) for datum in Datum]
    found, remarks = rows_with(*rows)
    assert [(round(p.lon, 7), round(p.lat, 7), p.given_as) for p in found] == [
        (*HOME, datum) for datum in Datum
    ]
    assert remarks == []


def test_without_a_datum_the_position_is_left_out_and_the_row_kept():
    assert rows_with((*HOME, None)) == ([None], [(0, "lon", True)])


def test_the_file_may_say_the_datum_for_all_rows():
    found, remarks = rows_with((*HOME, None), options=Options(datum="CGCS2000"))
    assert (found, remarks) == ([(*HOME, Datum.WGS84)], [])


def test_swapped_columns_are_turned_half_a_position_and_a_far_one_are_errors():
    found, remarks = rows_with(
        (30.31, 120.15, Datum.WGS84),
        (120.15, None, Datum.WGS84),
        (2.35, 48.85, Datum.WGS84),
        (None, None, None),
    )
    assert found == [(*HOME, Datum.WGS84), None, None, None]
    assert sorted(remarks) == [(0, "lon", True), (1, "lat", False), (2, "lon", False)]
