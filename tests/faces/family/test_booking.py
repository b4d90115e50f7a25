"""Booking over HTTP: the form on a session's page, the answers, and that nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking.models import Agreement, Booking, Signature
from tests.cast import NOW
from tests.domain.booking.families import families
from tests.domain.booking.making import session


@pytest.fixture
def music(cast):
    return session(cast.station, 1)


def asks(session, *children, **more) -> tuple[str, dict]:
    return f"/family/sessions/{session.public_id}/book/", {
        "children": [str(child.public_id) for child in children],
        "adults": "1",
        "key": str(uuid4()),
        **more,
    }


def test_a_father_books_and_comes_to_his_booking(cast, signed_in, music):
    client = signed_in("father")
    answer = client.post(*asks(music, cast.daughter))
    booking = Booking.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/family/bookings/{booking.public_id}/")
    assert (booking.state, booking.account, booking.household) == ("booked", cast.father, cast.household)
    assert client.get(answer["Location"]).status_code == 200


def test_a_script_is_told_where_to_go_in_json(cast, signed_in, music):
    path, data = asks(music, cast.daughter)
    answer = signed_in("father").post(path, data, HTTP_ACCEPT="application/json")
    assert answer.json() == {"next": f"/family/bookings/{Booking.objects.get().public_id}/"}


def test_the_same_form_handed_in_twice_has_the_same_answer(cast, signed_in, music):
    path, data = asks(music, cast.daughter)
    client = signed_in("father")
    assert client.post(path, data)["Location"] == client.post(path, data)["Location"]
    assert Booking.objects.count() == 1


def test_a_refusal_says_why_and_keeps_what_was_typed(cast, signed_in):
    later = session(cast.station, opens_at=NOW + timedelta(hours=1), most_adults=3)
    path, data = asks(later, cast.daughter, adults="2")
    answer = signed_in("father").post(path, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "还没有开放预约。" in page
    assert '<option value="2" selected>' in page
    assert f'name="key" value="{data["key"]}"' in page
    assert f'value="{cast.daughter.public_id}" checked' in page
    assert f'value="{cast.son.public_id}">' in page


def test_a_form_without_its_key_is_asked_for_again(cast, signed_in, music):
    path, data = asks(music, cast.daughter, key="")
    assert signed_in("father").post(path, data).status_code == 422


def test_another_family_s_child_is_nobody(cast, signed_in, music):
    other = families(1)[0]
    assert signed_in("father").post(*asks(music, other.children[0])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, cast, music):
    answer = client.post(*asks(music))
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


def test_an_agreement_is_signed_with_the_booking(cast, signed_in):
    text = Agreement.objects.create(
        key="drop_in",
        version="2026-1",
        title="临时托协议",
        title_en="Drop-in care",
        text="一小时。",
        text_en="One hour.",
    )
    care = session(cast.station, agreement=text)
    path, data = asks(care, cast.daughter)
    client = signed_in("father")
    assert "临时托协议" in client.post(path, data).content.decode()
    assert client.post(path, {**data, "agree": str(text.pk)}).status_code == 303
    assert Signature.objects.get().account == cast.father


def test_the_page_chooses_the_children_that_fit_and_says_why_others_do_not(cast, signed_in):
    toddlers = session(cast.station, age_from=18, age_to=36)
    page = signed_in("father").get(f"/activities/{toddlers.public_id}/").content.decode()
    assert f'value="{cast.daughter.public_id}" checked>' in page
    assert f'value="{cast.son.public_id}" disabled>' in page
    assert "还不到这一场的月龄" in page


def test_before_it_opens_the_page_counts_down_by_the_server_s_clock(cast, signed_in):
    opens = NOW + timedelta(minutes=5)
    later = session(cast.station, opens_at=opens)
    page = signed_in("father").get(f"/activities/{later.public_id}/").content.decode()
    assert f'data-opens="{int(opens.timestamp() * 1000)}" data-now="{int(NOW.timestamp() * 1000)}"' in page
    assert "data-later hidden" in page


def test_a_visitor_reads_the_page_and_is_shown_the_way_in(client, cast, music):
    page = client.get(f"/activities/{music.public_id}/").content.decode()
    assert "还有 1 个名额" in page
    assert "登录后预约" in page
    assert "陈小丸" not in page


def test_a_family_that_has_booked_is_led_to_its_booking(cast, signed_in, music):
    client = signed_in("father")
    client.post(*asks(music, cast.daughter))
    page = client.get(f"/activities/{music.public_id}/").content.decode()
    assert "您家已预约。" in page
    assert "data-book " not in page


def test_the_server_s_clock_is_told_in_milliseconds(client):
    assert client.get("/activities/clock/").json() == {"now": int(NOW.timestamp() * 1000)}
