"""Sessions and bookings through the API: found, booked once with one key, cancelled, and a host's own in numbers."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from psycopg.types.range import DateRange

from shanyu.domain.booking.making import host_of
from shanyu.domain.booking.models import Booking, Partner, PartnerPost, Session
from shanyu.domain.booking.queries.hosting import host_table
from shanyu.domain.people.api_keys import actor_of_key, key_shown
from shanyu.domain.providers.models import Post
from shanyu.faces.api.problems import refused
from shanyu.kernel.door import Origin, Role, StepUpNeeded
from tests.cast import NOW
from tests.domain.booking.making import session
from tests.faces.api.test_sites import key

pytestmark = pytest.mark.django_db
SCOPES = ("sessions:read", "bookings:read", "bookings:write", "hosts:read")


@pytest.fixture
def api(cast):
    """`api("get", path, as_="father", **body)` is the answer; `as_=""` shows no key."""
    keys = {name: key(getattr(cast, name), *SCOPES) for name in ("father", "stranger", "head")}
    client = Client()

    def ask(method, path, *, as_="father", idempotency=None, **body):
        headers = {"Authorization": f"Bearer {keys[as_]}"} if as_ else {}
        if idempotency:
            headers["Idempotency-Key"] = str(idempotency)
        more = {"data": body, "content_type": "application/json"} if method == "post" else {}
        return getattr(client, method)(f"/api/v1/{path}", headers=headers, **more)

    return ask


@pytest.fixture
def soon(cast):
    return session(cast.station, 1, starts=NOW + timedelta(days=3))


def test_sessions_are_found_by_place_age_and_day_without_a_key(cast, api, soon):
    session(cast.station, 8, starts=NOW + timedelta(days=4), age_from=0, age_to=6, title="爬行")
    found = api("get", "sessions?near=120.137,30.312&months=27&sort=walk", as_="").json()
    assert [(one["title"], one["places"]["free"]) for one in found["items"]] == [("亲子音乐", 1)]
    assert found["items"][0]["walk_minutes"] > 0
    assert api("get", "sessions?since=2026-11-25&days=2", as_="").json()["total"] == 1
    first = api("get", "sessions?limit=1", as_="").json()
    assert api("get", first["next"].removeprefix("/api/v1/"), as_="").json()["items"][0]["title"] == "爬行"
    assert api("get", "sessions?since=2099-02-31&days=92", as_="").json()["total"] == 0
    assert api("get", "sessions?days=0", as_="").status_code == 422


def test_a_booking_is_made_once_for_one_key_read_and_given_up(cast, api, soon):
    children = api("get", f"sessions/{soon.public_id}/children").json()
    fitting = [one["id"] for one in children if not one["why"]]
    again = uuid4()
    path = f"sessions/{soon.public_id}/bookings"
    answers = [api("post", path, idempotency=again, children=fitting[:1]) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    made = answers[0].json()
    assert (made["state"], len(made["code"]), Booking.objects.count()) == ("booked", 6, 1)
    assert [one["id"] for one in api("get", "bookings").json()["coming"]] == [made["id"]]
    assert api("get", f"bookings/{made['id']}", as_="stranger").status_code == 404
    assert api("delete", f"bookings/{made['id']}", as_="stranger").status_code == 404
    assert api("delete", f"bookings/{made['id']}").json()["state"] == "cancelled"
    assert api("delete", f"bookings/{made['id']}").status_code == 409


def test_without_a_key_without_the_scope_or_without_an_idempotency_key_nothing_is_booked(cast, api, soon):
    path = f"sessions/{soon.public_id}/bookings"
    assert api("post", path, as_="", idempotency=uuid4(), children=[]).status_code == 401
    assert api("post", path, children=[str(cast.daughter.public_id)]).status_code == 422
    reader = Client(headers={"Authorization": f"Bearer {key(cast.mother, 'bookings:read')}"})
    refused = reader.post(f"/api/v1/{path}", headers={"Idempotency-Key": str(uuid4())})
    assert (refused.status_code, refused.json()["code"]) == (403, "ScopeMissing")
    assert not Booking.objects.exists()


def test_a_refusal_says_which_it_is(cast, api, soon):
    path = f"sessions/{soon.public_id}/bookings"
    own, other = str(cast.daughter.public_id), uuid4()
    assert api("post", path, idempotency=uuid4(), children=[str(other)]).status_code == 404
    api("post", path, idempotency=uuid4(), children=[own])
    refused = api("post", path, idempotency=uuid4(), children=[own])
    assert (refused.status_code, refused.json()["code"]) == (409, "Already")


def test_a_partner_reads_its_own_sessions_in_numbers_and_nobody_else_s(cast, api, soon):
    partner = Partner.objects.create(
        kind="museum", name="示范博物馆", region=cast.street, address="示范路1号", lon=120.13, lat=30.31
    )
    host = host_of(partner)
    own = session(cast.station, 5)
    Session.objects.filter(pk=own.pk).update(host=host)
    path = f"hosts/{host.public_id}/sessions"
    assert api("get", path).status_code == 404
    PartnerPost.objects.create(account=cast.father, partner=partner, valid=DateRange(date(2026, 1, 1), None))
    found = api("get", path).json()
    assert [(one["id"], one["capacity"], one["taken"]) for one in found["items"]] == [
        (str(own.public_id), 5, 0)
    ]
    assert api("get", f"hosts/{soon.host.public_id}/sessions").status_code == 404


def test_a_key_of_a_strong_session_carries_its_maker_s_roles_within_its_scopes(cast, api, soon):
    path = f"hosts/{host_of(cast.bamboo).public_id}/sessions"
    assert api("get", path, as_="head").json()["items"] == []
    assert api("get", f"hosts/{soon.host.public_id}/sessions", as_="head").status_code == 404
    narrow = Client(headers={"Authorization": f"Bearer {key(cast.head, 'sites:read')}"})
    assert narrow.get(f"/api/v1/{path}").json()["code"] == "ScopeMissing"


def test_a_key_made_without_a_second_factor_carries_no_professional_role(cast):
    weak = key_shown(key(cast.head, "bookings:read", assurance=1))
    strong = key_shown(key(cast.head, "bookings:read", assurance=2))
    assert (actor_of_key(weak, Origin("api")).targets(Role.HEAD, "site"), weak.assurance) == ([], 1)
    assert actor_of_key(strong, Origin("api")).targets(Role.HEAD, "site") == sorted(
        [cast.bamboo.pk, cast.willow.pk]
    )
    with pytest.raises(StepUpNeeded):
        host_table(actor_of_key(weak, Origin("api")), host_of(cast.bamboo).pk)


def test_a_key_is_told_to_be_made_anew_where_a_person_would_be_asked_for_the_second_factor():
    body = json.loads(refused(StepUpNeeded()).content)
    assert (body["status"], body["code"]) == (403, "KeyWithoutRoles")
    assert body["title"] == "这个密钥不带职业身份：建它的那次登录没有验证第二重身份。"


def test_a_role_that_ended_is_not_carried_any_more(cast, api):
    path = f"hosts/{host_of(cast.bamboo).public_id}/sessions"
    Post.objects.filter(worker__account=cast.head).delete()
    assert api("get", path, as_="head").status_code == 404
