from datetime import date

import pytest
from psycopg.types.range import DateRange
from shapely.geometry import Point, shape

from shanyu.domain.regions import queries
from shanyu.domain.regions.models import Ground
from shanyu.engines.access import haversine_m
from shanyu.kernel.door import Invalid, nobody
from tests.domain.regions.ground import at, lay, outline

ANYBODY = nobody()


def test_minutes_go_along_the_streets_from_the_snapped_node(cast):
    lay(cast.district)
    walk = queries.walk_from(ANYBODY, *at(0, 0))
    near, far = walk.minutes_to([(1, *at(3, 0), 3, 0.0), (2, *at(5, 5), 35, 0.0)])
    assert (walk.known, near.estimated, far.estimated) == (True, False, False)
    assert near.minutes == pytest.approx(3, abs=0.01)
    assert (far.minutes, far.metres) == (pytest.approx(10, abs=0.01), pytest.approx(800, abs=1))


def test_a_site_snapped_to_another_network_is_snapped_anew(cast):
    lay(cast.district)
    walk = queries.walk_from(ANYBODY, *at(0, 0))
    stale, never = walk.minutes_to([(1, *at(3, 0), 30, 12.0), (2, *at(3, 0), None, None)])
    assert stale == never
    assert stale.minutes == pytest.approx(3, abs=0.01)


def test_a_site_off_the_network_is_estimated(cast):
    lay(cast.district)
    lon, lat = at(0, 0)
    (time,) = queries.walk_from(ANYBODY, lon, lat).minutes_to([(1, lon + 0.02, lat, None, None)])
    assert time.estimated
    assert time.metres == pytest.approx(float(haversine_m((lon, lat), (lon + 0.02, lat))) * 1.3)


def test_without_a_network_the_straight_line_times_the_factor_is_used_and_said(cast):
    walk = queries.walk_from(ANYBODY, 120.13, 30.27)
    (time,) = walk.minutes_to([(1, 120.14, 30.27, 7, 3.0)])
    assert (walk.known, walk.factor, walk.network_note) == (False, 1.3, None)
    assert time.estimated
    assert time.minutes == pytest.approx(time.metres / 80)
    area = shape(walk.area)
    assert area.contains(Point(120.13 + 0.009, 30.27))
    assert not area.contains(Point(120.13 + 0.011, 30.27))


def test_the_area_of_a_walk_holds_what_is_reached_and_not_more(cast):
    lay(cast.district)
    walk = queries.walk_from(ANYBODY, *at(0, 0), minutes=3)
    area = shape(walk.area)
    assert area.contains(Point(at(2, 1)))
    assert not area.contains(Point(at(4, 1)))
    assert (walk.network_note.source, walk.network_note.synthetic) == ("测试路网", True)


def test_no_site_takes_no_time(cast):
    assert queries.walk_from(ANYBODY, 120.13, 30.27).minutes_to([]) == []


@pytest.mark.parametrize(("lon", "lat", "minutes"), [(200, 30, 15), (120, float("nan"), 15), (120, 30, 0)])
def test_a_walk_from_nowhere_or_for_no_time_is_refused(cast, lon, lat, minutes):
    with pytest.raises(Invalid):
        queries.walk_from(ANYBODY, lon, lat, minutes=minutes)


def test_the_tree_lists_parents_before_children_with_their_depth(cast):
    found = queries.region_tree(ANYBODY, under=cast.district)
    assert [(r.code, r.depth) for r in found] == [
        ("330105", 0), ("330105004", 1), ("330105004001", 2), ("330105005", 1),
    ]  # fmt: skip
    assert found == queries.region_tree(ANYBODY, under="330105")
    assert queries.region_tree(ANYBODY, under="999999") == []


def test_the_tree_of_a_past_day_shows_what_was_then(cast):
    cast.other_street.valid = DateRange(date(2020, 1, 1), date(2024, 1, 1))
    cast.other_street.save()
    codes = [r.code for r in queries.region_tree(ANYBODY, under=cast.district)]
    then = [r.code for r in queries.region_tree(ANYBODY, under=cast.district, on=date(2023, 1, 1))]
    assert codes == ["330105", "330105004", "330105004001"]
    assert then == [*codes, "330105005"]


def test_a_region_is_found_by_code_by_name_and_by_a_part_of_it(cast):
    assert [r.code for r in queries.find_region(ANYBODY, "330105004")] == ["330105004", "330105004001"]
    assert [r.name for r in queries.find_region(ANYBODY, "和睦")] == ["和睦街道", "和睦社区"]
    assert queries.find_region(ANYBODY, " ") == []


def test_the_smallest_region_around_a_point_is_located(cast):
    outline(cast.district, 120.10, 30.28, 120.20, 30.36)
    outline(cast.street, 120.12, 30.30, 120.14, 30.32)
    assert queries.locate(ANYBODY, 120.13, 30.31) == cast.street
    assert queries.locate(ANYBODY, 120.19, 30.31) == cast.district
    assert queries.locate(ANYBODY, 121.0, 30.31) is None


def test_a_boundary_is_a_feature_that_says_it_is_drawn(cast):
    outline(cast.street, 120.12, 30.30, 120.14, 30.32)
    found = queries.boundary_of(ANYBODY, cast.street)
    assert found["properties"] == {
        "kind": "town", "code": "330105004", "name": "和睦街道", "name_en": "", "source": "测试边界",
        "synthetic": True,
    }  # fmt: skip
    assert queries.boundary_of(ANYBODY, cast.other_street) is None


def test_the_map_shows_main_streets_only_when_it_is_wide(cast):
    lay(cast.district)
    lon, lat = at(0, 0)
    close = queries.map_streets(ANYBODY, (lon - 0.01, lat - 0.01, lon + 0.02, lat + 0.02))
    wide = queries.map_streets(ANYBODY, (lon - 0.2, lat - 0.2, lon + 0.2, lat + 0.2))
    asked = queries.map_streets(ANYBODY, (lon - 0.01, lat - 0.01, lon + 0.02, lat + 0.02), "main")
    assert [f["properties"]["kind"] for f in close["features"]] == ["main", "street"]
    assert [f["properties"]["kind"] for f in wide["features"]] == ["main"]
    assert [f["properties"]["kind"] for f in asked["features"]] == ["main"]
    assert close["sources"] == [{"source": "测试路网", "synthetic": True}]
    elsewhere = queries.map_streets(ANYBODY, (100, 30, 100.01, 30.01))
    assert elsewhere == {"type": "FeatureCollection", "features": [], "sources": []}


def test_the_ground_shows_water_and_boundaries_cut_to_the_box(cast):
    Ground.objects.create(
        region=cast.district, kind="water", source="测试水系", synthetic=False,
        geometry={"type": "Polygon", "coordinates": [[[120, 30.30], [121, 30.30], [121, 30.31], [120, 30.30]]]},
    )  # fmt: skip
    outline(cast.street, 120.12, 30.30, 120.14, 30.32)
    found = queries.map_ground(ANYBODY, (120.13, 30.29, 120.15, 30.31))
    assert [(f["properties"]["kind"], f["properties"]["synthetic"]) for f in found["features"]] == [
        ("water", False),
        ("boundary", True),
    ]
    xs = [x for x, _y in found["features"][0]["geometry"]["coordinates"][0]]
    assert (min(xs), max(xs)) == (120.129, 120.151)
    assert found["features"][1]["geometry"]["type"] in ("LineString", "MultiLineString")
    assert {note["source"] for note in found["sources"]} == {"测试水系", "测试边界"}


def test_an_impossible_box_is_refused(cast):
    with pytest.raises(Invalid):
        queries.map_streets(ANYBODY, (120.2, 30, 120.1, 31))


def test_a_street_is_a_place_inside_its_boundary(cast):
    outline(cast.street, 120.12, 30.30, 120.14, 30.32)
    found = queries.geocode(ANYBODY, "和睦街道")
    assert [(p.name, p.detail, p.kind, p.region_code, p.exact) for p in found[:1]] == [
        ("和睦街道", "拱墅区", "town", "330105004", True)
    ]
    assert (120.12 < found[0].lon < 120.14, 30.30 < found[0].lat < 30.32) == (True, True)
    assert queries.geocode(ANYBODY, "和") == []
