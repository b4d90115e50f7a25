import pickle
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely

from shanyu import demo
from shanyu.demo.care import SIZES, drop_in_places
from shanyu.demo.cast import draw_cast
from shanyu.demo.network import where_nobody_builds
from shanyu.demo.plan import SCALES, plan_city, profile_of
from shanyu.demo.prose import DRAWINGS
from shanyu.demo.specs import Ground
from shanyu.demo.streams import stream

TODAY = date(2026, 11, 21)
KINDS = {
    "nursery",
    "kindergarten",
    "home_based",
    "station",
    "custody_station",
    "school",
    "guidance_centre",
    "health_centre",
}
NO_CAMERA = {"washing", "toilet", "changing", "nursing", "staff_rest"}


@pytest.fixture(scope="module")
def small():
    return plan_city(20, "small", TODAY)


@pytest.fixture(scope="module")
def district():
    return plan_city(20, "district", TODAY).districts[0]


def three_years_after(born):
    return date(born.year + 3, born.month, 28 if (born.month, born.day) == (2, 29) else born.day)


def under_three(children):
    return sum(three_years_after(child.born) > TODAY for child in children)


def test_the_same_seed_gives_the_same_city_byte_for_byte(small):
    assert pickle.dumps(plan_city(20, "small", TODAY)) == pickle.dumps(plan_city(20, "small", TODAY))
    assert plan_city(21, "small", TODAY).districts[0].sites != small.districts[0].sites


def test_a_small_city_has_a_dozen_sites_of_every_kind(small):
    (plan,) = small.districts
    assert len(plan.sites) == 12
    assert {site.kind for site in plan.sites} == KINDS
    assert under_three(plan.families.children) == 68
    assert 60 <= len(plan.families.addresses) <= 70


def test_the_district_has_the_numbers_of_gongshu(district):
    kinds = Counter(site.kind for site in district.sites)
    grades = Counter(site.station_grade for site in district.sites if site.kind == "station")
    assert len(district.sites) == 166
    assert sum(site.inclusive for site in district.sites) == 21
    assert {site.kind for site in district.sites if site.inclusive} == {"nursery"}
    assert (kinds["station"], kinds["guidance_centre"], kinds["health_centre"]) == (42, 1, 18)
    assert grades == {"demonstration": 14, "basic": 28}
    assert len(district.families.guardians) == 15_000
    assert under_three(district.families.children) == 20_000


def test_the_second_city_has_its_schools_and_custody_stations():
    profiles = [profile_of(code) for code in ("460105", "460106", "460107", "460108")]
    assert sum(profile.schools for profile in profiles) == 22
    assert sum(profile.custody for profile in profiles) == 43


def test_the_cast_is_the_same_at_every_scale_and_its_sites_are_there(small, district):
    assert small.cast == draw_cast()
    keys = {site.key: site.name for site in small.districts[0].sites}
    others = {site.key: site.name for site in district.sites if site.key in keys}
    assert set(others) == set(keys)
    assert [others[key] for key in keys if "bamboo" in key] == ["小竹林桥西托育园", "小竹林渡口托育园"]
    for plan in (small.districts[0], district):
        assert {worker.cast for worker in plan.workers} - {""} == {"fang", "he", "zhou"}
        assert [guardian.cast for guardian in plan.families.guardians[:3]] == ["chen", "lin", "zhao"]
        assert [child.name for child in plan.families.children[:2]] == ["陈小满", "陈小川"]


def test_every_member_of_the_cast_has_a_sentence_in_both_languages():
    cast = draw_cast()
    assert len({member.username for member in cast}) == len(cast) == 14
    assert all(member.sentence and member.sentence_en for member in cast)


def test_no_class_is_larger_or_fuller_than_the_rules_allow(district):
    for site in district.sites:
        for care_class in site.classes:
            assert 0 < care_class.licensed <= SIZES[care_class.band]
            assert care_class.placed + care_class.held <= care_class.licensed


def test_drop_in_places_of_a_station_follow_its_area(district):
    for site in (site for site in district.sites if site.kind == "station"):
        places = sum(care_class.licensed for care_class in site.classes)
        assert places == drop_in_places(site.station_grade, site.floor_area_m2)
        assert site.floor_area_m2 >= (80 if site.station_grade == "demonstration" else 30)


@pytest.mark.parametrize(("area", "places"), [(79.9, 0), (80, 2), (99.9, 2), (100, 4), (199.9, 4), (200, 6)])
def test_drop_in_places_have_the_steps_of_the_local_standard(area, places):
    assert drop_in_places("demonstration", area) == places
    assert drop_in_places("basic", area) == 0


def test_an_inclusive_site_takes_less_than_three_thousand_yuan_a_month(district):
    fees = [
        offer.fee_fen
        for site in district.sites
        if site.inclusive
        for offer in site.offers
        if offer.fee_unit == "month"
    ]
    assert fees
    assert max(fees) < 300_000
    assert min(fees) > 50_000


def test_rooms_lie_on_the_first_three_floors_and_no_camera_hangs_in_private(district):
    rooms = [room for site in district.sites for room in site.rooms]
    assert {room.floor for room in rooms} <= {1, 2, 3}
    assert not [room for room in rooms if room.has_camera and room.use in NO_CAMERA]


def test_some_sites_open_early_and_some_close_late(district):
    days = [offer for site in district.sites for offer in site.offers if offer.form == "full_day"]
    assert any(offer.opens.hour * 60 + offer.opens.minute <= 450 for offer in days)
    assert any(offer.closes.hour >= 18 and offer.closes.minute == 30 for offer in days)
    assert all(offer.opens < offer.closes for offer in days)


def test_names_within_a_site_and_within_an_operator_are_unique(district):
    assert len({(site.operator, site.name, site.address) for site in district.sites}) == 166
    assert len({site.reference for site in district.sites}) == 166
    assert len({operator.credit_code for operator in district.operators}) == len(district.operators)
    for site in district.sites:
        assert len({room.name for room in site.rooms}) == len(site.rooms)
        assert len({care_class.name for care_class in site.classes}) == len(site.classes)
        assert len({(offer.form, offer.band) for offer in site.offers}) == len(site.offers)
        assert {care_class.room for care_class in site.classes} <= {room.name for room in site.rooms}


def test_filings_are_of_every_state(district):
    care = [site for site in district.sites if site.kind in ("nursery", "kindergarten", "home_based")]
    states = Counter(paper.state for site in care for paper in site.authorisations)
    expired = [p for site in care for p in site.authorisations if p.ends and p.ends <= TODAY]
    assert (len(care), states["suspended"], states["pending"], len(expired)) == (80, 1, 1, 3)
    assert sum(not site.authorisations for site in care) == 3


def test_papers_are_due_in_ninety_thirty_and_seven_days(district):
    left = [
        (paper.expires_on - TODAY).days
        for site in district.sites
        for paper in site.certificates
        if paper.expires_on
    ]
    for low, high in ((-40, 0), (0, 8), (8, 31), (31, 91), (91, 2_000)):
        assert any(low <= days < high for days in left), (low, high)
    (west,) = (site for site in district.sites if site.key == "core-bamboo-west")
    fire = [paper.expires_on for paper in west.certificates if paper.kind == "fire"]
    assert [(day - TODAY).days for day in fire] == [21]


def test_a_public_building_run_by_others_has_an_owner_and_a_contract(district):
    for site in district.sites:
        assert (site.contract is not None) == (site.running_model == "public_built")
        if site.contract:
            assert site.contract.owner == site.owner
            assert site.contract.starts < TODAY < site.contract.ends
            assert len(site.contract.targets) == 3
            assert not (site.contract.rent_waived and site.contract.monthly_rent_fen)


def test_some_carers_are_registered_at_two_sites_of_different_operators(district):
    operators = {site.key: site.operator for site in district.sites}
    twice = [worker for worker in district.workers if len(worker.posts) > 1 and not worker.cast]
    assert len(twice) == 2
    assert all(len({operators[post.site] for post in worker.posts}) == 2 for worker in twice)


def test_identity_numbers_of_a_district_are_all_different(district):
    people = [*district.workers, *district.families.guardians, *district.families.children]
    numbers = [person.identity for person in people if person.identity]
    assert len(set(numbers)) == len(numbers)


def test_nobody_lives_or_works_on_the_water_in_a_park_or_on_the_railway(district):
    plane = district.geography.plane
    closed = where_nobody_builds(district.network, plane)
    homes = plane.metres(district.families.lonlat)
    assert not shapely.contains_xy(closed, homes[1:]).any()
    sites = plane.metres([(site.lon, site.lat) for site in district.sites])
    # A site stands up to thirteen metres beside the node that was checked.
    assert not shapely.contains_xy(closed.buffer(-14), sites).any()


def test_population_counts_the_children_of_the_households(district):
    first_years = [row for row in district.population if row.to_month and row.to_month <= 36]
    assert abs(sum(row.people for row in first_years) - 20_000) < 40


def test_every_site_tells_of_itself_in_both_languages(district):
    pages = [site.page for site in district.sites]
    assert all(page.introduction and page.introduction_en for page in pages)
    assert all("{" not in page.introduction + page.introduction_en for page in pages)
    nurseries = [site.page.introduction for site in district.sites if site.kind == "nursery"]
    assert len(set(nurseries)) > 40


def test_every_picture_is_a_small_drawing_with_a_title():
    folder = Path(demo.__file__).parent / "static" / "pictures"
    assert {path.stem for path in folder.glob("*.svg")} == set(DRAWINGS)
    for path in folder.glob("*.svg"):
        assert path.stat().st_size < 8_192
        assert re.match(r'<svg xmlns="[^"]+" viewBox="0 0 480 320" role="img"><title>\w', path.read_text())


def test_an_unknown_scale_is_refused():
    assert SCALES == ("small", "district", "city")
    with pytest.raises(ValueError, match="town"):
        plan_city(1, "town", TODAY)


def test_a_street_without_room_gets_its_site_beside_it(small):
    (plan,) = small.districts
    ground = Ground(plan.geography, plan.network)
    street = int(ground.streets()[0])
    ground.free[ground.street == street] = False
    (lon, lat), community = ground.take(stream(20, "test"), street)
    assert plan.geography.communities[community].parent != plan.geography.streets[street].code
    assert plan.geography.district.polygon.covers(shapely.Point(lon, lat))
