"""Programmes for everybody: what is announced, and the protocol."""

import json

import pytest

from shanyu.engines.allocation.verifying import verify
from shanyu.kernel.clock import frozen
from tests.domain.programmes.making import IN_WINDOW, announced, crowd, make_programme, published

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def test_a_draft_is_nobody_s_to_read(client, cast):
    draft = make_programme(cast)
    assert client.get(f"/programmes/{draft.public_id}/").status_code == 404
    assert "现在没有在报名的项目" in text(client.get("/programmes/"))


def test_an_announcement_tells_window_rules_classes_and_the_fingerprints(client, cast):
    programme = announced(cast, (3, 5))
    with frozen(IN_WINDOW):
        page = text(client.get(f"/programmes/{programme.public_id}/"))
    for words in (
        "12月11日 周五 17:30 截止", "8 个名额", "c02班", "先满预留名额", programme.commitment,
        programme.announcement_digest, "锁定名单后公布", "福利彩票双色球 2026146 期",
    ):  # fmt: skip
        assert words in page, words
    assert programme.seed.reveal() not in page


def test_the_protocol_that_is_downloaded_is_verified(client, cast):
    programme = announced(cast, (9,))
    crowd(cast, programme, 100, wishes=1)
    run = published(cast, programme)
    page = text(client.get(f"/programmes/{programme.public_id}/"))
    answer = client.get(f"/programmes/{programme.public_id}/protocol.json")
    assert answer["Content-Disposition"] == 'attachment; filename="protocol.json"'
    listed = run.programme.closed_list.digest
    assert f"--announced {programme.announcement_digest} --listed {listed}" in page
    assert verify(json.loads(answer.content), announced=programme.announcement_digest, listed=listed) == []


def test_a_protocol_that_could_betray_a_child_is_not_offered_and_not_given(client, cast):
    programme = announced(cast, (9,))
    crowd(cast, programme, 30, wishes=1)
    published(cast, programme)
    page = text(client.get(f"/programmes/{programme.public_id}/"))
    assert "公开协议没有放在网上" in page and "protocol.json" not in page
    assert client.get(f"/programmes/{programme.public_id}/protocol.json").status_code == 409
