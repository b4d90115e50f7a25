"""The station's pages: entries that come once, the door, duty, the poster."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from shanyu.domain.stations.actions import hand_in, set_opening_hours
from shanyu.domain.stations.models import Cleaning, Duty, Equipment, HandOver, OpeningRange, PlayVisit
from shanyu.domain.stations.posters import token_of
from shanyu.domain.stations.rules import Hours
from shanyu.kernel import clock
from tests.cast import NOW, Cast
from tests.domain.stations.making import child_here, guardian_of, hour, neighbour, on_duty

pytestmark = pytest.mark.django_db
TWO_YEARS = date(2024, 8, 1)


@pytest.fixture
def carer(cast: Cast):
    one = neighbour(cast.station)
    on_duty(cast.station, one.worker, cast.keeper)
    return one


def here(cast: Cast) -> str:
    return f"/station/{cast.station.public_id}/"


def test_the_roster_shows_who_comes_next_with_the_adults_to_tap(cast, signed_in, carer):
    one = child_here(cast, "a", TWO_YEARS, hour(cast.station))
    page = signed_in("keeper").get(here(cast)).content.decode()
    assert one.child.name.reveal()[1:] in page
    assert f'value="g:{one.booking.account.public_id}"' in page
    assert page.count('name="what" value="in"') == 1


def test_a_form_takes_a_child_in_and_says_a_refusal_on_the_page_that_follows(cast, signed_in, carer):
    one, client = child_here(cast, "a", TWO_YEARS, hour(cast.station)), signed_in("keeper")
    fields = {
        "what": "in", "booked": one.pk, "minder": carer.worker.pk,
        "adult": f"g:{one.booking.account.public_id}",
    }  # fmt: skip
    assert client.post(here(cast) + "entries/", fields).status_code == 302
    assert HandOver.objects.get().step == "in"
    again = client.post(here(cast) + "entries/", fields, follow=True).content.decode()
    assert "孩子已经在驿站了。" in again


def test_a_batch_from_a_device_is_entered_once_and_each_entry_has_its_answer(cast, signed_in, carer):
    one, client = child_here(cast, "a", TWO_YEARS, hour(cast.station)), signed_in("keeper")
    adult = f"g:{one.booking.account.public_id}"
    came = (NOW - timedelta(minutes=20)).isoformat()
    entries = [
        {
            "id": str(uuid4()),
            "what": "in",
            "booked": one.pk,
            "minder": carer.worker.pk,
            "adult": adult,
            "at": came,
        },
        {"id": str(uuid4()), "what": "out", "booked": one.pk, "adult": adult},
        {"id": "no", "what": "in"},
    ]

    def send() -> list[str]:
        answer = client.post(
            here(cast) + "entries/", json.dumps({"entries": entries}), content_type="application/json"
        )
        return [one["state"] for one in answer.json()["answers"]]

    assert send() == send() == ["done", "refused", "refused"]
    assert [(step.step, step.at) for step in HandOver.objects.all()] == [("in", NOW - timedelta(minutes=20))]
    bad = client.post(here(cast) + "entries/", "[]", content_type="application/json")
    assert bad.status_code == 400


def test_the_page_of_a_child_has_the_steps_a_correction_and_one_tap_to_call(cast, signed_in, carer):
    one, client = child_here(cast, "a", TWO_YEARS, hour(cast.station)), signed_in("keeper")
    parent = one.booking.account
    parent.phone = "13800001234"
    parent.save()
    made = hand_in(cast.actor("keeper"), one, adult=guardian_of(one), minder=carer.worker.pk, mark=uuid4())
    page = client.get(f"/station/care/{one.pk}/").content.decode()
    assert "13800001234" not in page
    assert "核对了接送码" in page
    called = client.post(f"/station/care/{one.pk}/call/")
    assert 'href="tel:13800001234"' in called.content.decode()
    assert called["Cache-Control"] == "no-store"
    client.post(f"/station/care/undo/{made.pk}/", {"note": "点错了", "booked": one.pk})
    assert HandOver.objects.filter(corrects=made).count() == 1


def test_a_neighbour_sees_the_own_duties_offers_and_on_duty_the_roster(cast, client, carer):
    client.force_login(carer.account)
    assert client.get("/station/").headers["Location"] == "/station/duties/"
    assert "今天的名单" in client.get("/station/duties/").content.decode()
    assert client.get(here(cast)).status_code == 200
    offer = {"day": "2026-11-23", "begins": "09:00", "ends": "11:00"}
    client.post(f"{here(cast)}duties/offer/", offer)
    duty = Duty.objects.get(state="offered")
    assert clock.local(duty.during.lower).isoformat() == "2026-11-23T09:00:00+08:00"
    assert client.get(here(cast) + "drop-in/").status_code == 404
    client.post(f"/station/duties/{duty.public_id}/end/")
    duty.refresh_from_db()
    assert duty.state == "cancelled"


def test_the_keeper_publishes_hours_confirms_and_keeps_the_house(cast, signed_in):
    client = signed_in("keeper")
    week = {f"day{n}": "09:00–11:30 14:00-17:00" if n < 4 else "" for n in range(1, 8)}
    client.post(here(cast) + "hours/", week)
    assert OpeningRange.objects.count() == 6
    assert "每周应至少开放 5 天" in client.get(here(cast) + "hours/").content.decode()
    assert client.post(here(cast) + "hours/", {"day1": "上午"}).status_code == 422
    slots = {
        "since": "2026-11-23",
        "until": "2026-11-24",
        "weekdays": ["1", "2"],
        "starts": "9:00 10:10",
        "minutes": "60",
    }
    assert "已发布 4 个时段。" in client.post(here(cast) + "drop-in/", slots, follow=True).content.decode()
    client.post(here(cast) + "house/equipment/", {"kind": "toy", "name": "积木", "count": "2"})
    thing = Equipment.objects.get()
    client.post(
        f"/station/house/{thing.public_id}/clean/", {"method": "wipe", "site": cast.station.public_id}
    )
    assert Cleaning.objects.get().equipment == thing
    client.post(here(cast) + "house/safety/", {"item": "fire", "right": "1"})
    assert "沈阿姨检查" in client.get(here(cast) + "house/").content.decode()
    one = neighbour(cast.station)
    plan = {"worker": one.worker.pk, "day": "2026-11-23", "begins": "09:00", "ends": "11:00"}
    assert client.post(here(cast) + "duties/", plan).status_code == 302
    assert one.worker.name in client.get(here(cast) + "duties/").content.decode()


def test_the_poster_leads_a_family_to_its_children_and_a_guest_to_a_few_words(cast, client, signed_in):
    set_opening_hours(cast.actor("keeper"), cast.station, {6: [Hours(0, 1440)]})
    hello = f"/station/hello/{token_of(cast.station.public_id)}/"
    assert hello.split("/")[3] in signed_in("keeper").get(here(cast) + "poster/").content.decode()
    assert "登录后签到" in client.get(hello).content.decode()
    done = client.post(hello + "guest/", {"name": "小鱼妈妈", "months": "14 30", "adults": "1"})
    assert "玩得开心" in done.content.decode()
    father = signed_in("father")
    father.post(hello, {"child": [str(cast.daughter.public_id)]})
    visit = PlayVisit.objects.get(account=cast.father)
    assert "我们走了" in father.get(hello).content.decode()
    with clock.frozen(NOW + timedelta(minutes=30)):
        father.post(f"/station/visits/{visit.public_id}/leave/", {"token": hello.split("/")[3]})
        assert "谁来玩，点一下" in father.get(hello).content.decode()
    assert client.get("/station/hello/forged.token/").status_code == 404


def test_a_guardian_names_who_may_fetch(cast, signed_in):
    father = signed_in("father")
    assert (
        father.post("/station/pick-up/", {"name": "", "phone": "1", "relation": "neighbour"}).status_code
        == 422
    )
    father.post("/station/pick-up/", {"name": "吴阿姨", "phone": "13800001234", "relation": "neighbour"})
    page = signed_in("mother").get("/station/pick-up/").content.decode()
    assert "吴阿姨" in page and "138****1234" in page


def test_the_public_page_says_when_a_station_is_open_and_which_hours_are_free(cast, client):
    set_opening_hours(cast.actor("keeper"), cast.station, {6: [Hours(540, 690)]})
    an_hour = hour(cast.station, starts=NOW + timedelta(days=1))
    page = client.get(f"/sites/{cast.station.public_id}/").content.decode()
    assert "现在开放，到 11:30" in page
    assert f"/activities/{an_hour.public_id}/" in page
    assert "杭州市《婴幼儿成长驿站管理与服务规范》" in page
    assert "约一小时临时托" not in client.get(f"/sites/{cast.bamboo.public_id}/").content.decode()
