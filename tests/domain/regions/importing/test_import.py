import json
from datetime import date

import osmium
import pytest
from osmium.osm.mutable import Node, Way

from shanyu.domain.regions.importing import RegionImportOptions, import_regions
from shanyu.domain.regions.models import Boundary, Ground, Population, Region, WalkNetworkData
from shanyu.domain.regions.networks import unpack
from shanyu.kernel.coordinates import from_wgs84
from shanyu.kernel.door import platform
from shanyu.kernel.tabular.problems import UnreadableFile

PLATFORM = platform()


@pytest.fixture
def load(tmp_path):
    def run(files: dict[str, object], **options):
        paths = []
        for name, content in files.items():
            paths.append(tmp_path / name)
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            paths[-1].write_text(text, encoding="utf-8")
        return import_regions(PLATFORM, paths, RegionImportOptions(**options))

    return run


def features(*found: tuple[dict, str, list]) -> dict:
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": p, "geometry": {"type": kind, "coordinates": coordinates}}
            for p, kind, coordinates in found
        ],
    }


def square(west: float, south: float, size: float = 0.01) -> list:
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def told(report) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, str(p.what)) for one in report.files for p in one.tally.first]


def test_divisions_come_from_a_csv_and_bad_rows_are_told(cast, load):
    report = load(
        {
            "区划.csv": "区划代码,名称,上级代码,生效日期\n330105098000,上街道,,2025-01-01\n"
            "33010,坏,,\n330105097,下街道,330199,\n"
        }
    )
    made = Region.objects.get(code="330105098")
    assert (made.name, made.level, made.parent, made.valid.lower) == (
        "上街道", "town", cast.district, date(2025, 1, 1),
    )  # fmt: skip
    assert told(report) == [
        (3, "区划代码", "“33010”不是区划代码。"),
        (4, "上级代码", "没有代码为 330199 的有效区划。"),
    ]
    assert not Region.objects.filter(code="330105097").exists()
    assert (report.files[0].tally.good, report.files[0].tally.bad, report.clean) == (1, 2, False)


def test_a_geojson_of_divisions_brings_names_and_outlines(cast, load):
    data = features(
        ({"code": "330105098", "name": "上街道"}, "Polygon", square(120.2, 30.3)),
        ({"gb": "156330105004", "name": "和睦街道"}, "Polygon", square(120.13, 30.31)),
    )
    report = load({"divisions.geojson": data}, source="测绘局")
    assert report.clean
    assert sorted(Boundary.objects.values_list("region__code", "source")) == [
        ("330105004", "测绘局"),
        ("330105098", "测绘局"),
    ]
    load({"divisions.geojson": data}, source="测绘局")
    assert Boundary.objects.count() == 2


def test_a_dry_run_keeps_nothing(cast, load):
    data = features(({"code": "330105098", "name": "上街道"}, "Polygon", square(120.2, 30.3)))
    report = load({"divisions.geojson": data}, dry_run=True)
    assert dict(report.files[0].saved) == {"区划，可以保存": 1, "边界": 1}
    assert not Region.objects.filter(code="330105098").exists()


def test_an_outline_that_crosses_itself_is_refused_and_the_others_are_kept(cast, load):
    bow = [[[120, 30], [120.1, 30.1], [120.1, 30], [120, 30.1], [120, 30]]]
    report = load(
        {
            "b.geojson": features(
                ({"code": "330105004"}, "Polygon", bow), ({"code": "330105005"}, "Polygon", square(120, 30))
            )
        },
        kind="boundaries",
    )
    assert [(row, column) for row, column, _what in told(report)] == [(1, "geometry")]
    assert "自己相交" in told(report)[0][2]
    assert Boundary.objects.get().region == cast.other_street


def test_outlines_in_another_datum_are_brought_to_wgs84(cast, load):
    lon, lat = from_wgs84((120.13, 30.31), "gcj02")
    ring = square(float(lon), float(lat))
    load({"b.geojson": features(({"code": "330105004"}, "Polygon", ring))}, kind="boundaries", datum="高德")
    assert Boundary.objects.get().west == pytest.approx(120.13, abs=1e-5)


def test_population_needs_a_source_and_a_known_division(cast, load):
    text = (
        '区划代码,年份,起始月龄,截止月龄,人数\n330105004,2025,0,36,"1,234"\n'
        "330105999,2025,0,36,5\n330105004,2025,36,36,5\n"
    )
    report = load({"人口.csv": text}, source="公安年报")
    assert list(Population.objects.values_list("region__code", "people", "to_month", "source")) == [
        ("330105004", 1234, 36, "公安年报")
    ]
    assert sorted((row, column) for row, column, _what in told(report)) == [(3, "区划代码"), (4, "截止月龄")]
    bare = load({"人口.csv": text})
    assert {what for _row, _column, what in told(bare)} >= {"没有写数据来源。"}


def test_a_network_of_edges_and_nodes_keeps_its_largest_part(cast, load):
    report = load(
        {
            "edges.csv": "u,v,length\n1,2,100.5\n2,3,\n8,9,50\n1,7,10\n",
            "nodes.csv": "id,lon,lat\n1,120.13,30.31\n2,120.131,30.31\n3,120.132,30.31\n8,120.2,30.3\n9,120.2,30.301\n",
        },
        region_code="330105",
        source="测绘局",
    )
    row = WalkNetworkData.objects.get()
    assert (row.region, row.nodes, row.edges, row.source) == (cast.district, 3, 2, "测绘局")
    assert unpack(row.arrays).metres.tolist() == [100.5, pytest.approx(96, abs=0.5)]
    assert [what for _row, _column, what in told(report)] == ["节点表里没有 7。"]
    assert any("2 块互不相连" in str(note.what) for note in report.files[0].notes)


def test_a_network_of_lines_meets_where_they_share_a_point(cast, load):
    load(
        {
            "roads.geojson": features(
                ({"highway": "primary"}, "LineString", [[120.13, 30.31], [120.131, 30.31]]),
                ({"highway": "footway"}, "LineString", [[120.131, 30.31], [120.131, 30.312]]),
                ({}, "Polygon", square(120, 30)),
            )
        },
        region_code="330105",
    )
    streets = unpack(WalkNetworkData.objects.get().arrays)
    assert (len(streets.lonlat), streets.kind.tolist()) == (3, [0, 2])


def test_a_network_without_a_region_is_asked_for_one(cast, load):
    with pytest.raises(UnreadableFile, match="--region"):
        load({"roads.geojson": features(({}, "LineString", [[120.13, 30.31], [120.131, 30.31]]))})


def test_ground_is_told_by_its_tags(cast, load):
    report = load(
        {
            "ground.geojson": features(
                ({"natural": "water"}, "Polygon", square(120.1, 30.3)),
                ({"leisure": "park"}, "Polygon", square(120.2, 30.3)),
                ({"railway": "rail"}, "LineString", [[120.1, 30.3], [120.2, 30.3]]),
                ({"building": "yes"}, "Polygon", square(120.3, 30.3)),
            )
        },
        region_code="330105",
    )
    assert sorted(Ground.objects.values_list("kind", flat=True)) == ["green", "rail", "water"]
    assert [(row, column) for row, column, _what in told(report)] == [(4, "kind")]


@pytest.fixture
def extract(tmp_path):
    """Three crossings of a residential street, a motorway, a private drive, an island, and a park's outline."""
    path = tmp_path / "town.osm.pbf"
    places = {
        1: (120.13, 30.31),
        2: (120.131, 30.31),
        3: (120.132, 30.31),
        4: (120.2, 30.3),
        5: (120.201, 30.3),
    }
    with osmium.SimpleWriter(str(path)) as out:
        for key, place in places.items():
            out.add_node(Node(id=key, location=place))
        for key, (nodes, tags) in enumerate(
            [
                ([1, 2, 3], {"highway": "residential"}),
                ([1, 3], {"highway": "motorway"}),
                ([1, 4], {"highway": "service", "access": "private"}),
                ([4, 5], {"highway": "footway"}),
                ([2, 3], {"highway": "construction"}),
                ([1, 2, 3, 1], {"leisure": "park"}),
            ],
            start=1,
        ):
            out.add_way(Way(id=key, nodes=nodes, tags=tags))
    return path


def test_an_openstreetmap_extract_gives_its_walkable_ways_and_says_what_it_left_out(cast, extract):
    report = import_regions(PLATFORM, [extract], RegionImportOptions(region_code="330105"))
    row = WalkNetworkData.objects.get()
    assert (row.nodes, row.edges, row.source) == (3, 2, "© OpenStreetMap contributors (ODbL 1.0)")
    assert unpack(row.arrays).kind.tolist() == [1, 1]
    notes = " ".join(str(note.what) for note in report.files[0].notes)
    for words in ("高速公路", "不让行人通过", "还没有建成", "2 块互不相连", "ODbL"):
        assert words in notes


def test_a_file_that_is_no_extract_is_refused_in_words(cast, tmp_path):
    path = tmp_path / "town.osm.pbf"
    path.write_bytes(b"no map")
    with pytest.raises(UnreadableFile, match="OpenStreetMap"):
        import_regions(PLATFORM, [path], RegionImportOptions(region_code="330105"))


def test_a_table_that_is_none_of_ours_is_refused_in_words(cast, load):
    with pytest.raises(UnreadableFile, match="--kind"):
        load({"x.csv": "apples,pears\n1,2\n"})
