"""Exceptions, figures, places, people at two places, and a site's file."""

from datetime import date
from decimal import Decimal

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.people.models import RoleGrant
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    ContractTarget,
    OperatingContract,
    Post,
)
from shanyu.domain.providers.queries.authority import (
    exceptions,
    figures,
    list_sites,
    place_file,
    site_file,
    site_history,
    workers_at_two_places,
)
from shanyu.domain.regions.models import Population
from shanyu.kernel.door import OutOfReach
from tests import cast as people
from tests.domain.providers.queries.authority.test_listing import many_more

pytestmark = pytest.mark.django_db


def counts(found) -> dict[str, tuple[int, int]]:
    return {issue.key: (issue.sites, issue.rows) for issue in found.issues + found.running_out}


def test_the_district_of_the_cast_has_two_classes_without_enough_carers_and_a_head_at_two_places(cast):
    assert counts(exceptions(cast.actor("officer"))) == {
        "filing_missing": (0, 0),
        "papers_expired": (0, 0),
        "staff_papers_expired": (0, 0),
        "ratio": (2, 2),
        "size": (0, 0),
        "two_places": (2, 1),
        "papers_7": (0, 0),
        "papers_30": (0, 0),
        "papers_90": (0, 0),
        "staff_papers_7": (0, 0),
        "staff_papers_30": (1, 1),
        "staff_papers_90": (1, 1),
        "filing_ending": (0, 0),
    }


def test_the_city_sees_the_unfiled_site_of_the_other_district(cast):
    found = counts(exceptions(cast.actor("city_officer")))
    assert found["filing_missing"] == (1, 1)
    assert counts(exceptions(cast.actor("city_officer"), place="330105"))["filing_missing"] == (0, 0)


def test_every_exception_opens_to_a_list_of_exactly_as_many_sites(cast):
    Authorisation.objects.filter(site=cast.willow).delete()
    Certificate.objects.filter(site=cast.bamboo).update(
        issued_on=date(2025, 1, 1), expires_on=date(2026, 1, 1)
    )
    CareClass.objects.filter(site=cast.willow).update(licensed=25)
    actor = cast.actor("city_officer")
    found = exceptions(actor)
    assert counts(found)["papers_expired"] == (1, 1)
    assert counts(found)["size"] == (1, 1)
    for issue in found.issues + found.running_out:
        assert list_sites(actor, issue.filters).total == issue.sites, issue.key


def test_a_worker_with_two_posts_at_one_site_is_one_person_with_one_paper(cast):
    worker = Post.objects.get(worker__name="周老师").worker
    people.post(worker, cast.bamboo, "volunteer")
    found = counts(exceptions(cast.actor("officer")))
    assert found["staff_papers_30"] == (1, 1)
    assert found["two_places"] == (2, 1)


def test_figures_count_open_sites_and_places_for_children_under_three(cast):
    people.site(cast.operator, "nursery", "停办的园", cast.street, 120.1, 30.3, state="closed")
    CareClass.objects.create(site=cast.school, name="暑期一班", band="primary_custody", licensed=45)
    found = figures(cast.actor("officer"))
    whole = found.whole
    assert dict(whole.kinds) == {"nursery": 2, "station": 1, "school": 1}
    assert (whole.sites, whole.care_sites, whole.inclusive_sites) == (4, 2, 1)
    assert (whole.licensed, whole.free, whole.inclusive_places) == (40, 10, 20)
    assert (whole.inclusive_share, whole.stations, whole.demonstration) == (Decimal(50), 1, 1)
    assert [
        (part.region.name, part.supply.care_sites, part.supply.demonstration) for part in found.parts
    ] == [
        ("和睦街道", 1, 1),
        ("拱宸桥街道", 1, 0),
    ]
    assert (found.parts_with_care, found.parts_with_demonstration) == (2, 1)


def test_places_for_each_thousand_residents_name_their_source_and_the_target(cast):
    Population.objects.create(region=cast.district, year=2024, people=10_000, source="旧统计")
    Population.objects.create(region=cast.district, year=2025, people=9_000, source="区统计局", from_month=36)
    Population.objects.create(region=cast.district, year=2025, people=12_345, source="模型", synthetic=True)
    Population.objects.create(region=cast.district, year=2025, people=8_000, source="区统计局")
    found = figures(cast.actor("officer"))
    assert (found.whole.residents.people, found.whole.residents.source) == (8_000, "区统计局")
    assert found.whole.per_thousand == Decimal("5.00")
    assert found.target.value["places"] == "4.6"
    assert [part.supply.per_thousand for part in found.parts] == [None, None]


def test_residents_of_a_district_are_the_sum_of_its_streets_where_only_those_are_known(cast):
    for street, number in ((cast.street, 6_000), (cast.other_street, 2_000)):
        Population.objects.create(region=street, year=2025, people=number, source="区统计局")
    found = figures(cast.actor("officer"))
    assert found.whole.residents.people == 8_000
    assert [part.supply.per_thousand for part in found.parts] == [Decimal("3.33"), Decimal("10.00")]


def test_the_city_looks_at_its_districts_and_into_one(cast):
    actor = cast.actor("city_officer")
    assert [(p.region.name, p.supply.sites) for p in figures(actor).parts] == [("拱墅区", 4), ("西湖区", 1)]
    inside = figures(actor, place="330105")
    assert [(step.region.name, step.within) for step in inside.place.steps] == [
        ("浙江省", False),
        ("杭州市", True),
        ("拱墅区", True),
    ]


def test_an_officer_of_two_districts_begins_with_both(cast):
    RoleGrant.objects.create(
        account=cast.officer, role="district_officer", region=cast.other_district, valid=people.SINCE
    )
    found = figures(cast.actor("officer"))
    assert found.place.region is None
    assert [(p.region.name, p.supply.sites) for p in found.parts] == [("拱墅区", 4), ("西湖区", 1)]


def test_figures_of_a_place_elsewhere_do_not_exist(cast):
    for verb in (figures, exceptions, place_file, workers_at_two_places):
        with pytest.raises(OutOfReach):
            verb(cast.actor("officer"), place="330106")


def test_the_questions_for_figures_and_exceptions_do_not_grow(cast, django_assert_max_num_queries):
    many_more(cast, 20)
    actor = cast.actor("officer")
    with django_assert_max_num_queries(8):
        figures(actor)
    with django_assert_max_num_queries(18):
        exceptions(actor)


def test_a_place_tells_what_is_known_of_it(cast):
    Population.objects.create(region=cast.street, year=2025, people=6_000, source="区统计局")
    found = place_file(cast.actor("officer"), place="330105004")
    assert [(p.region.name, p.supply.sites) for p in found.parts] == [("和睦社区", 0)]
    assert (found.whole.sites, found.boundary, found.network) == (3, None, None)
    assert [row.people for row in found.populations] == [6_000]


def test_a_worker_at_two_places_is_shown_masked_with_every_post(cast):
    found = workers_at_two_places(cast.actor("officer"))
    (row,) = found.rows
    assert (found.total, row.name, row.identity, row.same_operator) == (1, "翟*", "", True)
    assert [(post.site.name, post.role_name) for post in row.posts] == [
        ("小竹林托育园", "负责人"),
        ("小竹林托育园柳浪分园", "负责人"),
    ]


def test_the_other_place_outside_the_district_is_told_by_its_district_only(cast):
    worker = people.worker("许两处", identity="11010519491231002X")
    people.post(worker, cast.bamboo, "carer")
    people.post(worker, cast.far, "carer")
    row = workers_at_two_places(cast.actor("officer")).rows[1]
    assert (row.name, row.identity, row.both_full_time) == ("许*", "110***********002X", True)
    assert [(post.site and post.site.name, post.district.name) for post in row.posts] == [
        ("小竹林托育园", "拱墅区"),
        (None, "西湖区"),
    ]
    whole = workers_at_two_places(cast.actor("city_officer")).rows[1]
    assert [post.site.name for post in whole.posts] == ["小竹林托育园", "北山托育园"]


def test_a_post_that_has_ended_is_no_second_place(cast):
    Post.objects.filter(site=cast.willow, role="head").update(valid=DateRange(date(2020, 1, 1), people.TODAY))
    assert workers_at_two_places(cast.actor("officer")).rows == []


def test_a_file_holds_contract_targets_papers_classes_and_masked_staff(cast):
    contract = OperatingContract.objects.create(
        site=cast.bamboo, owner=cast.owner, operator=cast.operator, signed_on=date(2021, 4, 1),
        valid=DateRange(date(2021, 5, 1), date(2027, 5, 1)), rent_waived=True,
    )  # fmt: skip
    ContractTarget.objects.create(contract=contract, name="家长满意度", unit="%", target=92)
    found = site_file(cast.actor("officer"), cast.bamboo.public_id)
    assert [target.name for target in found.contracts[0].targets.all()] == ["家长满意度"]
    assert [(member.name, member.elsewhere) for member in found.staff] == [("翟*", True), ("周*", False)]
    assert [(view.care_class.name, view.needed, view.carers, view.ok) for view in found.classes] == [
        ("向阳班", 2, 1, False)
    ]
    assert [paper.kind for paper in found.papers if paper.newest] == ["fire"]
    assert [(step.region.name, step.within) for step in found.steps][-2:] == [
        ("拱墅区", True),
        ("和睦街道", True),
    ]


def test_a_file_elsewhere_does_not_exist(cast):
    for verb in (site_file, site_history):
        with pytest.raises(OutOfReach):
            verb(cast.actor("officer"), cast.far.public_id)


def test_history_tells_every_change_with_masked_names(cast):
    cast.bamboo.phone = "057100000000"
    cast.bamboo.save()
    changes = site_history(cast.actor("officer"), cast.bamboo.public_id).changes
    assert any(
        [(one.name, one.after) for one in change.fields] == [("电话", "057100000000")] for change in changes
    )
    told = {change.what for change in changes if change.table in {"岗位", "人员证照"}}
    assert told == {"翟*", "周*", "周* · 健康证明"}
