"""Classes of programmes at one's own site: who comes, and nothing of why."""

import pytest

from shanyu.domain.programmes import actions
from shanyu.kernel.clock import frozen
from tests.domain.programmes.making import IN_WINDOW, announced, enter, make_programme, published

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def test_a_head_reads_who_comes_once_it_is_published_and_not_why(cast, signed_in):
    programme = announced(cast, (5,))
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        made = actions.claim(cast.actor("father"), entry.pk, group="hardship", details="低保")
        actions.verify(cast.actor("city_officer"), made.pk, holds=True)
    client, path = signed_in("head"), f"/host/programmes/{programme.classes.get().public_id}/"
    assert "结果还没有公布" in text(client.get(path))
    published(cast, programme)
    page = text(client.get(path))
    assert "来 1 个孩子" in page and "陈小丸" in page
    assert "困境" not in page and "低保" not in page
    actions.withdraw(cast.actor("father"), entry.pk)
    assert "陈小丸" not in text(client.get(path))


def test_a_draft_and_another_s_class_are_not_there(cast, signed_in):
    draft = make_programme(cast, (5,))
    path = f"/host/programmes/{draft.classes.get().public_id}/"
    assert signed_in("head").get(path).status_code == 404
    assert "没有办在您这里的班" in text(signed_in("head").get("/host/programmes/"))
    actions.announce(cast.actor("officer"), draft.pk)
    assert signed_in("keeper").get(path).status_code == 404
    assert signed_in("father").get("/host/programmes/").status_code == 404
