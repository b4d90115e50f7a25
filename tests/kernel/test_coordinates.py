import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from shanyu.kernel.coordinates import Datum, from_wgs84, to_wgs84

# name, WGS-84, GCJ-02, BD-09
KNOWN_POINTS = [
    ("拱墅", (120.1503, 30.3191), (120.15501193, 30.316784691), (120.161520593, 30.322687411)),
    ("和睦附近", (120.1365, 30.312), (120.141247884, 30.309705358), (120.147698222, 30.315862425)),
    ("海口", (110.3312, 20.0319), (110.335570885, 20.029853001), (110.342119396, 20.035529046)),
    ("天安门", (116.3975, 39.9087), (116.403743573, 39.910103499), (116.410116586, 39.91644275)),
    ("上海", (121.4737, 31.2304), (121.478223059, 31.228457738), (121.484781469, 31.234310594)),
]
in_china = st.tuples(st.floats(73, 136), st.floats(3, 54))


@pytest.mark.parametrize(("name", "wgs", "gcj", "bd"), KNOWN_POINTS)
def test_known_points_convert_both_ways(name, wgs, gcj, bd):
    assert_allclose(from_wgs84(wgs, Datum.GCJ02), gcj, atol=2e-9, rtol=0)
    assert_allclose(from_wgs84(wgs, Datum.BD09), bd, atol=2e-9, rtol=0)
    assert_allclose(to_wgs84(gcj, Datum.GCJ02), wgs, atol=2e-9, rtol=0)
    assert_allclose(to_wgs84(bd, Datum.BD09), wgs, atol=2e-9, rtol=0)


@given(lonlat=in_china, datum=st.sampled_from(Datum))
def test_there_and_back_again_is_the_same_place(lonlat, datum):
    assert_allclose(to_wgs84(from_wgs84(lonlat, datum), datum), lonlat, atol=1e-9, rtol=0)


@pytest.mark.parametrize("lonlat", [(24.94, 60.17), (-74.0, 40.7), (151.2, -33.9), (0, 0)])
def test_outside_china_gcj_is_wgs(lonlat):
    assert from_wgs84(lonlat, Datum.GCJ02).tolist() == list(lonlat)
    assert to_wgs84(lonlat, Datum.GCJ02).tolist() == list(lonlat)
    assert_allclose(to_wgs84(from_wgs84(lonlat, Datum.BD09), Datum.BD09), lonlat, atol=1e-9)


def test_many_points_convert_as_each_of_them():
    points = np.array([wgs for _, wgs, _, _ in KNOWN_POINTS] + [(24.94, 60.17)]).reshape(2, 3, 2)
    together = from_wgs84(points, Datum.BD09)
    assert together.shape == (2, 3, 2)
    alone = [from_wgs84(point, Datum.BD09) for point in points.reshape(-1, 2)]
    assert_array_equal(together.reshape(-1, 2), alone)


def test_wgs_passes_unchanged_and_as_a_copy():
    points = np.array([[120.0, 30.0]])
    for converted in (to_wgs84(points, Datum.WGS84), from_wgs84(points, Datum.WGS84)):
        assert_array_equal(converted, points)
        assert not np.shares_memory(converted, points)


def test_no_points_are_no_points():
    assert to_wgs84(np.empty((0, 2)), Datum.BD09).shape == (0, 2)


def test_a_datum_may_be_named_by_its_value():
    assert_array_equal(to_wgs84((120.2, 30.3), "gcj02"), to_wgs84((120.2, 30.3), Datum.GCJ02))
    with pytest.raises(ValueError, match="mars"):
        to_wgs84((120.2, 30.3), "mars")


@pytest.mark.parametrize("values", [5, [1, 2, 3], [[1], [2]]])
def test_what_is_no_pair_is_refused(values):
    with pytest.raises(ValueError, match="pairs"):
        to_wgs84(values, Datum.WGS84)
