"""The class of today: by plain forms, and as JSON for a device, each entry once; a stopped device is told so."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from shanyu.domain.care.actions import revoke_device
from shanyu.domain.care.models import Device, Entry, Shift
from shanyu.domain.care.queries import day_of_child
from tests.domain.care.making import daughters_class, raw, worker_of

PIN = "402817"


@pytest.fixture
def where(cast):
    return daughters_class(cast)


@pytest.fixture
def tablet(cast, where, signed_in):
    client = signed_in("carer", strong=False)
    assert client.post("/carer/device/", {"name": "向阳班平板", "pin": PIN}).url == "/carer/"
    return client


def send(client: Client, cast, *entries: dict, **more) -> dict:
    body = {"site": str(cast.bamboo.public_id), "entries": entries, **more}
    return client.post("/carer/floor/entries", json.dumps(body), content_type="application/json")


def test_a_carer_sees_the_class_of_today_and_a_father_is_led_on(cast, where, signed_in):
    html = signed_in("carer", strong=False).get("/carer/").content.decode()
    assert "陈小丸" in html and "这台设备还没有登记" in html and "app.js" not in html
    assert signed_in("father").get("/carer/").url == "/carer/papers/"


def test_without_script_one_fact_is_said_of_the_marked_children(cast, where, signed_in):
    client = signed_in("carer", strong=False)
    form = {"class": where.pk, "child": str(cast.daughter.public_id), "note": "搭积木"}
    client.post("/carer/floor/entries", {**form, "fact": "arrival"})
    client.post("/carer/floor/entries", {**form, "fact": "meal_lunch", "choice_meal_lunch": "half"})
    client.post("/carer/floor/entries", {**form, "fact": "activity", "choice_activity": "motion"})
    told = day_of_child(cast.actor("father"), cast.daughter).entries
    assert sorted((one.kind, one.note, one.facts.get("amount")) for one in told) == [
        ("activity", "搭积木", None), ("arrival", "", None), ("meal", "", "half"),
    ]  # fmt: skip


def test_a_fact_that_the_day_does_not_know_is_no_entry(cast, where, signed_in):
    assert signed_in("carer").post("/carer/floor/entries", {"fact": "dance"}).status_code == 400


def test_a_batch_is_answered_entry_by_entry_and_again_the_same(cast, tablet):
    good, bad = raw(cast.daughter, "arrival"), raw(cast.son, "arrival")
    first = send(tablet, cast, good, bad, left=3).json()
    assert (first["accepted"], first["known"]) == ([good["mark"]], [])
    assert [(one["mark"], one["words"][:10]) for one in first["refused"]] == [
        (bad["mark"], "这个孩子那天不在本园")
    ]
    assert send(tablet, cast, good).json()["known"] == [good["mark"]]
    assert Entry.objects.count() == 1
    assert Device.objects.get().waiting == 0


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"site": "x", "entries": []}'])
def test_what_is_no_batch_is_a_bad_request(cast, tablet, body):
    answer = tablet.post("/carer/floor/entries", body, content_type="application/json")
    assert answer.status_code == 400


def test_the_state_holds_the_class_and_costs_nothing_when_nothing_has_changed(cast, tablet):
    first = tablet.get("/carer/floor/state")
    told = first.json()
    [child] = told["children"]
    assert (child["name"], {one["name"] for one in child["adults"]}) == ("陈小丸", {"陈大山", "林小满"})
    assert [one["name"] for one in told["people"]] == ["周老师"]
    assert told["me"] == str(worker_of(cast.carer).public_id)
    etag = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert tablet.get("/carer/floor/state", **etag).status_code == 304
    send(tablet, cast, raw(cast.daughter, "arrival"))
    assert [one["kind"] for one in tablet.get("/carer/floor/state", **etag).json()["entries"]] == ["arrival"]


def test_another_carer_takes_the_device_by_the_pin(cast, tablet):
    somebody = Client()
    somebody.cookies["shanyu_device"] = tablet.cookies["shanyu_device"].value
    body = {"worker": str(worker_of(cast.carer).public_id), "pin": "000000"}

    def open_it(**change):
        return somebody.post(
            "/carer/device/unlock", json.dumps(body | change), content_type="application/json"
        )

    assert open_it().json()["words"] == "密码不对，还可以试 4 次。 忘记了，请重新登录并设置新密码。"
    assert open_it(pin=PIN).status_code == 200
    assert somebody.get("/carer/floor/state").json()["device"] == "向阳班平板"


def test_the_cookie_of_a_device_is_for_no_script_and_no_other_face(tablet):
    cookie = tablet.cookies["shanyu_device"]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/carer/", "Lax")


def test_a_stopped_device_is_told_so_at_every_contact(cast, tablet):
    revoke_device(cast.actor("head"), Device.objects.get())
    assert send(tablet, cast, raw(cast.daughter, "arrival")).status_code == 410
    assert not Entry.objects.exists()
    tablet.cookies["shanyu_device"] = "gone"
    assert tablet.get("/carer/floor/state").json()["device"] == ""


def test_the_head_sees_the_devices_and_stops_one(cast, tablet, signed_in):
    head, device = signed_in("head"), Device.objects.get()
    page = f"/carer/devices/{cast.bamboo.public_id}/"
    assert "向阳班平板" in head.get(page).content.decode()
    stop = head.post(f"/carer/devices/{device.public_id}/revoke/", {"site": str(cast.bamboo.public_id)})
    assert stop.url == page
    assert "已停用" in head.get(page).content.decode()
    assert tablet.get(page).status_code == 404


def test_signing_in_to_the_room_and_out_of_it(cast, tablet, where):
    tablet.post("/carer/shift", json.dumps({"class": where.pk}), content_type="application/json")
    assert Shift.objects.get().care_class == where
    assert tablet.get("/carer/floor/state").json()["shifts"] == [str(worker_of(cast.carer).public_id)]
    tablet.post("/carer/shift", {"class": ""})
    assert not Shift.objects.exists()


def test_the_shell_and_the_worker_name_no_child(cast, tablet):
    for path in ("/carer/shell/", "/carer/worker.js", "/carer/manifest.webmanifest"):
        answer = tablet.get(path)
        assert answer.status_code == 200
        assert "陈小丸" not in answer.content.decode()
    script = tablet.get("/carer/worker.js").content.decode()
    assert "VERSION" not in script and "/carer/shell/" in script


def test_an_entry_by_nobody_known_is_refused(cast, tablet):
    told = send(tablet, cast, raw(cast.daughter, "arrival", by=uuid4())).json()["refused"]
    assert [one["words"][:13] for one in told] == ["记录的人那天不在这个班工作"]
