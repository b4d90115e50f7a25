"""The landing page, a site's page, comparing, pages of words, and what every open page sends with it."""

import re
from datetime import date

import pytest
from django.test import Client
from psycopg.types.range import DateRange

from shanyu.domain.providers.models import Authorisation, FeeCap, OperatingContract, Site
from tests import cast as people


@pytest.fixture
def visitor(cast) -> Client:
    return Client()


def text(response) -> str:
    """What is read on the page: no tags, no doubled blanks."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(client: Client, site: Site, query: str = ""):
    return client.get(f"/sites/{site.public_id}/{query}")


@pytest.mark.parametrize("path", ["/", "/find/", "/about/", "/privacy/", "/compare/"])
def test_open_pages_carry_no_inline_script_style_or_handler(visitor, path):
    response = visitor.get(path)
    content = response.content.decode()
    assert response.status_code == 200
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", content)
    assert not re.search(r"\sstyle=|\son[a-z]+=", content)


def test_the_landing_page_says_it_is_free_and_leads_to_the_search(visitor):
    words = text(visitor.get("/"))
    assert "走得到、信得过的托育" in words
    assert "没有广告" in words
    assert 'href="/find/?kind=nursery"' in visitor.get("/").content.decode()


def test_a_sites_page_says_filing_places_fees_and_ratio(visitor, cast):
    words = text(page_of(visitor, cast.bamboo))
    number = f"备{cast.bamboo.pk:06d}"
    for sentence in (
        "小竹林托育园", number, "现在的空位 5", "共 20 个托位", "¥2,680/月", "伙食费另加 ¥20/天",
        "周一至周五 07:30–18:30", "1 位老师，14 个孩子", "老师不够", "周老师 保育人员", "健康证明", "公建民营",
        "和睦街道办事处", "参观时问什么",
    ):  # fmt: skip
        assert sentence in words
    assert "翟园长" not in words


def test_fees_stand_beside_the_local_cap_with_its_source(visitor, cast):
    FeeCap.objects.create(
        region=cast.district, form="full_day", cap_fen=250000, fee_unit="month", source="SAMPLE 示例", sample=True,
        valid=DateRange(date(2026, 1, 1), None),
    )  # fmt: skip
    words = text(page_of(visitor, cast.bamboo))
    assert "比本地普惠上限高 ¥180" in words
    assert "上限来源：SAMPLE 示例" in words
    assert "这家不是普惠机构" in text(page_of(visitor, cast.willow))


def test_from_a_place_the_page_tells_the_walk(visitor, cast):
    sheet = page_of(visitor, cast.bamboo, "?from=120.1370,30.3120").context["sheet"]
    assert re.fullmatch(r"走路1分钟 · \d+米", sheet.walk.words)
    assert sheet.walk.estimated
    assert page_of(visitor, cast.bamboo, "?from=nowhere").context["sheet"].walk is None


def test_a_site_without_a_valid_filing_carries_a_clear_warning(visitor, cast):
    Authorisation.objects.filter(site=cast.willow).delete()
    words = text(page_of(visitor, cast.willow))
    assert "没有查到有效的备案或许可，请谨慎选择。 缴费前请先向区卫生健康部门核实。" in words
    assert "缴费前请先向区卫生健康部门核实" not in text(page_of(visitor, cast.bamboo))


def test_a_closed_site_says_so_first_and_a_draft_does_not_exist(visitor, cast):
    Site.objects.filter(pk=cast.willow.pk).update(state="closed", closed_on=date(2026, 10, 1))
    Site.objects.filter(pk=cast.far.pk).update(state="draft")
    assert "请不要再向这里缴费" in text(page_of(visitor, cast.willow))
    assert page_of(visitor, cast.far).status_code == 404


def test_who_owns_and_who_operates_is_told_with_the_contract(visitor, cast):
    OperatingContract.objects.create(
        site=cast.bamboo, owner=cast.owner, operator=cast.operator, signed_on=date(2024, 1, 1),
        valid=DateRange(date(2024, 1, 1), date(2029, 1, 1)), rent_waived=True,
    )  # fmt: skip
    assert "2024年1月1日至2029年1月1日 · 免租金" in text(page_of(visitor, cast.bamboo))


def test_the_qr_code_is_a_drawing_that_leads_to_the_page(visitor, cast):
    response = visitor.get(f"/sites/{cast.bamboo.public_id}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<?xml")
    assert b"<script" not in response.content


def test_compared_sites_stand_in_the_order_chosen_with_differences_marked(visitor, cast):
    response = visitor.get(f"/compare/?site={cast.willow.public_id}&site={cast.bamboo.public_id}")
    assert [sheet.name for sheet in response.context["sheets"]] == ["小竹林托育园柳浪分园", "小竹林托育园"]
    rows = {row["label"]: (row["values"], row["differs"]) for row in response.context["rows"]}
    assert rows["收费"] == (["¥4,980/月", "¥2,680/月"], True)
    assert rows["空位"] == (["5 个", "5 个"], False)


def test_comparing_nothing_says_how_to_choose(visitor):
    assert "还没有选机构" in text(visitor.get("/compare/?site=nonsense"))


def test_a_sites_page_asks_the_database_as_often_for_many_people_as_for_few(
    visitor, cast, django_assert_num_queries, django_assert_max_num_queries
):
    page_of(visitor, cast.bamboo)
    with django_assert_max_num_queries(22) as few:
        page_of(visitor, cast.bamboo)
    for number in range(12):
        people.post(people.worker(f"李{number}"), cast.bamboo, "carer")
    with django_assert_num_queries(len(few)):
        page_of(visitor, cast.bamboo)


def test_machines_may_read_pages_and_not_searches(visitor, cast):
    robots = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /find/?" in robots
    sitemap = visitor.get("/sitemap.xml").content.decode()
    assert sitemap.count("<loc>") == 6 + Site.objects.filter(state="open").count()
    assert f"/sites/{cast.bamboo.public_id}/" in sitemap


def test_a_guardian_signed_in_sees_the_way_to_the_own_page(signed_in, cast):
    content = page_of(signed_in("father"), cast.bamboo).content.decode()
    assert f'hx-post="/sites/{cast.bamboo.public_id}/favourite/"' in content
    assert "登录后收藏" not in content
