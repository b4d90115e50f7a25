import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay

from shanyu.engines.access import WalkNetwork, warm_up

CHAIN_XY = [[0, 0], [80, 0], [160, 0], [400, 0], [1000, 1000]]
CHAIN_EDGES = [[0, 1], [1, 2], [2, 3]]
CHAIN_METRES = [80, 80, 240]


@pytest.fixture
def chain():
    """Five nodes: four in a row, 1, 1 and 3 minutes apart, and one that no way leads to."""
    return WalkNetwork(CHAIN_XY, CHAIN_EDGES, CHAIN_METRES)


def planar(seed, nodes):
    """A random planar network: a triangulation that has lost some of its edges; lengths are a bit winding."""
    random = np.random.default_rng(seed)
    xy = random.uniform(0, 60 * np.sqrt(nodes), (nodes, 2))
    corners = Delaunay(xy).simplices
    edges = np.unique(np.sort(np.concatenate((corners[:, :2], corners[:, 1:])), axis=1), axis=0)
    edges = edges[random.random(len(edges)) < 0.8]
    straight = np.hypot(*(xy[edges[:, 0]] - xy[edges[:, 1]]).T)
    return WalkNetwork(xy, edges, straight * random.uniform(1, 1.3, len(edges)))


def by_scipy(network, sites, limit):
    rows, columns = network.edges.T
    shape = (len(network), len(network))
    graph = csr_array((network.metres / network.metres_per_minute, (rows, columns)), shape=shape)
    return dijkstra(graph, directed=False, indices=sites, limit=limit)


def dense(matrix):
    full = np.full(matrix.shape, np.inf)
    pairs = matrix.tocoo()
    full[pairs.row, pairs.col] = pairs.data
    return full


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), nodes=st.integers(20, 300), limit=st.floats(0.5, 30))
def test_minutes_agree_with_scipy_on_random_planar_networks(seed, nodes, limit):
    network = planar(seed, nodes)
    sites = np.random.default_rng(seed).integers(0, nodes, 7)
    expected = by_scipy(network, sites, limit)
    assert_allclose(dense(network.within(sites, limit)), expected.T, atol=1e-6)
    assert_allclose(network.minutes_to_nearest(sites, limit), expected.min(axis=0), atol=1e-6)


def test_minutes_to_nearest_are_exact_on_a_chain(chain):
    assert_array_equal(chain.minutes_to_nearest([0], 15), [0, 1, 2, 5, np.inf])
    assert_array_equal(chain.minutes_to_nearest([0, 3], 15), [0, 1, 2, 0, np.inf])


def test_the_limit_is_inclusive(chain):
    assert_array_equal(chain.minutes_to_nearest([0], 2), [0, 1, 2, np.inf, np.inf])
    assert_array_equal(chain.minutes_to_nearest([0], 0), [0, np.inf, np.inf, np.inf, np.inf])


def test_no_limit_reaches_all_that_is_connected(chain):
    assert_array_equal(chain.minutes_to_nearest([3], np.inf), [5, 4, 3, 0, np.inf])


def test_a_faster_walker_needs_less_time():
    network = WalkNetwork(CHAIN_XY, CHAIN_EDGES, CHAIN_METRES, walking_speed=9.6)
    assert_array_equal(network.minutes_to_nearest([0], 15), [0, 0.5, 1, 2.5, np.inf])


def test_within_stores_zero_minutes_and_leaves_out_the_unreachable(chain):
    matrix = chain.within([0, 2, 4], 2)
    assert matrix.shape == (5, 3)
    assert matrix.indptr.tolist() == [0, 2, 4, 6, 6, 7]
    assert matrix.indices.tolist() == [0, 1, 0, 1, 0, 1, 2]
    assert matrix.data.tolist() == [0, 2, 1, 1, 2, 0, 0]


def test_a_site_listed_twice_has_two_equal_columns(chain):
    assert_array_equal(dense(chain.within([1, 1], 1)), [[1, 1], [0, 0], [1, 1], [np.inf] * 2, [np.inf] * 2])


def test_no_sites_reach_nothing(chain):
    assert_array_equal(chain.minutes_to_nearest([], 15), np.full(5, np.inf))
    assert chain.within([], 15).shape == (5, 0)
    assert chain.within([], 15).nnz == 0


def test_more_pairs_than_the_first_buffer_holds_are_kept():
    count = 3000
    line = np.arange(count)
    network = WalkNetwork(np.c_[line, line], np.c_[line[:-1], line[1:]], np.full(count - 1, 80.0))
    matrix = network.within([0, count - 1], np.inf)
    assert_array_equal(dense(matrix), np.c_[line, line[::-1]])


def test_a_network_without_edges_reaches_only_its_sites():
    network = WalkNetwork([[0, 0], [1, 1]], [], [])
    assert_array_equal(network.minutes_to_nearest([1], 15), [np.inf, 0])
    assert_array_equal(network.components(), [0, 1])


def test_a_zero_length_joins_two_nodes_at_one_place():
    network = WalkNetwork([[0, 0], [0, 0], [80, 0]], [[0, 1], [1, 2]], [0, 80])
    assert_array_equal(network.minutes_to_nearest([0], 15), [0, 0, 1])
    assert network.within([0], 15).data.tolist() == [0, 0, 1]
    assert network.isochrone(network.minutes_to_nearest([0], 15), 15).area > 0


def test_of_parallel_edges_the_shortest_counts_and_loops_do_not_matter():
    network = WalkNetwork([[0, 0], [80, 0]], [[0, 1], [1, 0], [0, 0]], [240, 80, 8])
    assert_array_equal(network.minutes_to_nearest([0], 15), [0, 1])


def test_a_point_is_walked_to_its_nearest_node_first(chain):
    assert_allclose(chain.minutes_from((80, 40), 15), [1.5, 0.5, 1.5, 4.5, np.inf])
    assert_array_equal(chain.minutes_from((80, 40), 0.4), np.full(5, np.inf))


def test_nearest_node_answers_for_one_point_or_many(chain):
    nodes, metres = chain.nearest_node((70, 0))
    assert (nodes.tolist(), metres.tolist()) == ([1], [10])
    nodes, metres = chain.nearest_node([[0, 3], [1000, 996]])
    assert (nodes.tolist(), metres.tolist()) == ([0, 4], [3, 4])


def test_components_are_numbered_from_the_largest():
    network = WalkNetwork(np.zeros((6, 2)), [[0, 1], [2, 3], [3, 4]], [1, 1, 1])
    assert network.components().tolist() == [1, 1, 0, 0, 0, 2]


def test_arrays_given_in_are_copied():
    metres = np.array(CHAIN_METRES, dtype=float)
    network = WalkNetwork(CHAIN_XY, CHAIN_EDGES, metres)
    metres[:] = 1
    assert network.metres.tolist() == CHAIN_METRES


def test_warming_up_compiles_without_complaint():
    warm_up()


@pytest.mark.parametrize(
    ("node_xy", "edges", "metres", "message"),
    [
        ([], [], [], "node_xy must have the shape"),
        (np.empty((0, 2)), [], [], "at least one node"),
        ([[0, 0, 0]], [], [], "node_xy must have the shape"),
        ([[0, np.nan]], [], [], "node_xy must be finite"),
        (CHAIN_XY, [[0, 5]], [1], "indices of nodes, from 0 to 4"),
        (CHAIN_XY, [[-1, 1]], [1], "indices of nodes"),
        (CHAIN_XY, [[0.0, 1.0]], [1], "whole numbers"),
        (CHAIN_XY, [[0, 1, 2]], [1], "edges must have the shape"),
        (CHAIN_XY, [0, 1], [1], "2 dimension"),
        (CHAIN_XY, [[0, 1]], [1, 2], "one length for each of 1 edges"),
        (CHAIN_XY, [[0, 1]], [-1], "not negative"),
        (CHAIN_XY, [[0, 1]], [np.nan], "finite"),
        (CHAIN_XY, [[0, 1]], [np.inf], "finite"),
    ],
)
def test_a_malformed_network_is_refused(node_xy, edges, metres, message):
    with pytest.raises(ValueError, match=message):
        WalkNetwork(node_xy, edges, metres)


@pytest.mark.parametrize("speed", [0, -1, np.nan, np.inf])
def test_an_impossible_walking_speed_is_refused(speed):
    with pytest.raises(ValueError, match="walking_speed"):
        WalkNetwork(CHAIN_XY, CHAIN_EDGES, CHAIN_METRES, walking_speed=speed)


@pytest.mark.parametrize("sites", [[5], [-1], [0.5], [[0]]])
def test_sites_that_are_no_nodes_are_refused(chain, sites):
    with pytest.raises(ValueError, match="sites must"):
        chain.minutes_to_nearest(sites, 15)
    with pytest.raises(ValueError, match="sites must"):
        chain.within(sites, 15)


@pytest.mark.parametrize("limit", [-1, np.nan])
def test_an_impossible_limit_is_refused(chain, limit):
    with pytest.raises(ValueError, match="limit"):
        chain.within([0], limit)


def test_a_malformed_point_is_refused(chain):
    with pytest.raises(ValueError, match="one point"):
        chain.minutes_from([[0, 0], [1, 1]], 15)
    with pytest.raises(ValueError, match="finite"):
        chain.minutes_from((np.nan, 0), 15)
