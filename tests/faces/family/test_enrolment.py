"""The family's pages of enrolment: applying, the wait, the answer to an offer, and what changes later."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from shanyu.domain.enrolment.models import Case, Offer
from shanyu.kernel import clock
from tests.cast import NOW, TODAY
from tests.domain.enrolment.making import ask, attending, case, offer


def text(answer) -> str:
    return answer.content.decode()


def path(row: Case, step: str = "") -> str:
    return f"/family/enrolment/{row.public_id}/{step}"


def wish(site) -> str:
    return f"/family/enrolment/apply/{site.public_id}/"


def applied(cast, *sites) -> Case:
    one = case(cast.daughter, cast.father)
    ask(one, *(sites or [cast.bamboo]))
    return one


def offered(cast, **facts) -> Offer:
    one = case(cast.daughter, cast.father, **facts)
    [application] = ask(one, cast.bamboo)
    return offer(application, cast.bamboo.classes.get(), cast.head, TODAY + timedelta(days=9))


def wished(cast, **more) -> dict:
    child = str(cast.daughter.public_id)
    return {
        "child": child,
        "form": "full_day",
        "wanted_from": "2026-12-01",
        "weekdays": [1, 2, 3, 4, 5],
        **more,
    }


def test_the_page_of_a_site_leads_to_applying_and_a_closed_or_other_place_does_not(cast, client):
    link = wish(cast.bamboo)
    assert f'href="{link}"' in text(client.get(f"/sites/{cast.bamboo.public_id}/"))
    assert "/family/enrolment/apply/" not in text(client.get(f"/sites/{cast.station.public_id}/"))


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_applying(cast, client):
    assert client.get(wish(cast.bamboo)).url.endswith(f"next={quote(wish(cast.bamboo), safe='')}")


def test_a_father_applies_with_what_the_platform_knows(cast, signed_in):
    client = signed_in("father")
    page = text(client.get(wish(cast.bamboo)))
    assert "全日托 07:30–18:30 ¥2,680/月" in page and "向阳班：现在空 5 个" in page
    answer = client.post(wish(cast.bamboo), wished(cast))
    row = Case.objects.get()
    assert answer.url == path(row)
    assert (row.child, row.form, row.needs_both) == (cast.daughter, "full_day", False)
    assert f"{row.opens:%H:%M}–{row.closes:%H:%M}" == "07:30–18:30"
    assert "排在第 1 位" in text(client.get(path(row)))


def test_a_day_that_has_passed_is_named_at_its_field_and_nothing_typed_is_lost(cast, signed_in):
    answer = signed_in("father").post(
        wish(cast.bamboo), wished(cast, wanted_from="2026-11-01", weekdays=[2, 4])
    )
    page = text(answer)
    assert answer.status_code == 422 and "请选今天以后、两年以内的日期" in page
    assert 'value="2026-11-01"' in page and page.count("checked") == 4
    assert not Case.objects.exists()


def test_a_child_that_is_wanting_already_adds_the_site_to_its_one_wish(cast, signed_in):
    row, client = applied(cast), signed_in("father")
    page = text(client.get(wish(cast.willow)))
    assert "已经有一份申请，把这家也加进去" in page
    answer = client.post(path(row, "add/"), {"site": cast.willow.public_id})
    assert answer.url == path(row)
    assert [one.site for one in row.applications.order_by("pk")] == [cast.bamboo, cast.willow]
    assert "已经在办理入托" in text(client.get(wish(cast.willow)))


def test_a_newcomer_registers_a_child_first_and_comes_back(cast, signed_in):
    client, add = signed_in("stranger"), f"/family/children/add/?next={wish(cast.bamboo)}"
    assert add in text(client.get(wish(cast.bamboo)))
    new = {"name": "陈小鱼", "sex": "f", "born": "2025-06-01", "relation": "father", "agrees": "on"}
    assert client.post(add, {**new, "birth_certificate": "Y330123456"}).url == wish(cast.bamboo)
    away = client.post(
        "/family/children/add/?next=https://example.com/", {**new, "birth_certificate": "Y330123457"}
    )
    assert away.url == "/family/"


def test_the_family_moves_a_site_up_in_its_own_order_and_leaves_one(cast, signed_in):
    row, client = applied(cast, cast.bamboo, cast.willow), signed_in("father")
    first, second = row.applications.order_by("pk")
    client.post(path(row, "order/"), {"up": second.public_id})
    assert list(row.applications.order_by("rank").values_list("site__name", flat=True)) == [
        cast.willow.name, cast.bamboo.name,
    ]  # fmt: skip
    client.post(path(row, f"sites/{first.public_id}/withdraw/"))
    first.refresh_from_db()
    assert first.state == "withdrawn"


def test_an_offer_is_the_next_step_of_the_home_and_is_accepted_by_one_tap(cast, signed_in):
    made, client = offered(cast), signed_in("father")
    row = made.application.case
    home = text(client.get("/family/"))
    assert home.count("sy-btn-next") == 1 and f'href="{path(row)}"' in home and "去答复" in home
    page = text(client.get(path(row)))
    assert "小竹林托育园录取了" in page and "向阳班" in page and "前答复，过期给下一家" in page
    client.post(path(row, f"offers/{made.public_id}/accept/"))
    row.refresh_from_db()
    assert row.state == "accepted"
    assert "请交齐入托材料" in text(client.get("/family/"))


def test_an_offer_that_has_run_out_is_said_kindly(cast, signed_in):
    made, client = offered(cast), signed_in("father")
    with clock.frozen(NOW + timedelta(days=8)):
        page = text(client.post(path(made.application.case, f"offers/{made.public_id}/accept/"), follow=True))
    assert "这个录取已经失效" in page


def test_declining_leaves_the_place_to_the_next_family(cast, signed_in):
    made = offered(cast)
    signed_in("mother").post(path(made.application.case, f"offers/{made.public_id}/decline/"))
    made.refresh_from_db()
    assert made.state == "declined"


def test_where_both_must_agree_the_first_yes_waits_and_says_so(cast, signed_in):
    made = offered(cast, needs_both=True)
    row, url = made.application.case, path(made.application.case, f"offers/{made.public_id}/accept/")
    client = signed_in("father")
    page = text(client.post(url, follow=True))
    assert "等另一位监护人也接受" in page and url not in page
    mother = signed_in("mother")
    assert "另一位监护人已同意，等您接受" in text(mother.get(path(row)))
    mother.post(url)
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_transfer_says_which_place_it_gives_up(cast, signed_in):
    old = attending(cast.daughter, cast.willow.classes.get(), cast.father, cast.head, TODAY)
    made, client = offered(cast), signed_in("father")
    row = made.application.case
    assert "同时从小竹林托育园柳浪分园离托" in text(client.get(path(row)))
    client.post(path(row, f"offers/{made.public_id}/accept/"), {"leave": "on"})
    old.refresh_from_db()
    assert old.last_day == made.starts_on - timedelta(days=1)


def test_a_child_who_is_there_stays_away_comes_back_and_leaves(cast, signed_in):
    row = attending(cast.daughter, cast.bamboo.classes.get(), cast.father, cast.head, TODAY)
    client = signed_in("father")
    client.post(path(row, "away/"))
    row.refresh_from_db()
    assert row.state == "suspended"
    assert "今天回来了" in text(client.get(path(row)))
    client.post(path(row, "back/"))
    wrong = client.post(path(row, "last-day/"), {"last_day": "2026-11-01"})
    assert wrong.status_code == 422 and "请选今天或以后的日期" in text(wrong)
    assert client.post(path(row, "last-day/"), {"last_day": "2027-01-29"}).url == path(row)
    page = text(client.get(path(row)))
    assert "2027年1月29日" in page and "定下离托日期" in page


def test_a_wish_is_taken_back_and_stays_in_the_list_of_what_is_over(cast, signed_in):
    row, client = applied(cast), signed_in("father")
    client.post(path(row, "withdraw/"))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    page = text(client.get(path(row)))
    assert "填过的资料都在" in page and "已经结束的机构" in page
    page = text(client.get("/family/enrolment/"))
    assert page.index("没有正在办理的申请") < page.index("过去的") < page.index("申请已撤回。")


def test_nobody_else_sees_a_case_or_answers_its_offer(cast, signed_in):
    made = offered(cast)
    row = made.application.case
    for name in ("stranger", "head", "grandmother"):
        client = signed_in(name)
        assert client.get(path(row)).status_code == 404
        assert client.post(path(row, f"offers/{made.public_id}/accept/")).status_code == 404
    row.refresh_from_db()
    assert row.state == "offered"


def test_the_wait_is_said_calmly_and_asks_for_nothing(cast, signed_in):
    row, client = applied(cast), signed_in("father")
    home = text(client.get("/family/"))
    assert "机构正在看您的申请。" in home and "不用您做什么" in home and "sy-btn-next" not in home
    assert f'href="{path(row)}"' in home
    assert "看进度" not in text(client.get(path(row)))


@pytest.mark.usefixtures("cast")
def test_the_list_without_a_case_leads_to_finding(signed_in):
    for name in ("father", "stranger"):
        assert 'href="/find/"' in text(signed_in(name).get("/family/enrolment/"))
