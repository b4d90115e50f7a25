"""The family's pages of the agreement: read, signed, changed with the fee before one's eyes."""

import pytest

from shanyu.domain.agreements import actions
from shanyu.domain.agreements.models import Paper, Signature
from tests.domain.agreements.making import at_signing, in_force, paper_of, publish
from tests.domain.enrolment.making import case


def text(answer) -> str:
    return answer.content.decode()


def url(row, step: str = "agreement/") -> str:
    return f"/family/enrolment/{row.public_id}/{step}"


@pytest.fixture
def placed(cast):
    publish(cast.bamboo, "half_day", 160000)
    return in_force(cast)


def test_the_agreement_is_read_and_signed_by_its_hash(cast, signed_in):
    row, client = at_signing(cast), signed_in("father")
    assert f'href="{url(row)}"' in text(client.get("/family/"))
    page = text(client.get(url(row)))
    sha256 = paper_of(row).sha256
    assert "SAMPLE" in page and "陈小丸" in page and "¥2,680" in page and sha256 in page
    unread = client.post(url(row), {"sha256": sha256})
    assert unread.status_code == 422 and "请先读完并勾选" in text(unread)
    assert client.post(url(row), {"sha256": sha256, "agrees": "on"}).url == url(row, "")
    assert Signature.objects.get().sha256 == sha256
    page = text(client.get(url(row)))
    assert "等机构签署" in page and 'id="sign"' not in page


def test_a_text_that_changed_meanwhile_is_not_signed_unread(cast, signed_in):
    row = at_signing(cast)
    answer = signed_in("father").post(url(row), {"sha256": "0" * 64, "agrees": "on"})
    assert answer.status_code == 422 and "协议的文字已经更新" in text(answer)
    assert not Signature.objects.exists()


def test_where_both_must_sign_the_first_waits_for_the_second(cast, signed_in):
    row = at_signing(cast, needs_both=True)
    client = signed_in("father")
    client.post(url(row), {"sha256": paper_of(row).sha256, "agrees": "on"})
    assert "等另一位监护人签署" in text(client.get(url(row)))
    assert 'id="sign"' in text(signed_in("mother").get(url(row)))


def test_before_it_is_drawn_up_the_page_says_what_comes_first(cast, signed_in):
    page = text(signed_in("father").get(url(case(cast.daughter, cast.father))))
    assert "协议还没有拟好" in page


def test_half_a_day_shows_its_fee_before_it_is_proposed_and_is_then_signed(cast, placed, signed_in):
    client = signed_in("father")
    asked = {"form": "half_day", "begins_on": "2027-01-11", "weekdays": [1, 2, 3, 4, 5]}
    page = text(client.get(url(placed, "change/"), asked))
    assert "每月 ¥1,600" in page and "费用会这样变" in page and "2027年1月" in page and "原来" in page
    assert not Paper.objects.filter(kind="change").exists()
    assert client.post(url(placed, "change/"), asked).url == url(placed, "agreement/#changes")
    made = Paper.objects.get(kind="change")
    sign = url(placed, f"changes/{made.public_id}/sign/")
    assert sign in text(client.get(url(placed)))
    assert "请先勾选" in text(client.post(sign, {"sha256": made.sha256}, follow=True))
    client.post(sign, {"sha256": made.sha256, "agrees": "on"})
    actions.countersign_change(cast.actor("head"), made, sha256=made.sha256)
    page = text(client.get(url(placed, "fees/"), {"month": "2027-02"}))
    assert "¥1,600" in page and "半日托" in page


def test_a_change_that_is_none_or_of_a_day_gone_is_named_and_nothing_is_lost(placed, signed_in):
    client = signed_in("father")
    same = {"form": "full_day", "begins_on": "2027-01-11", "weekdays": [1, 2, 3, 4, 5]}
    assert "和现在的约定完全相同" in text(client.get(url(placed, "change/"), same))
    early = client.get(url(placed, "change/"), {**same, "form": "half_day", "begins_on": "2026-11-01"})
    assert early.status_code == 422 and 'value="2026-11-01"' in text(early)


def test_a_change_is_taken_back(cast, placed, signed_in):
    made = actions.propose_change(
        cast.actor("father"), placed, change=actions.Change("half_day"), begins_on=paper_of(placed).begins_on
    )
    signed_in("mother").post(url(placed, f"changes/{made.public_id}/drop/"))
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_a_month_s_fee_is_read_and_taken_along_as_a_notice(cast, placed, signed_in):
    client = signed_in("father")
    page = text(client.get(url(placed, "fees/"), {"month": "2026-12"}))
    assert "2026年12月的费用" in page and "¥2,680" in page and "?month=2027-01" in page
    answer = client.post(url(placed, "fees/"), {"month": "2026-12"}, follow=True)
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(url(placed, "fees/"), {"month": "not-a-month"}).status_code == 200


def test_the_papers_are_nobody_else_s(placed, signed_in):
    for step in ("agreement/", "change/", "fees/"):
        assert signed_in("stranger").get(url(placed, step)).status_code == 404
        assert signed_in("grandmother").get(url(placed, step)).status_code == 404
