"""Finding care near a place."""

from dataclasses import replace
from datetime import date, time

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.providers.models import CareClass, ServiceOffer, Site
from shanyu.domain.providers.queries import SiteSearch, find_sites, nearby
from shanyu.kernel.door import Invalid, nobody
from tests.cast import site as make_site

HOME = (120.137, 30.312)
BAMBOO, STATION, SCHOOL, WILLOW, FAR = (
    "小竹林托育园", "和睦成长驿站", "和睦小学暑期托管", "小竹林托育园柳浪分园", "北山托育园"
)  # fmt: skip


def names(found) -> list[str]:
    return [item.site.name for item in found.items]


def search(**asked) -> list[str]:
    return names(find_sites(nobody(), SiteSearch(near=HOME, **asked)))


def test_open_sites_come_nearest_on_foot_first(cast):
    found = find_sites(nobody(), SiteSearch(near=HOME))
    assert names(found) == [BAMBOO, STATION, SCHOOL, WILLOW, FAR]
    assert (found.total, found.total_is_least, found.walk_known, found.walk_factor) == (5, False, False, 1.3)
    first = found.items[0]
    assert round(first.distance_m) == 48
    assert round(first.walk_minutes, 2) == 0.78
    assert first.walk_estimated


def test_a_card_tells_places_fee_hours_and_trust(cast):
    item = find_sites(nobody(), SiteSearch(near=HOME, child_months=27)).items[0]
    assert (item.free_places, item.free_for_child) == (5, 5)
    assert (item.fee_fen, item.fee_unit, item.forms) == (268000, "month", ("full_day",))
    assert (item.opens, item.closes, item.trust.state) == (time(7, 30), time(18, 30), "valid")
    assert item.picture is None


def test_only_open_sites_are_found(cast):
    for state in ("draft", "suspended", "closed"):
        Site.objects.filter(pk=cast.bamboo.pk).update(state=state)
        assert search() == [STATION, SCHOOL, WILLOW, FAR]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": ("nursery",)}, [BAMBOO, WILLOW, FAR]),
        ({"kinds": ("nursery", "station")}, [BAMBOO, STATION, WILLOW, FAR]),
        ({"forms": ("full_day",)}, [BAMBOO, WILLOW]),
        ({"forms": ("hourly",)}, []),
        ({"inclusive": True}, [BAMBOO]),
        ({"inclusive": False}, [STATION, SCHOOL, WILLOW, FAR]),
        ({"child_months": 27}, [BAMBOO, STATION, WILLOW]),
        ({"child_months": 13}, [STATION]),
        ({"child_months": 27, "has_free": True}, [BAMBOO, WILLOW]),
        ({"child_months": 13, "has_free": True}, []),
        ({"has_free": True}, [BAMBOO, WILLOW]),
        ({"max_fee_fen": 268000}, [BAMBOO]),
        ({"max_fee_fen": 267999}, []),
        ({"opens_by": time(7, 30)}, [BAMBOO, WILLOW]),
        ({"opens_by": time(7, 29)}, []),
        ({"open_until": time(18, 30)}, [BAMBOO, WILLOW]),
        ({"open_until": time(18, 31)}, []),
        ({"text": "竹林"}, [BAMBOO, WILLOW]),
        ({"text": "柳浪 竹林"}, [WILLOW]),
        ({"text": "柳浪社会"}, [STATION, SCHOOL, FAR]),
        ({"text": "bamboo"}, [BAMBOO]),
        ({"text": "100%_"}, []),
        ({"text": "\x00"}, [BAMBOO, STATION, SCHOOL, WILLOW, FAR]),
        ({"region_code": "330106"}, [FAR]),
        ({"region_code": "330105004"}, [BAMBOO, STATION, SCHOOL]),
        ({"region_code": "99"}, []),
        ({"minutes": 15}, [BAMBOO, STATION, SCHOOL]),
        ({"sort": "free"}, [BAMBOO, WILLOW, STATION, SCHOOL, FAR]),
        ({"sort": "fee"}, [BAMBOO, WILLOW, STATION, SCHOOL, FAR]),
        ({"sort": "fee", "limit": 1, "offset": 1}, [WILLOW]),
        ({"limit": 2, "offset": 1}, [STATION, SCHOOL]),
        ({"offset": 9}, []),
    ],
)
def test_a_filter_keeps(cast, asked, expected):
    assert search(**asked) == expected


def test_one_offer_must_answer_fee_form_and_hours_together(cast):
    ServiceOffer.objects.create(
        site=cast.bamboo, form="half_day", opens=time(9), closes=time(12), fee_fen=120000, fee_unit="month",
        valid=DateRange(date(2026, 1, 1), None),
    )  # fmt: skip
    assert search(max_fee_fen=120000) == [BAMBOO]
    assert search(max_fee_fen=120000, opens_by=time(7, 30)) == []
    item = find_sites(nobody(), SiteSearch(near=HOME, max_fee_fen=120000)).items[0]
    assert (item.fee_fen, item.forms) == (120000, ("full_day", "half_day"))


def test_an_offer_counts_from_its_first_day_to_the_day_before_its_end(cast):
    cast.bamboo.offers.update(valid=DateRange(date(2026, 1, 1), date(2026, 11, 21)))
    assert search(forms=("full_day",)) == [WILLOW]
    cast.bamboo.offers.update(valid=DateRange(date(2026, 11, 21), None))
    assert search(forms=("full_day",)) == [BAMBOO, WILLOW]


def test_free_places_are_live_and_a_closed_class_has_none(cast):
    cast.bamboo.classes.update(placed=19)
    assert find_sites(nobody(), SiteSearch(near=HOME)).items[0].free_places == 0
    assert search(has_free=True) == [WILLOW]
    CareClass.objects.create(
        site=cast.bamboo, name="旧班", band="toddler", licensed=9, closed_on=date(2026, 1, 1)
    )
    assert search(has_free=True) == [WILLOW]


def test_free_for_the_child_counts_only_classes_of_its_age(cast):
    CareClass.objects.create(site=cast.bamboo, name="小苗班", band="infant", licensed=10, placed=8)
    found = find_sites(nobody(), SiteSearch(near=HOME, child_months=8)).items
    assert [(i.site.name, i.free_places, i.free_for_child) for i in found] == [
        (BAMBOO, 7, 2),
        (STATION, 0, 0),
    ]


def test_near_home_or_near_work_finds_both_with_both_ways(cast):
    found = find_sites(nobody(), SiteSearch(near=HOME, work=(120.1301, 30.2701), minutes=10))
    assert names(found) == [FAR, BAMBOO, STATION, SCHOOL]
    far = found.items[0]
    assert far.walk_minutes > 70 > 1 > far.work_minutes


def test_without_a_place_sites_come_by_name_fee_or_free_places(cast):
    def found(**asked):
        return names(find_sites(nobody(), SiteSearch(**asked)))

    by_key = sorted([BAMBOO, STATION, SCHOOL, WILLOW, FAR])
    assert found(sort="name") == found(sort="walk") == by_key
    assert found(sort="fee")[:2] == [BAMBOO, WILLOW]
    assert found(sort="free", kinds=("nursery",))[2:] == [FAR]
    assert find_sites(nobody(), SiteSearch()).items[0].walk_minutes is None


def test_a_region_that_was_merged_leads_to_its_successor(cast):
    cast.other_district.successor = cast.district
    cast.other_district.save()
    assert search(region_code="330106") == [BAMBOO, STATION, SCHOOL, WILLOW, FAR]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"near": (float("nan"), 30.0)}, "near"),
        ({"near": (181.0, 30.0)}, "near"),
        ({"near": (120.0, 86.0)}, "near"),
        ({"work": (120.0, float("inf"))}, "work"),
        ({"kinds": ("castle",)}, "kinds"),
        ({"forms": ("\x00",)}, "forms"),
        ({"child_months": -1}, "child_months"),
        ({"max_fee_fen": 10**30}, "max_fee_fen"),
        ({"minutes": float("nan")}, "minutes"),
        ({"minutes": 61}, "minutes"),
        ({"region_code": "33\x00"}, "region_code"),
        ({"sort": "luck"}, "sort"),
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"offset": -1}, "offset"),
        ({"offset": 10_001}, "offset"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(cast, wrong, field):
    with pytest.raises(Invalid) as refusal:
        find_sites(nobody(), replace(SiteSearch(near=HOME), **wrong))
    assert list(refusal.value.errors) == [field]


def many(cast, count: int) -> None:
    for number in range(count):
        made = make_site(
            cast.operator, "nursery", f"园{number:03}", cast.street,
            120.15 + (number * 37 % 101) * 3e-4, 30.33 + (number * 53 % 103) * 3e-4,
        )  # fmt: skip
        CareClass.objects.create(site=made, name="班", band="toddler", licensed=10)


def test_pages_of_a_long_list_never_repeat_or_lose_a_site(cast, monkeypatch):
    monkeypatch.setattr(nearby, "BLOCK", 8)
    many(cast, 30)
    whole = find_sites(nobody(), SiteSearch(near=HOME, limit=100))
    pages = [find_sites(nobody(), SiteSearch(near=HOME, limit=7, offset=n)) for n in range(0, 35, 7)]
    assert [name for page in pages for name in names(page)] == names(whole)
    assert sorted(names(whole)) == sorted(Site.objects.values_list("name", flat=True))
    assert [page.total for page in pages] == [35] * 5


def test_sites_in_one_building_keep_their_order_over_pages(cast, monkeypatch):
    monkeypatch.setattr(nearby, "BLOCK", 2)
    for number in range(9):
        make_site(cast.operator, "nursery", f"楼{number}", cast.street, 120.1371, 30.3121)
    pages = [find_sites(nobody(), SiteSearch(near=HOME, limit=1, offset=n)) for n in range(9)]
    assert [name for page in pages for name in names(page)] == [f"楼{number}" for number in range(9)]


def test_counting_stops_and_says_at_least(cast, monkeypatch):
    monkeypatch.setattr(nearby, "MOST_COUNTED", 3)
    monkeypatch.setattr(nearby, "BLOCK", 2)
    found = find_sites(nobody(), SiteSearch(near=HOME, limit=2))
    assert (found.total, found.total_is_least, len(found.items)) == (3, True, 2)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"child_months": 14, "has_free": True, "max_fee_fen": 500000, "region_code": "3301", "text": "园"},
        {"sort": "fee"},
        {"work": (120.15, 30.33), "minutes": 60},
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_sites(cast, asked, django_assert_max_num_queries):
    many(cast, 3)
    with django_assert_max_num_queries(14) as few:
        find_sites(nobody(), SiteSearch(near=HOME, **asked))
    many_more = Site.objects.count()
    for made in Site.objects.filter(name__startswith="园"):
        Site.objects.filter(pk=made.pk).update(name=f"旧{made.name}")
    many(cast, 20)
    assert Site.objects.count() == many_more + 20
    with django_assert_max_num_queries(len(few)):
        find_sites(nobody(), SiteSearch(near=HOME, **asked))
