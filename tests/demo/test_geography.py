import numpy as np
import pytest
import shapely

from shanyu.demo import atlas
from shanyu.demo.geography import draw_geography


@pytest.fixture(scope="module")
def gongshu():
    return draw_geography(7, atlas.GONGSHU)


def areas(geography, places):
    return [geography.plane.flat(place.polygon).area for place in places]


def test_gongshu_has_its_eighteen_streets_by_their_real_names(gongshu):
    names = [street.name for street in gongshu.streets]
    assert len(names) == 18
    assert {"拱宸桥街道", "米市巷街道", "半山街道", "石桥街道"} <= set(names)
    assert all(place.synthetic for place in (*gongshu.streets, *gongshu.communities))
    assert not gongshu.district.synthetic


@pytest.mark.parametrize("level", ["streets", "communities"])
def test_the_cells_tile_the_district_without_gap_or_overlap(gongshu, level):
    places = getattr(gongshu, level)
    whole = gongshu.plane.flat(gongshu.district.polygon)
    flat = [gongshu.plane.flat(place.polygon) for place in places]
    union = shapely.union_all(flat)
    # Rounding to six decimals moves the district's own edge by 0.1 m: less than a tenth of a hectare in 9,800.
    assert union.symmetric_difference(whole).area < 1_500
    assert abs(sum(areas(gongshu, places)) - union.area) < 50


def test_communities_nest_in_their_street(gongshu):
    for street in gongshu.streets:
        own = [place for place in gongshu.communities if place.parent == street.code]
        assert own
        assert all(street.polygon.buffer(1e-6).covers(place.polygon) for place in own)


def test_every_place_is_whole_and_holds_its_point(gongshu):
    for place in (*gongshu.streets, *gongshu.communities):
        assert place.polygon.is_valid
        assert place.polygon.buffer(1e-6).contains(shapely.Point(place.point))


def test_streets_of_the_old_town_are_smaller_than_the_outer_ones(gongshu):
    size = dict(zip([s.name for s in gongshu.streets], areas(gongshu, gongshu.streets), strict=True))
    assert max(size["天水街道"], size["长庆街道"]) < min(size["半山街道"], size["康桥街道"]) / 4


def test_a_point_is_in_the_community_around_it(gongshu):
    points = np.array([place.point for place in gongshu.communities])
    assert gongshu.community_of(points).tolist() == list(range(len(points)))


def test_names_are_given_in_english(gongshu):
    assert [place.name_en for place in gongshu.places[:3]] == [
        "Zhejiang Province",
        "Hangzhou City",
        "Gongshu District",
    ]
    assert {"Gongchenqiao Subdistrict"} <= {street.name_en for street in gongshu.streets}


def test_the_second_city_has_forty_three_towns_and_streets():
    assert sum(len(atlas.streets(code)) for code in atlas.HAIKOU) == 43


def test_an_unknown_district_is_an_error():
    with pytest.raises(KeyError):
        draw_geography(1, "110101")


def test_the_package_carries_little_data_and_names_every_file():
    files = [path for path in atlas.DATA.iterdir() if path.suffix != ".md"]
    assert sum(path.stat().st_size for path in files) < 500_000
    sources = (atlas.DATA / "SOURCES.md").read_text("utf-8")
    assert [path.name for path in files if f"`{path.name}`" not in sources] == []
