from datetime import date

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.regions import actions, queries
from shanyu.domain.regions.drafts import BoundaryDraft, GroundDraft, PopulationDraft, RegionDraft
from shanyu.domain.regions.models import Boundary, Ground, Population, Region
from shanyu.domain.regions.refusals import HistoryOverlaps, NoSuchRegion, StillHasDivisions
from shanyu.kernel.door import Invalid, OutOfReach, SignInNeeded, nobody, platform
from shanyu.kernel.events import subscribe, unsubscribe
from tests.domain.regions.ground import grid

SQUARE = {"type": "Polygon", "coordinates": [[[120, 30], [120, 30.1], [120.1, 30.1], [120.1, 30], [120, 30]]]}
WIDE = {"type": "Polygon", "coordinates": [[[120, 30], [120.2, 30], [120.2, 30.1], [120, 30.1], [120, 30]]]}
PLATFORM = platform()


@pytest.fixture
def heard():
    told = []

    def hear(**facts):
        told.append(facts)

    names = ("regions.network_saved", "regions.region_merged")
    for name in names:
        subscribe(name, hear)
    yield told
    for name in names:
        unsubscribe(name, hear)


def draw(code: str, geometry: dict, since: date | None = None) -> Boundary:
    (made,) = actions.save_boundaries(PLATFORM, [BoundaryDraft(code, geometry, "测试", since=since)])
    return made


def test_divisions_find_their_parents_by_code_whatever_the_order(cast):
    made = actions.save_regions(
        PLATFORM, [RegionDraft("330105099001", "新社区"), RegionDraft("330105099", "新街道")]
    )
    assert [(r.code, r.level, r.parent.code) for r in made] == [
        ("330105099", "town", "330105"),
        ("330105099001", "community", "330105099"),
    ]


def test_saving_divisions_again_changes_nothing_and_a_name_is_corrected(cast):
    draft = RegionDraft("330105004", "和睦街道")
    assert actions.save_regions(PLATFORM, [draft]) == []
    (changed,) = actions.save_regions(PLATFORM, [RegionDraft("330105004", "和睦新街道", "Hemu")])
    assert (changed.pk, changed.name, changed.name_en) == (cast.street.pk, "和睦新街道", "Hemu")


def test_a_moved_division_takes_everything_below_it_along(cast):
    actions.save_regions(PLATFORM, [RegionDraft("330105004", "和睦街道", parent="330106")])
    codes = [r.code for r in queries.region_tree(nobody(), under=cast.other_district)]
    assert codes == ["330105004", "330105004001", "330106", "330106003"]


@pytest.mark.parametrize("code", ["3", "33010", "ABCDEF"])
def test_a_code_of_no_level_is_refused(cast, code):
    with pytest.raises(Invalid):
        actions.save_regions(PLATFORM, [RegionDraft(code, "无")])


def test_a_merged_division_keeps_its_history_and_names_its_successor(cast, heard):
    draw("330105004001", SQUARE)
    day = date(2026, 12, 1)
    actions.close_region(PLATFORM, cast.community, on=day, successor=cast.other_street)
    cast.community.refresh_from_db()
    assert cast.community.valid == DateRange(date(2020, 1, 1), day)
    assert cast.community.successor == cast.other_street
    assert cast.community.boundaries.get().valid == DateRange(date(2020, 1, 1), day)
    assert heard == [{"region_id": cast.community.pk, "successor_id": cast.other_street.pk, "on": day}]
    assert queries.locate(nobody(), 120.05, 30.05, on=date(2026, 11, 30)) == cast.community
    assert queries.locate(nobody(), 120.05, 30.05, on=day) is None


def test_a_division_with_divisions_below_it_is_not_closed(cast):
    with pytest.raises(StillHasDivisions):
        actions.close_region(PLATFORM, cast.street, on=date(2026, 12, 1))


def test_a_division_is_not_merged_into_itself_nor_closed_before_it_began(cast):
    with pytest.raises(Invalid):
        actions.close_region(PLATFORM, cast.community, on=date(2026, 12, 1), successor=cast.community)
    with pytest.raises(Invalid):
        actions.close_region(PLATFORM, cast.community, on=date(2019, 1, 1))


def test_a_new_outline_ends_the_one_before(cast):
    first = draw("330105004", SQUARE)
    second = draw("330105004", WIDE, date(2026, 11, 1))
    first.refresh_from_db()
    assert (first.valid, second.valid) == (
        DateRange(date(2020, 1, 1), date(2026, 11, 1)),
        DateRange(date(2026, 11, 1), None),
    )
    assert second.area_km2 == pytest.approx(214, abs=1)
    draw("330105004", SQUARE, date(2026, 11, 1))
    assert cast.street.boundaries.count() == 2
    with pytest.raises(HistoryOverlaps):
        draw("330105004", SQUARE, date(2026, 10, 1))


def test_an_outline_is_turned_counter_clockwise(cast):
    assert draw("330105004", SQUARE).geometry["coordinates"][0][1] == (120.1, 30.0)


def test_an_outline_that_crosses_itself_is_refused(cast):
    bow = {
        "type": "Polygon",
        "coordinates": [[[120, 30], [120.1, 30.1], [120.1, 30], [120, 30.1], [120, 30]]],
    }
    with pytest.raises(Invalid):
        draw("330105004", bow)


def test_an_outline_of_an_unknown_division_is_refused(cast):
    with pytest.raises(NoSuchRegion):
        draw("999999", SQUARE)


def test_people_counted_again_by_the_same_source_are_corrected(cast):
    for people in (900, 950):
        actions.save_populations(PLATFORM, [PopulationDraft("330105004", 2025, 0, 36, people, "公报")])
    actions.save_populations(PLATFORM, [PopulationDraft("330105004", 2025, 0, 36, 800, "抽样")])
    assert sorted(Population.objects.values_list("source", "people")) == [("公报", 950), ("抽样", 800)]


def test_a_saved_network_is_told_to_those_who_stand_on_it(cast, heard):
    row = actions.save_network(PLATFORM, cast.district, grid(), source="测试")
    assert (row.nodes, row.edges) == (36, 60)
    assert heard == [{"network_id": row.pk}]


def test_ground_of_a_kind_replaces_what_was_there(cast):
    def save(kind: str) -> int:
        return actions.save_ground(PLATFORM, cast.district, [GroundDraft(kind, SQUARE)], source="测试")

    assert [save("water"), save("green"), save("water")] == [1, 1, 1]
    assert sorted(Ground.objects.values_list("kind", flat=True)) == ["green", "water"]


def test_only_the_platform_and_its_administrators_on_duty_keep_regions(cast):
    drafts = [RegionDraft("330105099", "新街道")]
    with pytest.raises(SignInNeeded):
        actions.save_regions(nobody(), drafts)
    with pytest.raises(OutOfReach):
        actions.save_regions(cast.actor("city_officer"), drafts)
    assert not Region.objects.filter(code="330105099").exists()
