"""The authority's pages: what each shows to whom, exports read back, roles and the time-boxed mode."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from shanyu.domain.people.models import AdminSession, RoleGrant
from shanyu.domain.providers.models import Authorisation, Site
from shanyu.kernel.models import AuditEvent
from tests import cast as people
from tests.domain.providers.queries.authority.test_listing import many_more

pytestmark = pytest.mark.django_db


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def text(response) -> str:
    return response.content.decode()


def on_duty(cast) -> AdminSession:
    return AdminSession.objects.create(
        account=cast.administrator,
        reason="授予新同事角色",
        created_at=people.NOW,
        ends_at=people.NOW + timedelta(minutes=30),
    )


def test_the_first_page_puts_exceptions_before_figures_and_each_opens(cast, signed_in):
    page = text(signed_in("officer").get("/authority/"))
    assert page.index("需要处理") < page.index("供给") < page.index("下一级地区")
    assert 'href="/authority/sites/?issue=ratio"' in page
    assert 'href="/authority/staff/two-places/"' in page
    assert "拱墅区" in page


def test_every_link_of_the_first_page_leads_somewhere(cast, signed_in):
    client = signed_in("city_officer")
    page = text(client.get("/authority/"))
    links = {part.split('"')[0].replace("&amp;", "&") for part in page.split('href="/authority/')[1:]}
    assert len(links) > 15
    for link in links:
        assert client.get(f"/authority/{link}").status_code == 200, link


def test_the_table_holds_the_district_and_not_its_neighbour(cast, signed_in):
    page = text(signed_in("officer").get("/authority/sites/"))
    assert "小竹林托育园柳浪分园" in page
    assert "北山托育园" not in page
    assert "北山托育园" in text(signed_in("city_officer").get("/authority/sites/"))


def test_htmx_gets_the_results_alone(cast, signed_in):
    page = text(signed_in("officer").get("/authority/sites/?kind=station", headers={"HX-Request": "true"}))
    assert page.lstrip().startswith("<section")
    assert "和睦成长驿站" in page
    assert "小竹林托育园" not in page


def test_the_map_has_the_sites_of_the_table(cast, signed_in):
    found = signed_in("officer").get("/authority/map/sites.json?care=on").json()
    assert [(one["properties"]["name"], one["properties"]["state"]) for one in found["features"]] == [
        ("小竹林托育园", "open"),
        ("小竹林托育园柳浪分园", "open"),
    ]


def test_a_filter_that_does_not_exist_is_refused_in_words(cast, signed_in):
    response = signed_in("officer").get("/authority/sites/?kind=castle")
    assert response.status_code == 422
    assert "没有这个选项" in text(response)


def test_csv_opens_in_chinese_and_holds_exactly_the_filtered_sites(cast, signed_in):
    response = signed_in("officer").get("/authority/sites/export/?care=on&as=csv")
    content = body(response)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    named = [(row["名称"], row["核定托位"], row["备案（许可）编号"]) for row in rows if row["名称"]]
    numbers = {one.site.name: one.number for one in Authorisation.objects.select_related("site")}
    assert named == [(name, "20", numbers[name]) for name in ("小竹林托育园", "小竹林托育园柳浪分园")]
    assert "filename*=utf-8''" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_a_workbook_holds_the_same_rows_in_the_reader_s_language(cast, signed_in):
    client = signed_in("officer")
    client.cookies["django_language"] = "en"
    content = body(client.get("/authority/sites/export/?place=330105005&as=xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [sheet[0][1], sheet[0][19]] == ["Name", "Licensed places"]
    assert [sheet[1][1], sheet[1][19]] == ["小竹林托育园柳浪分园", 20.0]


def test_a_name_that_is_a_formula_stays_text(cast, signed_in):
    Site.objects.filter(pk=cast.bamboo.pk).update(name='=HYPERLINK("http://x")')
    content = body(signed_in("officer").get("/authority/sites/export/?as=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert '\'=HYPERLINK("http://x")' in [row["名称"] for row in rows]


def test_another_kind_of_file_is_refused(cast, signed_in):
    assert signed_in("officer").get("/authority/sites/export/?as=exe").status_code == 422


def test_an_export_is_in_the_trail_with_its_number(cast, signed_in, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("officer").get("/authority/sites/export/?as=csv")
    assert AuditEvent.objects.get(verb="providers.export_sites").id_count == 4


def test_the_file_of_a_site_shows_masked_staff_and_no_child(cast, signed_in):
    page = text(signed_in("officer").get(f"/authority/sites/{cast.bamboo.public_id}/"))
    assert "翟*" in page
    assert "翟园长" not in page
    assert "变更记录" in page
    assert "陈小丸" not in page


@pytest.mark.parametrize("who", ["officer", "father", "head", "administrator"])
def test_a_site_out_of_reach_is_not_found(cast, signed_in, who):
    assert signed_in(who).get(f"/authority/sites/{cast.far.public_id}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "sites/", "regions/", "staff/two-places/", "map/areas.json", "map/sites.json"]
)
def test_a_place_out_of_reach_is_not_found(cast, signed_in, path):
    assert signed_in("officer").get(f"/authority/{path}?place=330106").status_code == 404


def test_an_officer_without_the_second_factor_is_asked_for_it(cast, signed_in):
    response = signed_in("officer", strong=False).get("/authority/sites/")
    assert (response.status_code, response.url.split("?")[0]) == (302, "/account/step-up/")


def test_questions_of_a_page_do_not_grow_with_its_rows(cast, signed_in):
    client = signed_in("officer")

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get(path).status_code == 200
        return len(context)

    paths = ["/authority/", "/authority/sites/", "/authority/regions/", "/authority/map/sites.json"]
    before = [asked(path) for path in paths]
    many_more(cast, 12)
    assert [asked(path) for path in paths] == before


def test_two_places_as_a_table_and_as_csv(cast, signed_in):
    client = signed_in("officer")
    assert "翟*" in text(client.get("/authority/staff/two-places/"))
    rows = list(
        csv.reader(io.StringIO(body(client.get("/authority/staff/two-places/export/")).decode("utf-8-sig")))
    )
    assert [row[:3] for row in rows[1:3]] == [
        ["翟*", "", "小竹林托育园"],
        ["翟*", "", "小竹林托育园柳浪分园"],
    ]


def test_the_divisions_as_csv(cast, signed_in):
    content = body(signed_in("city_officer").get("/authority/parts/export/")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert [(row[0], row[2], row[4]) for row in rows[1:3]] == [("拱墅区", "4", "40"), ("西湖区", "1", "0")]


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))


def test_the_tree_of_divisions_as_csv(cast, signed_in):
    rows = rows_of(signed_in("city_officer").get("/authority/regions/export/?as=csv"))
    assert rows[0] == ["名称", "区划代码", "级别", "机构数", "托育场所", "驿站数"]
    assert [row[:2] for row in rows[1:3]] == [["拱墅区", "330105"], ["西湖区", "330106"]]


def test_what_needs_action_as_csv(cast, signed_in):
    client = signed_in("officer")
    rows = {row[0]: row[1:3] for row in rows_of(client.get("/authority/exceptions/export/")) if len(row) > 2}
    assert rows["两处任职"] == ["2", "1"]
    assert client.get("/authority/exceptions/export/?place=330106").status_code == 404


def test_the_list_of_accounts_as_csv_is_masked_and_in_the_trail(
    cast, signed_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        rows = rows_of(signed_in("officer").get("/authority/people/export/?role=district_officer&as=csv"))
    assert [row[:2] + row[4:5] for row in rows[1:2]] == [["officer", "郑*", "区级工作人员"]]
    assert AuditEvent.objects.get(verb="people.export_accounts").id_count == 1
    assert signed_in("head").get("/authority/people/export/").status_code == 404


def test_an_administrator_begins_a_session_sees_the_banner_and_ends_it(cast, signed_in):
    client = signed_in("administrator")
    assert client.get("/authority/people/").status_code == 404
    begun = client.post("/authority/administration/begin/", {"reason": "授予新同事角色", "minutes": "30"})
    assert begun.url == "/authority/people/"
    assert "管理时段进行中，还剩 30 分钟" in text(client.get("/authority/people/"))
    assert "管理时段进行中" in text(client.get("/about/"))
    client.post("/authority/administration/end/")
    assert "管理时段进行中" not in text(client.get("/authority/administration/"))
    assert client.get("/authority/people/").status_code == 404


def test_a_session_without_a_reason_is_refused_in_the_form(cast, signed_in):
    response = signed_in("administrator").post(
        "/authority/administration/begin/", {"reason": " ", "minutes": "30"}
    )
    assert response.status_code == 422
    assert AdminSession.objects.count() == 0


def test_a_session_ends_by_itself(cast, signed_in):
    session = on_duty(cast)
    AdminSession.objects.filter(pk=session.pk).update(
        created_at=people.NOW - timedelta(hours=1), ends_at=people.NOW
    )
    assert signed_in("administrator").get("/authority/people/").status_code == 404


def test_an_administrator_on_duty_grants_and_ends_a_role(cast, signed_in):
    on_duty(cast)
    client = signed_in("administrator")
    path = f"/authority/people/{cast.stranger.public_id}/"
    given = {"role": "inspector", "region": "拱墅区", "reason": "新任检查员"}
    assert client.post(f"{path}grant/", given).url == path
    grant = RoleGrant.objects.get(account=cast.stranger)
    assert (grant.role, grant.region, grant.granted_by) == ("inspector", cast.district, cast.administrator)
    client.post("/authority/people/end-role/", {"key": grant.pk, "account": cast.stranger.public_id})
    assert not RoleGrant.objects.filter(account=cast.stranger).exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"role": "inspector", "region": "亚特兰蒂斯", "reason": "x"}, "没有找到这个地区"),
        ({"role": "inspector", "reason": "x"}, "这个角色要有一个地区"),
        ({"role": "auditor"}, "请写明授予的依据"),
    ],
)
def test_a_role_that_cannot_be_granted_is_told_in_the_form(cast, signed_in, given, words):
    on_duty(cast)
    response = signed_in("administrator").post(f"/authority/people/{cast.stranger.public_id}/grant/", given)
    assert response.status_code == 422
    assert words in text(response) or "授予依据" in text(response)
    assert not RoleGrant.objects.filter(account=cast.stranger).exists()


def test_nobody_grants_a_role_to_themselves(cast, signed_in):
    on_duty(cast)
    path = f"/authority/people/{cast.administrator.public_id}/grant/"
    response = signed_in("administrator").post(path, {"role": "auditor", "reason": "x"})
    assert response.status_code == 409
    assert "不能给自己授予" in text(response)


def test_full_data_are_shown_once_for_a_listed_reason(cast, signed_in, django_capture_on_commit_callbacks):
    on_duty(cast)
    client = signed_in("administrator")
    path = f"/authority/people/{cast.father.public_id}/"
    assert "陈大山" not in text(client.get(path))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{path}unmask/", {"reason": "checking"})
    assert "陈大山" in text(response)
    assert response["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.filter(verb="people.unmask_account", outcome="done").count() == 1
    assert client.post(f"{path}unmask/", {"reason": "curious"}).status_code == 422


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "预约一场"), ("en", "Book a session")])
def test_what_an_account_did_last_is_told_in_words(cast, signed_in, language, words):
    AuditEvent.objects.create(
        at=people.NOW, verb="booking.book", outcome="done", account_id=cast.father.pk, via="web"
    )
    client = signed_in("auditor")
    client.cookies["django_language"] = language
    page = text(client.get(f"/authority/people/{cast.father.public_id}/"))
    assert words in page and "booking.book" not in page
    assert words in text(client.get("/authority/audit/?verb=booking.book")).split("<tbody>")[1]


def test_only_who_may_decide_appeals_is_led_to_them(cast, signed_in):
    way = 'href="/host/appeals/"'
    found = {who: way in text(signed_in(who).get("/authority/")) for who in ("officer", "city_officer")}
    assert found == {"officer": True, "city_officer": True}
    assert way not in text(signed_in("auditor").get("/authority/audit/"))


def test_the_trail_is_for_the_auditor_and_can_be_filtered_and_taken_along(cast, signed_in):
    for verb in ("providers.export_sites", "people.unmask_account"):
        AuditEvent.objects.create(
            at=people.NOW, verb=verb, outcome="done", account_id=cast.officer.pk, via="web"
        )
    auditor = signed_in("auditor")
    page = text(auditor.get("/authority/audit/?verb=providers.export"))
    rows = page.split("<tbody>")[1]
    assert "providers.export_sites" in rows
    assert "people.unmask_account" not in rows
    assert "officer" in rows
    content = body(auditor.get("/authority/audit/export/?username=officer")).decode("utf-8-sig")
    assert sorted(row[1] for row in csv.reader(io.StringIO(content)) if len(row) > 1)[:2] == [
        "people.unmask_account",
        "providers.export_sites",
    ]
    assert signed_in("officer").get("/authority/audit/").status_code == 404
