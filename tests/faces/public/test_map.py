"""The JSON that the map is drawn from."""

import pytest
from django.test import Client

from shanyu.domain.regions.models import Boundary
from shanyu.faces.public.views.maps import walk_words
from shanyu.kernel.coordinates import Datum, from_wgs84
from shanyu.ui import maps
from tests import cast as people

SQUARE = [[120.13, 30.30], [120.15, 30.30], [120.15, 30.32], [120.13, 30.32], [120.13, 30.30]]


@pytest.fixture
def visitor(cast) -> Client:
    Boundary.objects.create(
        region=cast.street, geometry={"type": "Polygon", "coordinates": [SQUARE]}, west=120.13, south=30.30,
        east=120.15, north=30.32, area_km2=4, source="测试", synthetic=True, valid=people.SINCE,
    )  # fmt: skip
    return Client()


def json(client: Client, path: str, status: int = 200) -> dict:
    response = client.get(path)
    assert response.status_code == status
    return response.json() if status == 200 else {}


def test_the_pins_are_the_sites_of_the_list_with_kind_and_state(visitor):
    found = json(visitor, "/map/sites.json?near=120.1370,30.3120&kind=nursery&kind=station")
    assert found["total"] == 4
    assert [
        (one["properties"]["name"], one["properties"]["kind"], one["properties"]["state"])
        for one in found["features"]
    ] == [
        ("小竹林托育园", "nursery", "free"),
        ("和睦成长驿站", "station", "open"),
        ("小竹林托育园柳浪分园", "nursery", "free"),
        ("北山托育园", "nursery", "warning"),
    ]
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [120.1365, 30.312]}


def test_a_pin_says_what_the_card_says(visitor, cast):
    facts = json(visitor, "/map/sites.json?inclusive=on")["features"][0]["properties"]
    assert facts["facts"] == "空位 5 个 · ¥2,680/月 · 07:30–18:30"
    assert facts["url"] == f"/sites/{cast.bamboo.public_id}/"
    assert facts["trust"] == "已备案，有效"


def test_the_ground_names_the_streets_and_says_that_they_are_drawn(visitor):
    found = json(visitor, "/map/ground.json?bbox=120.10,30.28,120.20,30.36")
    assert [one["properties"]["name"] for one in found["names"]["features"]] == ["和睦街道"]
    assert found["names"]["features"][0]["geometry"]["coordinates"] == pytest.approx([120.14, 30.31])
    assert found["note"] == "地图数据：测试，2026年11月21日。街道边界与路网为演示用的合理划分。"


@pytest.mark.parametrize("path", ["/map/ground.json", "/map/streets.json"])
@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "nan,1,2,3", "120,30,119,31", "900,1,901,2"])
def test_a_box_that_is_none_is_refused_in_words(visitor, path, box):
    json(visitor, f"{path}?bbox={box}", 422)


def test_streets_without_a_network_are_an_empty_collection(visitor):
    found = json(visitor, "/map/streets.json?bbox=120.13,30.30,120.16,30.32&detail=all")
    assert found["streets"] == {"type": "FeatureCollection", "features": []}


def test_the_walk_without_a_network_is_a_circle_that_says_it_is_estimated(visitor):
    found = json(visitor, "/map/walk.json?near=120.1370,30.3120&minutes=10")
    assert (found["estimated"], found["minutes"], found["area"]["type"]) == (True, 10.0, "Polygon")
    assert found["note"] == "这里还没有路网，分钟数按直线距离乘以1.3估算。"
    json(visitor, "/map/walk.json?near=&minutes=10", 422)
    json(visitor, "/map/walk.json?near=120.1,30.3&minutes=99", 422)


def test_the_words_of_minutes_say_how_they_were_come_by():
    assert walk_words(True, 1.3, None) == "分钟数按步行路网计算。"


def test_over_shifted_tiles_everything_is_drawn_shifted_and_taps_come_back(visitor, cast, settings):
    settings.SHANYU_TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"
    settings.SHANYU_TILE_DATUM = "GCJ02"
    drawn = json(visitor, "/map/sites.json?inclusive=on")["features"][0]["geometry"]["coordinates"]
    expected = from_wgs84([cast.bamboo.lon, cast.bamboo.lat], Datum.GCJ02)
    assert drawn == pytest.approx(expected.tolist(), abs=1e-6)
    tap = ",".join(str(part) for part in drawn)
    asked = visitor.get(f"/find/?tap={tap}").context["asked"]
    assert asked.near == pytest.approx((cast.bamboo.lon, cast.bamboo.lat), abs=2e-4)


def test_a_geometry_of_any_depth_is_shifted_whole(settings):
    assert maps.drawn_geometry({"type": "Point", "coordinates": [120.1, 30.3]})["coordinates"] == [
        120.1,
        30.3,
    ]
    settings.SHANYU_TILE_URL, settings.SHANYU_TILE_DATUM = "https://tiles.example/", "GCJ02"
    moved = maps.drawn_geometry({"type": "MultiPolygon", "coordinates": [[SQUARE]]})
    assert moved["coordinates"][0][0][0] == pytest.approx(maps.drawn(*SQUARE[0]))
    assert len(moved["coordinates"][0][0]) == len(SQUARE)
