"""The authority's list of sites: who sees which, by which filters, in how many questions."""

from datetime import date
from uuid import uuid4

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.providers.models import Authorisation, CareClass, Certificate, Credential, Post, Worker
from shanyu.domain.providers.queries.authority import SiteFilters, export_sites, list_sites, map_sites
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import AuditEvent
from tests import cast as people

pytestmark = pytest.mark.django_db

OURS = ["和睦小学暑期托管", "和睦成长驿站", "小竹林托育园", "小竹林托育园柳浪分园"]


def names(actor, **filters) -> list[str]:
    return [row.site.name for row in list_sites(actor, SiteFilters(**filters)).rows]


def test_the_district_officer_sees_every_site_of_the_district_and_none_beside(cast):
    assert names(cast.actor("officer")) == OURS


def test_the_city_officer_sees_the_whole_city(cast):
    assert names(cast.actor("city_officer")) == ["北山托育园", *OURS]


def test_the_auditor_of_the_platform_sees_everything(cast):
    assert names(cast.actor("auditor")) == ["北山托育园", *OURS]


@pytest.mark.parametrize("who", ["father", "head", "boss", "stranger", "expert", "administrator"])
def test_nobody_else_has_the_list(cast, who):
    with pytest.raises(OutOfReach):
        list_sites(cast.actor(who), SiteFilters())


def test_a_place_outside_the_district_does_not_exist_for_its_officer(cast):
    for code in ("330106", "3301", "999999"):
        with pytest.raises(OutOfReach):
            list_sites(cast.actor("officer"), SiteFilters(place=code))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"place": "330105004"}, ["和睦小学暑期托管", "和睦成长驿站", "小竹林托育园"]),
        ({"kinds": ("station", "school")}, ["和睦小学暑期托管", "和睦成长驿站"]),
        ({"care": True}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ({"inclusive": True}, ["小竹林托育园"]),
        ({"model": "public"}, ["和睦小学暑期托管", "和睦成长驿站"]),
        ({"grade": "demonstration"}, ["和睦成长驿站"]),
        ({"filing": "valid"}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ({"filing": "missing"}, []),
        ({"has_free": True}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ({"staff_papers": "30"}, ["小竹林托育园"]),
        ({"staff_papers": "7"}, []),
        ({"papers": "90"}, []),
        ({"issue": "two_places"}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ({"issue": "ratio"}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ({"issue": "size"}, []),
        ({"states": ("closed",)}, []),
        ({"text": "柳浪分园"}, ["小竹林托育园柳浪分园"]),
        ({"text": "little bamboo"}, ["小竹林托育园"]),
        ({"text": "小竹林托育服务"}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ({"sort": "name", "descending": True}, OURS[::-1]),
        ({"sort": "licensed", "descending": True, "care": True}, ["小竹林托育园", "小竹林托育园柳浪分园"]),
    ],
)
def test_each_filter_keeps_exactly_its_sites(cast, filters, expected):
    assert names(cast.actor("officer"), **filters) == expected


@pytest.mark.parametrize(
    "filters", [{"kinds": ("castle",)}, {"sort": "; drop"}, {"papers": "5"}, {"filing": "x"}]
)
def test_a_filter_that_does_not_exist_is_told_so(cast, filters):
    with pytest.raises(Invalid):
        list_sites(cast.actor("officer"), SiteFilters(**filters))


def test_a_row_tells_places_filing_and_papers(cast):
    row = next(
        row for row in list_sites(cast.actor("officer"), SiteFilters()).rows if row.site == cast.bamboo
    )
    assert (row.licensed, row.free, row.filing_state, row.late, row.due) == (20, 5, "valid", 0, 0)
    assert row.street == cast.street
    assert [region.name for region in row.way] == ["浙江省", "杭州市", "拱墅区", "和睦街道"]


def test_a_care_site_whose_filing_has_run_out_is_among_the_unfiled(cast):
    Authorisation.objects.filter(site=cast.willow).update(valid=DateRange(date(2021, 6, 1), people.TODAY))
    assert names(cast.actor("officer"), filing="missing") == ["小竹林托育园柳浪分园"]


def test_a_filing_counts_as_ending_from_its_ninetieth_day_before_the_last(cast):
    filing = Authorisation.objects.filter(site=cast.bamboo)
    filing.update(valid=DateRange(date(2021, 6, 1), date(2027, 2, 20)))
    assert names(cast.actor("officer"), filing="ending") == ["小竹林托育园"]
    filing.update(valid=DateRange(date(2021, 6, 1), date(2027, 2, 21)))
    assert names(cast.actor("officer"), filing="ending") == []


def test_a_renewed_paper_no_longer_counts_as_expired(cast):
    Certificate.objects.create(
        site=cast.bamboo, kind="insurance", issued_on=date(2024, 1, 1), expires_on=date(2025, 1, 1)
    )
    assert names(cast.actor("officer"), papers="expired") == ["小竹林托育园"]
    Certificate.objects.create(
        site=cast.bamboo, kind="insurance", issued_on=date(2026, 1, 1), expires_on=date(2027, 1, 1)
    )
    assert names(cast.actor("officer"), papers="expired") == []
    assert names(cast.actor("officer"), papers="90") == ["小竹林托育园"]


def test_the_rules_clock_expires_a_paper_that_prints_a_later_day(cast):
    Certificate.objects.filter(site=cast.bamboo, kind="fire").update(
        issued_on=date(2025, 11, 20), expires_on=date(2028, 1, 1)
    )
    assert names(cast.actor("officer"), papers="expired") == ["小竹林托育园"]


def test_a_class_over_its_size_is_found(cast):
    CareClass.objects.filter(site=cast.bamboo).update(licensed=21)
    assert names(cast.actor("officer"), issue="size") == ["小竹林托育园"]


def test_enough_carers_end_the_shortage(cast):
    care_class = cast.bamboo.classes.get()
    people.post(people.worker("第二位老师"), cast.bamboo, "carer", care_class)
    assert names(cast.actor("officer"), issue="ratio") == ["小竹林托育园柳浪分园"]


def many_more(cast, number: int) -> None:
    for i in range(number):
        one = people.site(cast.operator, "nursery", f"示例园{i:03d}", cast.street, 120.13, 30.31)
        people._furnish(one, fee_fen=100000)
        Post.objects.create(
            worker=Worker.objects.create(name="某"), site=one, role="guard", valid=people.SINCE
        )


def test_the_number_of_questions_does_not_grow_with_the_rows(cast, django_assert_num_queries):
    list_sites(cast.actor("officer"), SiteFilters())
    first, second = cast.actor("officer"), cast.actor("officer")
    with django_assert_num_queries(8):
        list_sites(first, SiteFilters())
    many_more(cast, 30)
    with django_assert_num_queries(8):
        list_sites(second, SiteFilters())


def test_pages_hold_fifty_and_a_page_beyond_the_last_is_the_last(cast):
    many_more(cast, 50)
    actor = cast.actor("officer")
    first, last = list_sites(actor, SiteFilters()), list_sites(actor, SiteFilters(), page=99)
    assert (first.total, len(first.rows), last.number, len(last.rows)) == (54, 50, 2, 4)
    assert not {row.site.pk for row in first.rows} & {row.site.pk for row in last.rows}


def test_a_pin_says_whether_the_site_works_with_a_filing(cast):
    Authorisation.objects.filter(site=cast.willow).delete()
    cast.school.state = "suspended"
    cast.school.save()
    pins = {pin.site.name: pin.state for pin in map_sites(cast.actor("officer"), SiteFilters())}
    assert pins == dict(zip(OURS, ["closed", "open", "open", "warning"], strict=True))


def test_an_export_holds_all_rows_and_the_trail_their_number(cast, django_capture_on_commit_callbacks):
    many_more(cast, 3)
    with django_capture_on_commit_callbacks(execute=True):
        export = export_sites(cast.actor("officer"), SiteFilters(care=True))
    assert export.total == 5
    assert [row.site.name for row in export.rows] == [
        "小竹林托育园",
        "小竹林托育园柳浪分园",
        "示例园000",
        "示例园001",
        "示例园002",
    ]
    event = AuditEvent.objects.get(verb="providers.export_sites")
    assert (event.outcome, event.id_count, event.account_id) == ("done", 5, cast.officer.pk)


def test_a_draft_is_seen_by_the_authority(cast):
    draft = people.site(
        cast.operator, "nursery", f"新园{uuid4().hex[:4]}", cast.street, 120.13, 30.31, state="draft"
    )
    assert names(cast.actor("officer"), states=("draft",)) == [draft.name]


def test_papers_of_a_worker_who_has_left_do_not_count(cast):
    Post.objects.filter(worker__name="周老师").update(valid=DateRange(date(2020, 1, 1), people.TODAY))
    assert Credential.objects.count() == 1
    assert names(cast.actor("officer"), staff_papers="30") == []
