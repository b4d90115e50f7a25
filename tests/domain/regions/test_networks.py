import numpy as np
import pytest

from shanyu.domain.regions import networks
from shanyu.domain.regions.networks import BrokenNetwork, Streets, pack, unpack
from tests.domain.regions.ground import at, grid, lay


def test_a_packed_network_comes_back_to_a_centimetre():
    streets = grid()
    again = unpack(pack(streets))
    assert np.abs(again.lonlat - streets.lonlat).max() <= 0.5 / networks.DEGREE + 1e-12
    assert (again.edges == streets.edges).all()
    assert (again.metres == streets.metres).all()
    assert (again.kind == streets.kind).all()


def test_bytes_that_are_no_network_are_refused():
    with pytest.raises(BrokenNetwork):
        unpack(b"not a network")


def test_an_empty_network_is_refused():
    with pytest.raises(BrokenNetwork):
        pack(Streets(np.empty((0, 2)), np.empty((0, 2)), np.empty(0), np.empty(0)))


def test_a_point_is_covered_by_the_newest_network_of_its_region(cast):
    lay(cast.district)
    newest = lay(cast.district)
    local, node, metres = networks.covering(*at(2, 3))
    assert (local.key, node) == (newest.pk, 20)
    assert metres < 0.1


def test_a_point_beyond_the_furthest_snap_is_covered_by_none(cast):
    west, south, _east, _north = grid().box
    far_corner = grid()
    lonlat = far_corner.lonlat.copy()
    lonlat[0] = (west - 0.02, south - 0.02)
    lay(cast.district, Streets(lonlat, far_corner.edges, far_corner.metres, far_corner.kind))
    assert networks.covering(west - 0.01, south - 0.005) is None


def test_where_two_networks_overlap_the_one_with_the_nearest_node_counts(cast):
    near = lay(cast.district)
    sparse = grid()
    lay(cast.other_district, Streets(sparse.lonlat[[0, 35]], np.array([[0, 1]]), [600.0], [1]))
    local, _node, _metres = networks.covering(*at(2, 3))
    assert local.key == near.pk


def test_a_network_is_built_once_and_remembered(cast):
    row = lay(cast.district)
    assert networks.network(row.pk) is networks.network(row.pk)
    networks.forget()
    for _ in range(networks.MOST_REMEMBERED + 1):
        networks.network(lay(cast.district).pk)
    assert len(networks._remembered) == networks.MOST_REMEMBERED
