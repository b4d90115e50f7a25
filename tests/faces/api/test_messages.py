"""Messages through the API: a site's own system and a family's write once, read what is theirs, and confirm."""

from uuid import uuid4

import pytest
from django.test import Client

from shanyu.domain.messaging.models import ConsentAnswer, Message, Thread
from tests.domain.messaging.making import in_class
from tests.domain.messaging.test_consents import ask
from tests.faces.api.test_sites import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(cast):
    people = ("father", "carer", "head", "stranger")
    keys = {who: key(getattr(cast, who), "messages:read", "messages:write") for who in people}
    client = Client()

    def asked(path, *, as_, send=None, once=None):
        headers = {"Authorization": f"Bearer {keys[as_]}"}
        headers |= {"Idempotency-Key": str(once)} if once else {}
        if send is None:
            return client.get(f"/api/v1/{path}", headers=headers)
        return client.post(f"/api/v1/{path}", send, content_type="application/json", headers=headers)

    return asked


def test_a_thread_is_opened_once_answered_once_and_read_by_its_two_sides(cast, api):
    where = in_class(cast)
    to, once = f"class:{where.pk}:{cast.daughter.pk}", uuid4()
    assert to in [one["key"] for one in api("messages/addressees", as_="father").json()]
    new = {"to": to, "topic": "午睡", "words": "睡得好吗"}
    answers = [api("messages", as_="father", send=new, once=once) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    made = Thread.objects.get()
    path, again = f"messages/{made.public_id}", uuid4()
    for _ in range(2):
        assert api(path, as_="carer", send={"words": "很好"}, once=again).status_code == 201
    assert Message.objects.count() == 2
    found = api("messages?q=很好", as_="father").json()
    assert [(one["topic"], one["unread"], found["unread"]) for one in found["items"]] == [("午睡", 1, 1)]
    assert [one["words"] for one in api(path, as_="father").json()["messages"]] == ["睡得好吗", "很好"]
    assert [api(path, as_=who).status_code for who in ("stranger", "head")] == [404, 404]


def test_an_announcement_is_published_confirmed_and_counted(cast, api):
    where = in_class(cast)
    assert f"class:{where.pk}" in [one["key"] for one in api("published/audiences", as_="head").json()]
    new = {"to": f"class:{where.pk}", "title": "秋游", "words": "带水壶", "must_confirm": True}
    made = api("published", as_="head", send=new, once=uuid4()).json()
    assert (made["people"], made["confirmed"]) == (2, 0)
    assert [one["title"] for one in api("announcements", as_="father").json()] == ["秋游"]
    assert api(f"announcements/{made['id']}/confirm", as_="father", send={}).json()["confirmed_at"]
    assert [one["confirmed"] for one in api("published", as_="head").json()] == [1]
    assert api(f"announcements/{made['id']}/confirm", as_="stranger", send={}).status_code in {403, 404}


def test_a_request_for_consent_is_answered_for_a_child(cast, api):
    in_class(cast)
    made = ask(cast)
    (one,) = api("consents", as_="father").json()
    assert (one["title"], one["children"][0]["mine"]) == ("去运河公园", None)
    send = {"child_id": str(cast.daughter.public_id), "yes": True}
    found = api(f"consents/{made.public_id}/answers", as_="father", send=send).json()
    assert (found["children"][0]["state"], ConsentAnswer.objects.get().yes) == ("yes", True)
