"""The officer's buttons: authorisations, the state of a site, its people; and who acts for an operator."""

import io
from datetime import date

import pytest
from django.core.files.storage import InMemoryStorage

from shanyu.domain.people.models import Account
from shanyu.domain.providers.actions import Paper, add_certificate
from shanyu.domain.providers.models import Authorisation, CareClass, OperatorPost, Post, Worker
from shanyu.kernel import uploads
from tests.files import PDF, PDF_KEPT

NUMBER = "11010519491231002X"
FILING = {
    "kind": "filing", "number": "拱备2026001", "authority": "拱墅区卫生健康局", "issued_on": "2026-11-20",
}  # fmt: skip


def text(response) -> str:
    return response.content.decode()


def address(site, *more: str) -> str:
    return "/".join(["/authority/sites", str(site.public_id), *more, ""])


def test_the_desk_says_what_each_step_means_and_is_the_officers_alone(cast, signed_in):
    page = text(signed_in("officer").get(address(cast.bamboo, "desk")))
    assert "还有 14 名孩子在托，不能停办" in page and "家长页提示备案（许可）已暂停" in page
    assert address(cast.bamboo, "desk") in text(signed_in("officer").get(address(cast.bamboo)))
    assert address(cast.bamboo, "desk") not in text(signed_in("city_officer").get(address(cast.bamboo)))
    assert signed_in("city_officer").get(address(cast.bamboo, "desk")).status_code == 404
    assert signed_in("officer").get(address(cast.far, "desk")).status_code == 404


def test_a_filing_is_recorded_suspended_and_revoked(cast, signed_in):
    client = signed_in("officer")
    answer = client.post(address(cast.station, "authorise"), FILING)
    assert (answer.status_code, answer.url) == (302, address(cast.station, "desk"))
    filing = Authorisation.objects.get(site=cast.station)
    assert (filing.state, filing.number, filing.valid.lower) == ("valid", "拱备2026001", date(2026, 11, 20))
    for state in ("suspended", "valid", "revoked"):
        answer = client.post(
            f"/authority/authorisations/{filing.pk}/", {"state": state, "site": str(cast.station.public_id)}
        )
        assert answer.url == address(cast.station, "desk")
        filing.refresh_from_db()
        assert filing.state == state
    client.post(f"/authority/authorisations/{filing.pk}/", {"state": "valid"})
    filing.refresh_from_db()
    assert filing.state == "revoked"


def test_a_filing_that_is_wrong_comes_back_with_what_was_typed(cast, signed_in):
    answer = signed_in("officer").post(address(cast.bamboo, "authorise"), FILING | {"ends": "2026-11-01"})
    assert answer.status_code == 422
    assert "截止日期应在起始日期之后。" in text(answer) and "拱备2026001" in text(answer)


def test_a_site_is_suspended_resumed_and_closed(cast, signed_in):
    client = signed_in("officer")
    CareClass.objects.filter(site=cast.bamboo).update(placed=0)
    for step, state in (("suspend", "suspended"), ("resume", "open"), ("close", "closed")):
        assert client.post(address(cast.bamboo, step), {"on": "2026-11-20"}).status_code == 302
        cast.bamboo.refresh_from_db()
        assert cast.bamboo.state == state
    assert cast.bamboo.closed_on == date(2026, 11, 20)
    assert "这家机构已停办" in text(client.get(address(cast.bamboo, "desk")))


def test_a_site_with_children_stays_and_says_why(cast, signed_in):
    page = text(signed_in("officer").post(address(cast.bamboo, "close"), follow=True))
    assert "还有 14 名孩子在托，不能停办。 请先安排好这些孩子的转托。" in page


def test_the_first_head_comes_to_their_site_by_a_link(cast, signed_in):
    client = signed_in("officer")
    form = {"name": "高园长", "identity": NUMBER, "role": "head", "starts": "2026-11-21"}
    assert client.post(address(cast.school, "people", "head"), form).status_code == 302
    worker = Worker.objects.get(name="高园长")
    page = client.post(f"/authority/workers/{worker.public_id}/invite/", {"site": str(cast.school.public_id)})
    assert page["Cache-Control"] == "private, no-store"
    link = text(page).split('value="http://testserver')[1].split('"')[0]
    assert link.startswith("/carer/join/") and "/carer/join/" not in text(client.get(address(cast.school)))
    stranger = signed_in("stranger")
    assert "和睦小学暑期托管" in text(stranger.get(link)) and "高园长" not in text(stranger.get(link))
    assert stranger.post(link).url == "/carer/papers/"
    assert "高园长" in text(stranger.get("/carer/papers/"))
    assert stranger.get(f"/office/sites/{cast.school.public_id}/").status_code == 200
    assert stranger.get(link).status_code == 409


def test_an_officer_enters_no_other_post_and_keeps_what_was_typed(cast, signed_in):
    form = {"name": "高园长", "identity": "123", "role": "head", "starts": "2026-11-21"}
    answer = signed_in("officer").post(address(cast.school, "people", "head"), form)
    assert answer.status_code == 422 and "身份证号不对" in text(answer)


def test_people_are_masked_until_one_is_looked_at_for_a_reason(cast, signed_in):
    client, carer = signed_in("officer"), Worker.objects.get(account=cast.carer)
    carer.identity = NUMBER
    carer.save()
    page = text(client.get(address(cast.bamboo, "people")))
    assert "周*" in page and "周老师" not in page and NUMBER not in page
    here = {"site": str(cast.bamboo.public_id)}
    shown = client.post(f"/authority/workers/{carer.public_id}/unmask/", here | {"reason": "filing"})
    assert NUMBER in text(shown) and "已按“办理备案或变更”记录" in text(shown)
    refused = client.post(f"/authority/workers/{carer.public_id}/unmask/", here, follow=True)
    assert "请选择查看的理由。" in text(refused) and NUMBER not in text(refused)


def test_a_post_is_ended(cast, signed_in):
    post = Post.objects.get(worker__account=cast.head, site=cast.bamboo)
    answer = signed_in("officer").post(
        f"/authority/posts/{post.pk}/end/",
        {"site": str(cast.bamboo.public_id), "last_day": "2026-11-30"},
    )
    assert answer.url == address(cast.bamboo, "people")
    post.refresh_from_db()
    assert post.valid.upper == date(2026, 12, 1)


def test_the_scan_of_a_paper_opens_within_the_district(cast, signed_in, monkeypatch):
    store = InMemoryStorage()
    monkeypatch.setattr(uploads, "default_storage", store)
    paper = Paper("food", date(2026, 1, 1), file=io.BytesIO(PDF), file_name="许可证.pdf")
    row = add_certificate(cast.actor("head"), cast.bamboo, paper)
    client = signed_in("officer")
    assert f"/authority/certificates/{row.pk}/file/" in text(client.get(address(cast.bamboo, "desk")))
    answer = client.get(f"/authority/certificates/{row.pk}/file/")
    assert b"".join(answer.streaming_content) == PDF_KEPT
    assert answer["Cache-Control"] == "private, no-store"
    assert signed_in("city_officer").get(f"/authority/certificates/{row.pk}/file/").status_code == 404


def test_an_operator_is_found_and_somebody_appointed_and_ended(cast, signed_in):
    client, here = signed_in("officer"), f"/authority/operators/{cast.other_operator.public_id}/"
    assert here in text(client.get("/authority/operators/?q=柳浪"))
    assert "还没有账号代表这家运营方" in text(client.get(here))
    assert client.post(here, {"username": "stranger"}).url == here
    post = OperatorPost.objects.get(account=cast.stranger)
    assert f"/authority/operators/posts/{post.pk}/end/" in text(client.get(here))
    assert signed_in("stranger").get(f"/office/sites/{cast.station.public_id}/").status_code == 200
    answer = client.post(
        f"/authority/operators/posts/{post.pk}/end/", {"operator": str(cast.other_operator.public_id)}
    )
    assert answer.url == here
    assert signed_in("stranger").get(f"/office/sites/{cast.station.public_id}/").status_code == 404


@pytest.mark.parametrize(("username", "words"), [("", "这一项要填写。"), ("nobody", "没有这个用户名。")])
def test_a_user_name_that_nobody_has_is_told_in_the_form(cast, signed_in, username, words):
    answer = signed_in("officer").post(
        f"/authority/operators/{cast.operator.public_id}/", {"username": username}
    )
    assert answer.status_code == 422 and words in text(answer)


def test_the_pages_speak_english(cast, signed_in):
    client = signed_in("officer")
    client.cookies["django_language"] = "en"
    assert "Record a filing or permit" in text(client.get(address(cast.bamboo, "desk")))
    assert "Enter the head" in text(client.get(address(cast.bamboo, "people")))
    assert "Appoint an account" in text(client.get(f"/authority/operators/{cast.operator.public_id}/"))


def test_the_head_of_a_site_gives_a_worker_their_link(cast, signed_in):
    head, wei = signed_in("head"), Worker.objects.create(name="魏小禾", identity=NUMBER)
    Post.objects.create(worker=wei, site=cast.bamboo, role="carer", valid=(date(2026, 1, 1), None))
    page = text(head.get(f"/office/staff/{wei.public_id}/"))
    assert f"/office/staff/{wei.public_id}/invite/" in page
    shown = head.post(f"/office/staff/{wei.public_id}/invite/")
    assert shown["Cache-Control"] == "no-store" and "/carer/join/" in text(shown)
    tied = Worker.objects.get(account=cast.carer)
    refused = head.post(f"/office/staff/{tied.public_id}/invite/", follow=True)
    assert "这位人员已经绑定了账号。" in text(refused)


def test_a_verified_worker_finds_their_papers_at_once(cast, signed_in):
    wei = Worker.objects.create(name="魏小禾", identity=NUMBER)
    stranger = Account.objects.get(pk=cast.stranger.pk)
    stranger.identity, stranger.identity_level = NUMBER, 2
    stranger.save()
    assert "魏小禾" in text(signed_in("stranger").get("/carer/papers/"))
    wei.refresh_from_db()
    assert wei.account == cast.stranger
