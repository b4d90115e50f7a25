"""Menus through the API: a site's own system writes and publishes, families and everybody read."""

import pytest
from django.test import Client

from tests.domain.weekly.making import EGG, MONDAY, at_table, dish
from tests.faces.api.test_sites import key

pytestmark = pytest.mark.django_db


def test_a_menu_is_written_published_and_read(cast):
    at_table(cast, EGG)
    row = dish(cast, "蒸蛋", allergens=["egg"], parts={"鸡蛋": 25})
    head = {"Authorization": f"Bearer {key(cast.head, 'weeks:write')}"}
    father = {"Authorization": f"Bearer {key(cast.father, 'weeks:read')}"}
    client, site = Client(), f"/api/v1/sites/{cast.bamboo.public_id}"
    body = {"meals": [{"weekday": 1, "meal": "lunch", "dishes": [str(row.public_id)]}]}

    def put(given, headers):
        return client.put(
            f"{site}/menus/{MONDAY}", given, content_type="application/json", headers=headers
        ).status_code

    assert client.get(f"{site}/menu").status_code == 404
    assert (put(body, father), put(body, head)) == (403, 200)
    assert put({"meals": [{"weekday": 1, "meal": "lunch", "dishes": ["龙肉"]}]}, head) == 422
    made = client.post(f"{site}/menus/{MONDAY}/publish", headers=head)
    assert (made.status_code, made.json()["version"]) == (200, 1)
    assert client.post(f"{site}/menus/{MONDAY}/publish", headers=head).json()["code"] == "NothingChanged"
    [meal] = client.get(f"{site}/menu").json()["days"][0]["meals"]
    assert meal["dishes"] == [
        {
            "id": str(row.public_id), "name": "蒸蛋", "name_en": "", "allergens": ["egg"], "own_child": [],
            "ingredients": [{"name": "鸡蛋", "name_en": "", "grams": "25"}],
        }
    ]  # fmt: skip
    week = client.get(f"/api/v1/children/{cast.daughter.public_id}/week", headers=father).json()
    assert week["menu"]["days"][0]["meals"][0]["dishes"][0]["own_child"] == ["鸡蛋"]
    assert client.get(f"/api/v1/children/{cast.daughter.public_id}/week").status_code == 401


def test_a_kitchen_system_writes_down_a_sample_once(cast):
    head = {"Authorization": f"Bearer {key(cast.head, 'weeks:write')}"}
    body = {"day": "2026-11-21", "meal": "lunch", "dish": "蒸蛋", "grams": 125}
    page = f"/api/v1/sites/{cast.bamboo.public_id}/samples"

    def sent():
        return Client().post(page, body, content_type="application/json", headers=head)

    assert (sent().status_code, sent().status_code) == (201, 409)
