"""A provider's own system writes the daily record through the API, each entry once, and reads how a class stands."""

from uuid import uuid4

import pytest
from django.test import Client

from shanyu.domain.care.models import Entry
from shanyu.kernel.clock import now
from tests.domain.care.making import daughters_class, raw
from tests.faces.api.test_sites import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(cast):
    keys = {name: key(getattr(cast, name), "care:read", "care:write") for name in ("carer", "father")}
    keys["reader"] = key(cast.carer, "care:read")
    client = Client()

    def asked(path, *, as_, send=None):
        headers = {"Authorization": f"Bearer {keys[as_]}"}
        if send is None:
            return client.get(f"/api/v1/{path}", headers=headers)
        return client.post(f"/api/v1/{path}", send, content_type="application/json", headers=headers)

    return asked


def test_entries_arrive_once_and_a_bad_one_is_told(cast, api):
    where = daughters_class(cast)
    path = f"sites/{cast.bamboo.public_id}/entries"
    good, bad = raw(cast.daughter, "arrival", way="name"), raw(cast.daughter, "water", ml=9000)
    sent = {"entries": [good, bad], "sent_at": now().isoformat()}
    first, again = api(path, as_="carer", send=sent).json(), api(path, as_="carer", send=sent).json()
    assert (first["accepted"], first["known"]) == ([good["mark"]], [])
    assert (again["accepted"], again["known"]) == ([], [good["mark"]])
    assert [(one["mark"], one["code"]) for one in first["refused"]] == [(bad["mark"], "NotAnEntry")]
    assert Entry.objects.count() == 1
    found = api(f"classes/{where.pk}/floor", as_="carer").json()
    assert (found["children_present"], found["carers_present"], found["above_ratio"]) == (1, 0, True)
    assert [(one["id"], one["present"]) for one in found["children"]] == [
        (str(cast.daughter.public_id), True)
    ]


def test_a_key_needs_the_scope_and_its_owner_a_post_there(cast, api):
    where = daughters_class(cast)
    path = f"sites/{cast.bamboo.public_id}/entries"
    assert api(path, as_="reader", send={"entries": []}).status_code == 403
    assert api(path, as_="father", send={"entries": []}).status_code == 404
    assert api(f"classes/{where.pk}/floor", as_="father").status_code == 404
    assert api(path, as_="carer", send={"entries": [], "sent_at": "2026-11-21T09:30:00"}).status_code == 422


@pytest.mark.parametrize(
    "strange",
    [
        {"withdrawn": True, "replaces": [str(uuid4())], "kind": "x" * 99},
        {"note": "\ud800"},
        {"at": "9999-12-31T23:59:59+00:00"},
        {"facts": {"\ud800": 1}},
        {"mark": "\ud800"},
    ],
)
def test_strange_entries_are_refused_and_break_nothing(cast, api, strange):
    daughters_class(cast)
    entry = raw(cast.daughter, "mood", mood="calm") | strange
    sent = {"entries": [entry], "sent_at": "0001-01-01T00:00:00Z"}
    answer = api(f"sites/{cast.bamboo.public_id}/entries", as_="carer", send=sent)
    assert answer.status_code == 200
    assert [one["code"] for one in answer.json()["refused"]] == ["NotAnEntry"]
