"""A family's pages of programmes: which child, what was typed stays, nobody else's entry, giving up a place."""

import re

import pytest

from shanyu.domain.programmes import actions
from shanyu.domain.programmes.models import Entry
from shanyu.kernel.clock import frozen
from tests.domain.programmes.making import CLOSES, IN_WINDOW, LATER, announced, codes, enter, published

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def test_somebody_without_a_child_is_asked_to_register_one(cast, signed_in):
    programme = announced(cast)
    page = text(signed_in("stranger").get(f"/family/programmes/{programme.public_id}/"))
    assert "先登记孩子" in page


def test_a_family_of_two_chooses_whom_to_enter_and_opens_what_it_has_entered(cast, signed_in):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        page = text(signed_in("father").get(f"/family/programmes/{programme.public_id}/"))
    assert f"/family/programmes/entries/{entry.public_id}/" in page
    assert f"?child={cast.son.public_id}" in page


def test_another_s_entry_is_not_there(cast, signed_in):
    entry = enter(cast, announced(cast), cast.daughter, "c01")
    client, path = signed_in("stranger"), f"/family/programmes/entries/{entry.public_id}/"
    assert client.get(path).status_code == 404
    for deed in ("withdraw", "claim", "contest"):
        assert client.post(f"{path}{deed}/", {"words": "x"}).status_code == 404
    other = f"/family/programmes/{entry.programme.public_id}/?child={cast.daughter.public_id}"
    assert "先登记孩子" in text(client.get(other))


def test_a_refusal_keeps_the_wishes_and_unknown_ones_are_left_out(cast, signed_in):
    programme = announced(cast)
    path = f"/family/programmes/{programme.public_id}/?child={cast.daughter.public_id}"
    first, second = codes(programme, "c01", "c02")
    sent = {"wish": [str(second), "nonsense", "", str(first)], "together": ""}
    with frozen(CLOSES):
        answer = signed_in("father").post(path, sent)
    page = text(answer)
    assert answer.status_code == 422 and "报名已在 2026-12-11 17:30 截止。" in page
    assert re.findall(r'value="([0-9a-f-]{36})"[^>]* selected', page) == [str(second), str(first)]
    with frozen(IN_WINDOW):
        assert signed_in("father").post(path, sent).status_code == 302
    wishes = Entry.objects.get().wishes.order_by("rank").values_list("programme_class__code", flat=True)
    assert list(wishes) == ["c02", "c01"]


def test_a_claim_at_a_site_needs_the_site_and_what_was_typed_stays(cast, signed_in):
    entry = enter(cast, announced(cast), cast.daughter, "c01")
    path = f"/family/programmes/entries/{entry.public_id}/claim/"
    with frozen(IN_WINDOW):
        client = signed_in("father")
        answer = client.post(path, {"group": "sibling", "details": "姐姐在大班"})
        assert answer.status_code == 422
        assert "请选择在哪个机构。" in text(answer) and "姐姐在大班" in text(answer)
        sent = {"group": "sibling", "details": "姐姐在大班", "site": str(cast.bamboo.public_id)}
        assert client.post(path, sent).status_code == 302
        client.cookies["django_language"] = "en"
        assert "Brother or sister there · Little Bamboo Nursery" in text(
            client.get(path.removesuffix("claim/"))
        )
        # A group that holds everywhere forgets the site that was chosen before.
        assert client.post(path, sent | {"group": "migrant"}).status_code == 302
    assert list(entry.evidence.order_by("pk").values_list("group", "site")) == [
        ("sibling", cast.bamboo.pk),
        ("migrant", None),
    ]


def test_a_withdrawn_entry_says_how_to_come_back_while_there_is_time(cast, signed_in):
    entry = enter(cast, announced(cast), cast.daughter, "c01")
    client, path = signed_in("father"), f"/family/programmes/entries/{entry.public_id}/"
    with frozen(IN_WINDOW):
        assert client.post(f"{path}withdraw/").url == path
        assert "重新填志愿" in text(client.get(path))
    with frozen(CLOSES):
        page = text(client.get(path))
    assert "这份报名已经撤回" in page and "重新填志愿" not in page


def test_a_result_says_which_place_what_it_costs_and_how_to_give_it_up(cast, signed_in):
    programme = announced(cast, (1, 5))
    entry = enter(cast, programme, cast.daughter, "c02", "c01")
    published(cast, programme)
    client, path = signed_in("mother"), f"/family/programmes/entries/{entry.public_id}/"
    with frozen(LATER):
        page = text(client.get(path))
    for words in ("陈小丸录取到小竹林托育园 c02班", "费用：¥2.40 / 期", "不来了，放弃名额", "没有用到这个。"):
        assert words in page, words


def test_an_empty_contest_is_sent_back_with_its_reason(cast, signed_in):
    programme = announced(cast, (1, 5))
    entry = enter(cast, programme, cast.daughter, "c02")
    published(cast, programme)
    path = f"/family/programmes/entries/{entry.public_id}/"
    with frozen(LATER):
        answer = signed_in("father").post(f"{path}contest/", {"words": ""})
        assert answer.status_code == 422 and '<details class="sy-fold" id="contest" open' in text(answer)
        actions.contest(cast.actor("father"), entry.pk, words="请看一看")
        assert 'id="contest"' not in text(signed_in("father").get(path))


def test_a_result_is_taken_home_on_paper(cast, signed_in):
    programme = announced(cast, (1,))
    entry = enter(cast, programme, cast.daughter, "c01")
    path = f"/family/programmes/entries/{entry.public_id}/notice/"
    assert signed_in("father").post(path).status_code == 409
    published(cast, programme)
    with frozen(LATER):
        answer = signed_in("father").post(path)
        assert signed_in("stranger").post(path).status_code == 404
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_before_the_window_the_classes_are_there_to_read_and_nothing_to_hand_in(cast, signed_in):
    programme = announced(cast)
    page = text(
        signed_in("father").get(f"/family/programmes/{programme.public_id}/?child={cast.daughter.public_id}")
    )
    assert "c01班" in page and "12月1日 周二 09:00 开始" in page and "提交报名" not in page


def test_somebody_without_a_child_is_led_to_registering_one_from_the_list_too(cast, signed_in):
    assert "先登记孩子" in text(signed_in("stranger").get("/family/programmes/"))


def test_somebody_who_has_not_signed_in_signs_in_first_and_comes_back(cast, client):
    path = f"/family/programmes/{announced(cast).public_id}/"
    assert client.get(path).url == f"/account/login/?next={path.replace('/', '%2F')}"
    assert client.get("/family/programmes/").url == "/account/login/?next=%2Ffamily%2Fprogrammes%2F"
