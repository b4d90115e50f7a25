import numpy as np
import pytest
from numpy.testing import assert_allclose
from shapely import Point

from shanyu.engines.access import WalkNetwork
from shanyu.engines.access.area import reached_stretches


def street():
    """One straight street of 800 m, its ends 0 and 1, and a yard that no way leads to."""
    return WalkNetwork([[0, 0], [800, 0], [5000, 0]], [[0, 1]], [800])


def block(side):
    """One square block, its four corners joined."""
    corners = [[0, 0], [side, 0], [side, side], [0, side]]
    return WalkNetwork(corners, [[0, 1], [1, 2], [2, 3], [3, 0]], [side] * 4)


def test_an_edge_is_cut_where_the_limit_ends():
    network = street()
    stretches = reached_stretches(network.node_xy, network.edges, network.metres, np.array([400.0, 0, 0]))
    assert stretches.tolist() == [[[0, 0], [400, 0]]]


def test_an_edge_walked_from_both_ends_gives_two_stretches_until_they_meet():
    network = street()
    apart = reached_stretches(network.node_xy, network.edges, network.metres, np.array([200.0, 100, 0]))
    assert apart.tolist() == [[[0, 0], [200, 0]], [[800, 0], [700, 0]]]
    together = reached_stretches(network.node_xy, network.edges, network.metres, np.array([500.0, 300, 0]))
    assert together.tolist() == [[[0, 0], [800, 0]]]


def test_the_area_of_a_half_walked_street_is_a_rounded_strip():
    network = street()
    area = network.isochrone(network.minutes_to_nearest([0], 5), 5, detail=0)
    assert_allclose(area.bounds, (-50, -50, 450, 50))
    assert area.area == pytest.approx(400 * 100 + np.pi * 50**2, rel=0.01)


def test_a_smaller_limit_may_be_drawn_from_minutes_computed_with_a_larger_one():
    network = street()
    area = network.isochrone(network.minutes_to_nearest([0], 15), 5, detail=0)
    assert_allclose(area.bounds, (-50, -50, 450, 50))


def test_a_node_that_no_way_leaves_has_a_circle_around_it():
    network = street()
    area = network.isochrone(network.minutes_to_nearest([0, 2], 5), 5)
    assert len(area.geoms) == 2
    assert area.contains(Point(5000, 0))


def test_nothing_reached_is_an_empty_area():
    network = street()
    assert network.isochrone(network.minutes_from((0, 900), 5), 5).is_empty


def test_a_small_block_is_filled_and_a_large_one_keeps_its_hole():
    small, large = block(200), block(600)
    assert small.isochrone(small.minutes_to_nearest([0], 15), 15).contains(Point(100, 100))
    assert not large.isochrone(large.minutes_to_nearest([0], 15), 15).contains(Point(300, 300))


def test_the_area_is_valid_and_holds_every_reached_node():
    random = np.random.default_rng(7)
    side = 30
    grid = np.arange(side * side).reshape(side, side)
    edges = np.concatenate(
        (np.c_[grid[:, :-1].ravel(), grid[:, 1:].ravel()], np.c_[grid[:-1].ravel(), grid[1:].ravel()])
    )
    xy = np.stack(np.divmod(np.arange(side * side), side), axis=1) * 80 + random.uniform(
        -20, 20, (side**2, 2)
    )
    metres = np.hypot(*(xy[edges[:, 0]] - xy[edges[:, 1]]).T)
    network = WalkNetwork(xy, edges, metres)
    minutes = network.minutes_from((1200, 1200), 10)
    area = network.isochrone(minutes, 10)
    assert area.is_valid
    assert all(area.contains(Point(point)) for point in xy[np.isfinite(minutes)])


def test_minutes_of_another_network_are_refused():
    with pytest.raises(ValueError, match="one value for each of 3 nodes"):
        street().isochrone(np.zeros(4), 15)
