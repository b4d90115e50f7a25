import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from shanyu.engines.access import LocalProjection, haversine_m

HANGZHOU = (120.15, 30.32)


@given(east=st.floats(-20_000, 20_000), north=st.floats(-20_000, 20_000))
def test_degrees_and_metres_convert_back(east, north):
    projection = LocalProjection(*HANGZHOU)
    assert_allclose(projection.to_xy(projection.to_lonlat((east, north))), (east, north), atol=1e-6)


def test_the_origin_is_zero_and_north_and_east_are_positive():
    projection = LocalProjection(*HANGZHOU)
    assert projection.to_xy(HANGZHOU).tolist() == [0, 0]
    assert (projection.to_xy((120.16, 30.33)) > 0).all()


def test_the_scale_at_thirty_degrees_is_that_of_the_ellipsoid():
    projection = LocalProjection(120, 30)
    assert_allclose(projection.to_xy((121, 31)), (96_486.2, 110_852.4), atol=1)


def test_projected_distances_agree_with_the_great_circle():
    projection = LocalProjection(*HANGZHOU)
    points = np.array(HANGZHOU) + np.random.default_rng(3).uniform(-0.1, 0.1, (200, 2))
    flat = np.hypot(*(projection.to_xy(points) - projection.to_xy(points[::-1])).T)
    assert_allclose(flat, haversine_m(points, points[::-1]), rtol=0.006)


def test_a_quarter_of_the_equator_is_a_quarter_of_the_circle():
    assert haversine_m((0, 0), (90, 0)) == pytest.approx(6_371_008.8 * np.pi / 2)
    assert haversine_m((10, 20), (10, 20)) == 0


def test_distances_from_one_point_to_many_broadcast():
    assert haversine_m(HANGZHOU, [HANGZHOU, (120.15, 31.32)]).shape == (2,)


def test_coordinates_that_are_no_pairs_are_refused():
    with pytest.raises(ValueError, match="pairs"):
        LocalProjection(*HANGZHOU).to_xy([1, 2, 3])
    with pytest.raises(ValueError, match="pairs"):
        haversine_m(5, HANGZHOU)


@pytest.mark.parametrize("origin", [(np.nan, 30), (120, 86), (120, -90)])
def test_an_impossible_origin_is_refused(origin):
    with pytest.raises(ValueError, match="origin"):
        LocalProjection(*origin)
