import numpy as np
import pytest
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from shanyu.demo import atlas
from shanyu.demo.blocks import Town, area
from shanyu.demo.cast import HOME
from shanyu.demo.geography import draw_geography
from shanyu.demo.network import draw_network


@pytest.fixture(scope="module")
def gongshu():
    return draw_geography(7, atlas.GONGSHU)


@pytest.fixture(scope="module")
def network(gongshu):
    return draw_network(7, gongshu)


def small(geography, seed):
    window = geography.plane.globe(shapely.Point(geography.plane.metres([HOME])[0]).buffer(800))
    return draw_network(seed, geography, window)


def test_a_district_has_some_twenty_thousand_nodes(network):
    assert 18_000 <= len(network.lonlat) <= 22_000


def test_the_network_is_one_connected_whole(network):
    count = len(network.lonlat)
    graph = coo_matrix((np.ones(len(network.edges)), network.edges.T), shape=(count, count))
    assert connected_components(graph, directed=False)[0] == 1


def test_no_edge_is_a_loop_or_given_twice(network):
    ordered = np.sort(network.edges, axis=1)
    assert (ordered[:, 0] < ordered[:, 1]).all()
    assert len(np.unique(ordered, axis=0)) == len(ordered)


def test_lengths_are_those_of_the_drawn_lines(gongshu, network):
    xy = gongshu.plane.metres(network.lonlat)
    drawn = np.hypot(*(xy[network.edges[:, 0]] - xy[network.edges[:, 1]]).T)
    assert np.abs(drawn - network.metres).max() < 0.3
    assert network.metres.min() > 5


def test_all_nodes_lie_in_the_district(gongshu, network):
    assert shapely.contains_xy(gongshu.district.polygon.buffer(1e-6), network.lonlat).all()


def test_only_some_streets_cross_the_canal(gongshu, network):
    canal = max((gongshu.plane.flat(water) for water in network.water), key=lambda shape: shape.length)
    xy = gongshu.plane.metres(network.lonlat)
    crossing = shapely.intersects(shapely.linestrings(xy[network.edges]), canal.buffer(-2))
    assert 5 <= crossing.sum() <= 60
    assert (network.kind[crossing] < 2).all()


def test_a_neighbourhood_has_some_four_hundred_nodes(gongshu):
    assert 250 <= len(small(gongshu, 7).lonlat) <= 600


def test_the_same_seed_gives_the_same_network_and_another_seed_another(gongshu):
    one, two, other = small(gongshu, 7), small(gongshu, 7), small(gongshu, 8)
    assert one.lonlat.tobytes() == two.lonlat.tobytes()
    assert one.edges.tobytes() == two.edges.tobytes()
    assert one.lonlat.tobytes() != other.lonlat.tobytes()


def square(town, size):
    nodes = [town.node(point) for point in ((0.0, 0.0), (size, 0.0), (size, size), (0.0, size))]
    sides = [town.side(nodes[i], nodes[(i + 1) % 4], 1) for i in range(4)]
    return [(side, 0.0, side.length) for side in sides]


def test_two_halves_of_a_block_have_its_area():
    town = Town()
    block = square(town, 200.0)
    one, two = town.split(block, 0.4, 0.1, 2)
    assert area(one) + area(two) == pytest.approx(40_000)
    assert len(town.points) == 6


def test_a_block_too_small_for_a_street_is_left_whole():
    town = Town()
    assert town.split(square(town, 40.0), 0.5, 0.0, 2) is None
    assert len(town.points) == 4


def test_a_street_that_ends_near_a_crossing_joins_it():
    town = Town()
    left, right = town.split(square(town, 400.0), 0.5, 0.0, 1)
    for half in (left, right):
        town.split(half, 0.5, 0.0, 2)
    assert len(town.points) == 9
