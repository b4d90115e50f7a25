"""A site's page and the comparison of three."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.utils.translation import override
from psycopg.types.range import DateRange

from shanyu.domain.providers.models import Credential, FeeCap, OperatingContract, Post, ServiceOffer
from shanyu.domain.providers.queries import compare_sites, site_page
from shanyu.kernel.door import Invalid, OutOfReach, nobody
from tests.cast import SINCE, worker

NOBODY = nobody()


def cap(region, fen: int, **facts) -> FeeCap:
    return FeeCap.objects.create(
        region=region, form="full_day", cap_fen=fen, fee_unit="month", source="SAMPLE", sample=True,
        valid=DateRange(date(2026, 1, 1), None), **facts,
    )  # fmt: skip


def test_the_page_tells_rooms_classes_staff_and_papers(cast):
    view = site_page(NOBODY, cast.bamboo.public_id)
    assert view.site == cast.bamboo
    assert view.page.introduction == "和睦新村里的一家小园。"
    assert [room.name for room in view.rooms] == ["向阳活动室", "小院"]
    assert (view.outdoor_m2, view.licensed_places, view.free_places) == (60.0, 20, 5)
    assert [offer.offer.fee_fen for offer in view.offers] == [268000]
    assert [(member.name, member.role, member.credentials) for member in view.staff] == [
        ("翟老师", "head", ()),
        ("周老师", "carer", ("健康证明",)),
    ]
    assert view.authorisation == cast.bamboo.authorisations.get()
    assert [paper.kind for paper in view.certificates] == ["fire"]
    assert (view.contract, view.history_since, view.trust.state) == (None, date(2026, 11, 21), "valid")


def test_a_class_s_carers_are_held_against_the_rule(cast):
    ratio = site_page(NOBODY, cast.bamboo).ratios[0]
    assert (ratio.children, ratio.carers, ratio.children_per_carer, ratio.needed, ratio.ok) == (
        14,
        1,
        7,
        2,
        False,
    )
    assert ratio.rule.document == "国卫人口发〔2019〕58号"
    care_class = cast.bamboo.classes.get()
    second = Post.objects.create(
        worker=worker("钱老师"), site=cast.bamboo, role="carer", care_class=care_class, valid=SINCE
    )
    assert site_page(NOBODY, cast.bamboo).ratios[0].ok is True
    second.valid = DateRange(date(2020, 1, 1), date(2026, 11, 21))
    second.save()
    assert site_page(NOBODY, cast.bamboo).ratios[0].ok is False


def test_a_credential_that_expired_or_was_revoked_is_not_shown(cast):
    carer = cast.carer.worker
    Credential.objects.create(worker=carer, kind="no_crime", issued_on=date(2025, 11, 20))
    Credential.objects.create(
        worker=carer, kind="childcare", issued_on=date(2022, 1, 1), revoked_on=date(2026, 1, 1)
    )
    Credential.objects.create(worker=carer, kind="first_aid", issued_on=date(2022, 1, 1))
    shown = next(m for m in site_page(NOBODY, cast.bamboo).staff if m.role == "carer")
    assert sorted(shown.credentials) == ["健康证明", "急救培训"]


def test_the_cap_of_the_smallest_region_binds_an_inclusive_site(cast):
    cap(cast.city, 300000)
    assert [(o.cap.cap_fen, o.over_cap) for o in site_page(NOBODY, cast.bamboo).offers] == [(300000, False)]
    cap(cast.district, 250000)
    assert [(o.cap.cap_fen, o.over_cap) for o in site_page(NOBODY, cast.bamboo).offers] == [(250000, True)]
    assert [(o.cap.cap_fen, o.over_cap) for o in site_page(NOBODY, cast.willow).offers] == [(250000, False)]


def test_the_cap_for_an_age_band_goes_before_the_one_for_all(cast):
    cap(cast.district, 250000)
    cap(cast.district, 280000, band="older_toddler")
    ServiceOffer.objects.create(
        site=cast.bamboo, form="full_day", band="older_toddler", opens=time(8), closes=time(17),
        fee_fen=270000, fee_unit="month", valid=DateRange(date(2026, 1, 1), None),
    )  # fmt: skip
    found = [(o.offer.band, o.cap.cap_fen, o.over_cap) for o in site_page(NOBODY, cast.bamboo).offers]
    assert found == [("", 250000, True), ("older_toddler", 280000, False)]


def test_a_public_building_s_contract_names_owner_and_operator(cast):
    OperatingContract.objects.create(
        site=cast.bamboo, owner=cast.owner, operator=cast.operator, signed_on=date(2021, 1, 1),
        valid=DateRange(date(2021, 1, 1), date(2027, 1, 1)), rent_waived=True,
    )  # fmt: skip
    contract = site_page(NOBODY, cast.bamboo).contract
    assert (contract.owner.name, contract.operator.name) == ("和睦街道办事处", "小竹林托育服务有限公司")


def test_a_draft_has_no_public_page_but_a_closed_site_has_one_that_says_so(cast):
    cast.bamboo.state = "draft"
    cast.bamboo.save()
    with pytest.raises(OutOfReach):
        site_page(NOBODY, cast.bamboo)
    cast.bamboo.state = "closed"
    cast.bamboo.save()
    assert site_page(NOBODY, cast.bamboo).trust.state == "closed"


def test_three_sites_side_by_side_in_the_order_asked(cast):
    ids = [cast.willow.public_id, cast.bamboo.public_id, uuid4()]
    assert [view.site for view in compare_sites(NOBODY, ids)] == [cast.willow, cast.bamboo]
    with pytest.raises(Invalid):
        compare_sites(NOBODY, [uuid4() for _ in range(4)])


def test_the_questions_of_a_comparison_do_not_grow(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as one:
        compare_sites(NOBODY, [cast.bamboo.public_id])
    with django_assert_max_num_queries(len(one)):
        compare_sites(NOBODY, [cast.bamboo.public_id, cast.willow.public_id, cast.far.public_id])


def test_an_english_reader_gets_english_labels(cast):
    with override("en"):
        shown = site_page(NOBODY, cast.bamboo).staff[1]
        assert (shown.name, shown.credentials) == ("Zhou", ("Health certificate",))
