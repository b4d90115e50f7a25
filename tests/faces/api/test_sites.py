"""The open API: finding sites, reading pages, the division tree."""

import json
from datetime import date

import pytest
from django.test import Client

from shanyu.domain.people.api_keys import new_key
from shanyu.domain.people.models import ApiKey
from shanyu.faces.api import gate
from shanyu.kernel.coordinates import Datum, from_wgs84

HOME = "120.137,30.312"


@pytest.fixture
def ask(cast):
    client = Client()

    def get(path: str, **headers: str):
        return client.get(f"/api/v1/{path}", headers=headers)

    return get


def key(account, *scopes: str, expires: date = date(2027, 1, 1), assurance: int = 2) -> str:
    made = new_key()
    ApiKey.objects.create(
        account=account, label="t", prefix=made.prefix, secret_hash=made.secret_hash,
        scopes=list(scopes), expires_on=expires, assurance=assurance,
    )  # fmt: skip
    return made.whole


def test_sites_come_nearest_first_with_metres_and_minutes(ask):
    answer = ask(f"sites?near={HOME}&limit=3").json()
    assert [(item["name"], item["distance_m"], item["walk_minutes"]) for item in answer["items"]] == [
        ("小竹林托育园", 48.0, 0.8),
        ("和睦成长驿站", 146.9, 2.4),
        ("和睦小学暑期托管", 363.9, 5.9),
    ]
    assert (answer["total"], answer["total_is_least"], answer["datum"]) == (5, False, "wgs84")
    assert answer["walk"] == {
        "known": False, "straight_line_factor": 1.3, "source": None, "synthetic": None,
    }  # fmt: skip


def test_an_item_is_whole(ask, cast):
    item = ask(f"sites?near={HOME}&limit=1&child_months=27").json()["items"][0]
    assert item == {
        "id": str(cast.bamboo.public_id),
        "name": "小竹林托育园",
        "name_en": "Little Bamboo Nursery",
        "kind": "nursery",
        "kind_name": "托育机构",
        "state": "open",
        "running_model": "public_built",
        "inclusive": True,
        "region": {"code": "330105004", "level": "town", "name": "和睦街道", "name_en": ""},
        "operator": "小竹林托育服务有限公司",
        "address": cast.bamboo.address,
        "address_en": "",
        "phone": "",
        "lon": 120.1365,
        "lat": 30.312,
        "free_places": 5,
        "trust": {
            "state": "valid",
            "lines": [
                {
                    "state": "valid",
                    "words": f"2021年6月1日在拱墅区卫生健康局备案，编号备{cast.bamboo.pk:06d}，有效。",
                },
                {"state": "valid", "words": "消防安全检查合格证明有效至2027年3月1日。"},
            ],
        },
        "href": f"/api/v1/sites/{cast.bamboo.public_id}",
        "distance_m": 48.0,
        "walk_minutes": 0.8,
        "walk_estimated": True,
        "work_minutes": None,
        "free_for_child": 5,
        "fee": {"fen": 268000, "unit": "month"},
        "forms": ["full_day"],
        "opens": "07:30",
        "closes": "18:30",
    }


def test_next_leads_through_all_pages_and_keeps_the_filters(ask):
    names, path = [], f"sites?near={HOME}&limit=1&kind=nursery&kind=station"
    while path:
        answer = ask(path).json()
        names += [item["name"] for item in answer["items"]]
        path = (answer["next"] or "").removeprefix("/api/v1/")
    assert names == ["小竹林托育园", "和睦成长驿站", "小竹林托育园柳浪分园", "北山托育园"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("inclusive=true", ["小竹林托育园"]),
        ("form=full_day&max_fee_fen=300000", ["小竹林托育园"]),
        ("has_free=true&child_months=27", ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ("opens_by=07:30&open_until=18:30", ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ("q=柳浪&kind=nursery", ["小竹林托育园柳浪分园", "北山托育园"]),
        ("region=330106", ["北山托育园"]),
        ("minutes=10", ["小竹林托育园", "和睦成长驿站", "和睦小学暑期托管"]),
        ("q=%00", ["小竹林托育园", "和睦成长驿站", "和睦小学暑期托管", "小竹林托育园柳浪分园", "北山托育园"]),
    ],
)
def test_the_api_filters_as_the_search_does(ask, query, names):
    assert [item["name"] for item in ask(f"sites?near={HOME}&{query}").json()["items"]] == names


@pytest.mark.parametrize("datum", list(Datum))
def test_places_may_be_asked_and_answered_in_another_datum(ask, cast, datum):
    lon, lat = from_wgs84([120.137, 30.312], datum).round(9)
    item = ask(f"sites?near={lon},{lat}&datum={datum}&limit=1").json()["items"][0]
    assert item["distance_m"] == 48.0
    expected = from_wgs84([cast.bamboo.lon, cast.bamboo.lat], datum).round(6).tolist()
    assert [item["lon"], item["lat"]] == expected
    page = ask(f"sites/{cast.bamboo.public_id}?datum={datum}").json()
    assert [page["lon"], page["lat"]] == expected


def test_a_site_s_page_tells_classes_offers_staff_and_papers(ask, cast):
    page = ask(f"sites/{cast.bamboo.public_id}").json()
    assert page["introduction"] == "和睦新村里的一家小园。"
    assert page["classes"] == [
        {
            "name": "向阳班",
            "band": "older_toddler",
            "band_name": "托大班",
            "licensed": 20,
            "free": 5,
            "children_per_carer": 7,
            "carers": 1,
            "ratio_ok": False,
            "ratio_rule": "托育机构设置标准（试行）（国卫人口发〔2019〕58号）第十九、二十条",
        }
    ]
    assert [member["name"] for member in page["staff"]] == ["翟老师", "周老师"]
    assert page["authorisation"]["issued_on"] == "2021-06-01"
    assert page["owner"] == "和睦街道办事处"


def test_english_is_answered_when_asked_for(ask, cast):
    page = ask(f"sites/{cast.bamboo.public_id}?lang=en").json()
    assert page["trust"]["lines"][1]["words"] == "Fire safety certificate valid until 1 Mar 2027."


def test_a_draft_or_an_unknown_site_is_a_problem_404(ask, cast):
    cast.bamboo.state = "draft"
    cast.bamboo.save()
    for site_id in (cast.bamboo.public_id, "00000000-0000-4000-8000-000000000000"):
        answer = ask(f"sites/{site_id}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["code"] == "OutOfReach"
    assert ask("sites/not-an-id").status_code == 422


def test_regions_come_with_their_parents(ask):
    answer = ask("regions?under=330105&limit=2").json()
    assert [(item["code"], item["parent"]) for item in answer["items"]] == [
        ("330105", None),
        ("330105004", "330105"),
    ]
    assert (answer["total"], answer["next"]) == (4, "/api/v1/regions?under=330105&limit=2&offset=2")


@pytest.mark.parametrize(
    "query",
    [
        "near=NaN,1", "near=inf,inf", "near=999,1", "near=120", "near=1e400,2", "limit=0", "limit=101",
        "offset=99999999999999999999", "child_months=-1", "minutes=nan", "minutes=1e999", "kind=castle",
        "max_fee_fen=99999999999999999999999", "opens_by=25:00", "region=33%00", "datum=moon", "sort=luck",
        "near=%00", "near=１２０,30",
    ],
)  # fmt: skip
def test_nonsense_is_a_problem_that_names_its_parameter(ask, query):
    answer = ask(f"sites?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    body = answer.json()
    assert (body["status"], body["code"]) == (422, "Invalid")
    assert list(body["errors"]) == [query.partition("=")[0]] or query.startswith("kind")


def test_other_methods_are_refused_in_the_same_shape(cast):
    answer = Client(enforce_csrf_checks=True).post("/api/v1/sites")
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (405, "GET", "MethodNotAllowed")


def test_every_answer_tells_the_rate_and_past_it_when_to_come_back(ask, monkeypatch):
    monkeypatch.setattr(gate, "MOST_ANONYMOUS", 2)
    left = [ask("regions")["RateLimit-Remaining"] for _again in range(2)]
    assert left == ["1", "0"]
    answer = ask("sites")
    assert (answer.status_code, answer.json()["code"]) == (429, "TooOften")
    assert (answer["Retry-After"], answer["RateLimit-Limit"], answer["RateLimit-Reset"]) == ("60", "2", "60")


def test_a_key_asks_more_often_and_only_what_its_scopes_allow(ask, cast, monkeypatch):
    monkeypatch.setattr(gate, "MOST_ANONYMOUS", 0)
    bearer = f"Bearer {key(cast.father, 'sites:read')}"
    answer = ask("sites", Authorization=bearer)
    assert (answer.status_code, answer["RateLimit-Limit"]) == (200, str(gate.MOST_BY_KEY))
    refused = ask("regions", Authorization=bearer)
    assert (refused.status_code, refused.json()["code"]) == (403, "ScopeMissing")
    assert ask("openapi.json", Authorization=bearer).status_code == 200


def test_a_key_that_is_unknown_expired_revoked_or_of_a_closed_account_opens_nothing(ask, cast):
    def status(authorization: str) -> int:
        answer = ask("sites", Authorization=authorization)
        assert answer.status_code == 200 or answer["WWW-Authenticate"] == "Bearer"
        return answer.status_code

    good = key(cast.father, "sites:read")
    assert status(f"Bearer {good}") == 200
    assert status(f"Bearer {good[:-1]}{'a' if good[-1] != 'a' else 'b'}") == 401
    assert status(f"Basic {good}") == 401
    assert status("Bearer \x00") == 401
    assert status(f"Bearer {key(cast.father, 'sites:read', expires=date(2026, 11, 20))}") == 401
    ApiKey.objects.update(revoked_at="2026-11-20T00:00:00Z")
    assert status(f"Bearer {good}") == 401
    fresh = key(cast.mother, "sites:read")
    cast.mother.is_active = False
    cast.mother.save()
    assert status(f"Bearer {fresh}") == 401


def test_the_session_of_a_browser_counts_for_nothing_here(cast, signed_in):
    answer = signed_in("officer").get("/api/v1/sites")
    assert answer["RateLimit-Limit"] == str(gate.MOST_ANONYMOUS)


def test_a_list_of_a_hundred_asks_as_little_as_a_list_of_one(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(16) as one:
        ask(f"sites?near={HOME}&limit=1")
    with django_assert_max_num_queries(len(one)):
        ask(f"sites?near={HOME}&limit=100")


def test_the_description_is_openapi_3_1_and_tells_every_error(ask):
    schema = json.loads(ask("openapi.json").content)
    assert schema["openapi"].startswith("3.1")
    assert {"/api/v1/regions", "/api/v1/sites", "/api/v1/sites/{site_id}"} < set(schema["paths"])
    assert {"/api/v1/sessions", "/api/v1/bookings/{booking_id}"} < set(schema["paths"])
    for operation in (one for path in schema["paths"].values() for one in path.values()):
        assert set(operation["responses"]) > {"400", "401", "403", "404", "405", "409", "422", "429"}
        assert operation["security"] == [{}, {"key": []}]
