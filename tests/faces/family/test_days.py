"""The family's pages of a child's day: what was recorded, what is asked, and nothing of anybody else's child."""

import re
from datetime import timedelta

import pytest

from shanyu.domain.care.actions import record, save_portrait, share_portrait
from shanyu.domain.care.models import Entry, Leave, MedicationRequest, PickUpPass
from shanyu.domain.people.actions import decide_for_child
from shanyu.kernel.clock import now
from tests.cast import TODAY
from tests.domain.care.making import daughters_class, raw
from tests.domain.care.test_photos import take
from tests.domain.health.making import picture


@pytest.fixture
def home(cast) -> str:
    cast.where = daughters_class(cast)
    return f"/family/today/{cast.daughter.public_id}/"


def text(answer) -> str:
    return answer.content.decode()


def send(cast, kind: str, at=None, **facts) -> None:
    result = record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, kind, at, **facts)])
    assert result.accepted


def test_today_opens_the_child_who_has_a_place_and_shows_the_day(cast, home, signed_in):
    send(cast, "arrival", now() - timedelta(hours=1), way="name")
    send(cast, "meal", slot="breakfast", amount="most", note="粥喝了两碗")
    for who in ("father", "mother"):
        page = text(signed_in(who).get("/family/today/"))
        assert all(
            words in page for words in ("陈小丸的一天", "在园里", "早餐：吃了大半", "粥喝了两碗", "08:30")
        )


def test_a_family_without_a_place_is_told_the_way_there(cast, signed_in):
    page = text(signed_in("father").get("/family/today/"))
    assert "孩子今天没有在园的托位" in page and "/family/enrolment/" in page


def test_the_part_is_not_sent_again_while_nothing_is_new(cast, home, signed_in):
    client, part = signed_in("father"), f"{home}part/"
    first = client.get(part)
    again = client.get(part, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["ETag"].strip('"') in text(client.get(home))
    send(cast, "mood", mood="happy")
    new = client.get(part, headers={"If-None-Match": first["ETag"]})
    assert new.status_code == 200 and "情绪：开心" in text(new)


def test_a_picture_that_may_no_longer_be_seen_makes_the_part_new(cast, home, signed_in):
    decide_for_child(cast.actor("father"), cast.daughter, purpose="photos", agrees=True)
    made = take(cast, cast.where, cast.daughter)
    client, part, url = signed_in("mother"), f"{home}part/", f"/family/photos/{made.public_id}/"
    first = client.get(part)
    assert url in text(first) and url in text(client.get(f"{home}album/"))
    assert client.get(f"{url}?small").status_code == 200
    decide_for_child(cast.actor("mother"), cast.daughter, purpose="photos", agrees=False)
    new = client.get(part, headers={"If-None-Match": first["ETag"]})
    assert new.status_code == 200 and url not in text(new)
    assert client.get(url).status_code == 404


def test_any_day_before_is_a_step_away_and_no_day_after_today(cast, home, signed_in):
    send(cast, "mood", now() - timedelta(days=1), mood="upset")
    client = signed_in("father")
    page = text(client.get("/family/today/"))
    assert f"{home}?day=2026-11-20" in page and "?day=2026-11-22" not in page
    assert "情绪：哭闹" in text(client.get(f"{home}?day=2026-11-20"))
    assert "data-live" in text(client.get(f"{home}?day=2027-01-01"))


def test_what_a_check_found_stands_on_top(cast, home, signed_in):
    send(
        cast,
        "check",
        slot="morning",
        outcome="isolated",
        temperature=379,
        symptoms=["fever"],
        note="已隔离观察",
    )
    page = text(signed_in("mother").get(home))
    assert page.count("晨检 · 37.9 ℃ · 发热 · 隔离观察") == 2


def test_a_word_to_the_carer_is_sent_once(cast, home, signed_in):
    client = signed_in("father")
    mark = re.search(r'name="mark" value="([^"]+)"', text(client.get(home))).group(1)
    for _again in (1, 2):
        assert client.post(f"{home}note/", {"mark": mark, "words": "我 18:40 到"}).url == home
    assert Entry.objects.get().note.reveal() == "我 18:40 到"
    assert client.post(f"{home}note/", {"mark": mark, "words": ""}).status_code == 422


def test_leave_is_asked_and_taken_back(cast, home, signed_in):
    client = signed_in("father")
    facts = {"first_day": "2026-11-23", "last_day": "2026-11-24", "reason": "ill", "symptoms": ["cough"]}
    assert client.post(f"{home}leave/", facts).url == f"{home}leave/"
    page = text(client.get(f"{home}leave/"))
    assert "11月23日" in page and "咳嗽" in page
    bad = client.post(f"{home}leave/", {**facts, "last_day": "2026-11-20"})
    assert bad.status_code == 422 and "最后一天不能早于第一天" in text(bad)
    told = Leave.objects.get()
    assert signed_in("mother").post(f"/family/leaves/{told.public_id}/withdraw/").url == f"{home}leave/"
    assert "请过的假" not in text(client.get(f"{home}leave/"))


def test_a_one_time_code_is_shown_once(cast, home, signed_in):
    client = signed_in("father")
    facts = {"name": "李阿姨", "phone": "", "day": TODAY.isoformat()}
    assert client.post(f"{home}pick-up/", facts).url == f"{home}pick-up/"
    first, again = text(client.get(f"{home}pick-up/")), text(client.get(f"{home}pick-up/"))
    assert "这个码只显示这一次" in first and "这个码只显示这一次" not in again and "李阿姨" in again
    made = PickUpPass.objects.get()
    assert client.post(f"/family/pick-ups/{made.public_id}/withdraw/").url == f"{home}pick-up/"


def test_a_medicine_is_asked_with_its_label_and_taken_back(cast, home, signed_in):
    client = signed_in("mother")
    facts = {
        "drug": "布洛芬混悬液", "dose": "3 毫升", "times": "09:30，12：00", "first_day": TODAY.isoformat(),
        "last_day": TODAY.isoformat(), "label": picture(),
    }  # fmt: skip
    assert client.post(f"{home}medicine/", facts).url == f"{home}medicine/"
    asked = MedicationRequest.objects.get()
    assert asked.times == [570, 720]
    assert client.get(f"/family/medicines/{asked.public_id}/label/").status_code == 200
    assert client.post(f"{home}medicine/", {**facts, "times": "中午", "label": picture()}).status_code == 422
    assert client.post(f"/family/medicines/{asked.public_id}/withdraw/").url == f"{home}medicine/"
    assert "已撤回" in text(client.get(f"{home}medicine/"))


def test_a_shared_month_is_read(cast, home, signed_in):
    send(cast, "mood", mood="happy")
    made = save_portrait(cast.actor("carer"), cast.daughter, month=TODAY, words="会自己上台阶了。")
    assert "会自己上台阶了" not in text(signed_in("father").get(f"{home}months/"))
    share_portrait(cast.actor("carer"), made.pk)
    assert "会自己上台阶了" in text(signed_in("father").get(f"{home}months/"))


@pytest.mark.parametrize("who", ["stranger", "grandmother", "carer"])
def test_nobody_elses_family_finds_any_of_it(cast, home, signed_in, who):
    client = signed_in(who)
    for page in ("", "part/", "album/", "months/", "leave/", "pick-up/", "medicine/"):
        answer = client.get(f"{home}{page}")
        assert answer.status_code == 404 or (who == "carer" and page in {"leave/", "medicine/"}), page
