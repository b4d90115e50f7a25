"""The pages of one's own bookings: what they say, what their buttons do, and links that need no sign-in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.codes import code_of
from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.links import token_for
from shanyu.domain.booking.models import Booking, Feedback, TrustMark
from shanyu.kernel import clock
from tests.cast import NOW
from tests.domain.booking.families import family
from tests.domain.booking.making import session


def booked(cast, made) -> Booking:
    asked = Asked(made.pk, cast.father.pk, cast.household.pk, [cast.daughter.pk], uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


def waiting(cast) -> tuple[Booking, Booking]:
    """Another family's place in a full session, and the father's place in line."""
    made, other = session(cast.station, 1), family("first")
    asked = Asked(made.pk, other.account.pk, other.household.pk, [other.children[0].pk], uuid4())
    first = Booking.objects.get(pk=claims.claim(asked).booking)
    return first, booked(cast, made)


@pytest.fixture
def offer(cast) -> Booking:
    first, mine = waiting(cast)
    claims.release(first.pk, None)
    mine.refresh_from_db()
    return mine


def path(booking: Booking, step: str = "") -> str:
    return f"/family/bookings/{booking.public_id}/{step}"


def test_nothing_booked_leads_to_what_is_near(signed_in):
    page = signed_in("father").get("/family/bookings/").content.decode()
    assert "还没有预约" in page
    assert 'href="/activities/"' in page


def test_an_offer_stands_on_top_with_one_next_step(cast, signed_in, offer):
    booked(cast, session(cast.station, starts=NOW + timedelta(days=9)))
    page = signed_in("father").get("/family/bookings/").content.decode()
    assert page.count("sy-btn-next") == 1
    assert page.index("有空位了") < page.index("要去的")


def test_a_waiting_family_reads_its_position_and_that_the_chance_is_not_known(cast, signed_in):
    _first, mine = waiting(cast)
    page = signed_in("father").get(path(mine)).content.decode()
    assert "您排在第 1 位，共 1 家在候补。" in page
    assert "说不准有多大机会" in page


def test_a_called_off_session_is_said_plainly_with_its_reason_before_what_comes(cast, signed_in):
    off = booked(cast, session(cast.station, title="纸箱城堡"))
    booked(cast, session(cast.station, starts=NOW + timedelta(days=9)))
    claims.call_off(off.session_id, "场地漏水", cast.keeper.pk)
    page = signed_in("father").get("/family/bookings/").content.decode()
    order = [
        page.index(words)
        for words in ("取消了，不用去", "纸箱城堡", "主办方取消了这一场：场地漏水", "要去的")
    ]
    assert order == sorted(order)
    assert "过去的" not in page


def test_an_offer_is_taken_up(cast, signed_in, offer):
    client = signed_in("father")
    page = client.get(path(offer)).content.decode()
    assert "为您留到 11月22日 周日 09:30" in page
    answer = client.post(path(offer, "take/"), follow=True)
    offer.refresh_from_db()
    assert offer.state == "booked"
    assert "已预约。名额是您家的了。" in answer.content.decode()


def test_a_place_has_a_code_for_the_door_and_a_file_for_the_calendar(cast, signed_in):
    mine = booked(cast, session(cast.station))
    client = signed_in("father")
    assert code_of(mine) in client.get(path(mine)).content.decode()
    assert client.get(path(mine, "code.svg"))["Content-Type"] == "image/svg+xml"
    answer = client.get(path(mine, "booking.ics"))
    assert answer["Content-Disposition"] == 'attachment; filename="shanyu.ics"'
    assert b"SUMMARY:\xe4\xba\xb2\xe5\xad\x90\xe9\x9f\xb3\xe4\xb9\x90" in answer.content


def test_a_place_in_line_has_no_code(cast, signed_in):
    _first, mine = waiting(cast)
    assert signed_in("father").get(path(mine, "code.svg")).status_code == 404


def test_before_the_deadline_cancelling_is_said_to_be_free_and_after_it_not(cast, signed_in):
    mine = booked(cast, session(cast.station))
    client = signed_in("father")
    assert "前取消没有影响" in client.get(path(mine)).content.decode()
    with clock.frozen(mine.session.starts_at - timedelta(hours=2)):
        assert "现在取消算临近取消" in client.get(path(mine)).content.decode()
        client.post(path(mine, "leave/"))
    mine.refresh_from_db()
    assert mine.state == "cancelled_late"


def test_feedback_is_two_taps(cast, signed_in):
    mine = booked(cast, session(cast.station))
    Booking.objects.filter(pk=mine.pk).update(state="attended", arrived_at=NOW)
    client = signed_in("father")
    with clock.frozen(mine.session.ends_at):
        assert 'id="feedback"' in client.get(path(mine)).content.decode()
        answer = client.post(path(mine, "feedback/"), {"stars": "4", "again": "yes"})
    assert answer.status_code == 302
    told = Feedback.objects.get()
    assert (told.stars, told.again, told.words) == (4, True, "")


def test_half_a_feedback_is_asked_for_again_and_keeps_its_words(cast, signed_in):
    mine = booked(cast, session(cast.station))
    Booking.objects.filter(pk=mine.pk).update(state="attended", arrived_at=NOW)
    with clock.frozen(mine.session.ends_at):
        answer = signed_in("father").post(path(mine, "feedback/"), {"stars": "4", "words": "老师很耐心"})
    assert answer.status_code == 422
    assert "老师很耐心" in answer.content.decode()


def test_visit_notes_stand_side_by_side(cast, signed_in):
    client = signed_in("father")
    for n, (site, words) in enumerate([(cast.bamboo, "院子大"), (cast.willow, "离得近")]):
        mine = booked(cast, session(site, starts=NOW + timedelta(days=n + 1), kind=SessionKind.VISIT))
        client.post(path(mine, "note/"), {"note": words, "outcome": "like"})
    page = client.get("/family/bookings/visits/").content.decode()
    for words in ("院子大", "离得近", cast.bamboo.name, cast.willow.name, "想报名"):
        assert words in page


def test_a_mark_is_explained_and_appealed(cast, signed_in):
    mine = booked(cast, session(cast.station))
    mark = TrustMark.objects.create(
        booking=mine, account=cast.father, household=cast.household, kind="no_show", at=NOW
    )
    client = signed_in("father")
    page = client.get("/family/bookings/trust/").content.decode()
    assert "60 天内满 2 次" in page
    client.post("/family/bookings/trust/", {"mark": mark.pk, "words": "孩子发烧了"})
    mark.refresh_from_db()
    assert mark.appeal == "孩子发烧了"
    assert "等待主办方答复" in client.get("/family/bookings/trust/").content.decode()


def test_a_family_that_has_to_wait_is_told_why_on_the_session_s_page(cast, signed_in):
    for n in (1, 2):
        mine = booked(cast, session(cast.station, starts=NOW + timedelta(days=n)))
        TrustMark.objects.create(
            booking=mine, account=cast.father, household=cast.household, kind="late", at=NOW
        )
    popular = session(
        cast.bamboo, popular=True, opens_at=NOW - timedelta(minutes=5), starts=NOW + timedelta(days=9)
    )
    page = signed_in("father").get(f"/activities/{popular.public_id}/").content.decode()
    assert "晚 30 分钟开放" in page
    assert "data-later hidden" in page


def test_a_calendar_address_is_shown_once_and_can_be_ended(cast, signed_in, client):
    mine = booked(cast, session(cast.station))
    father = signed_in("father")
    page = father.post("/family/bookings/calendar/").content.decode()
    address = page.split("testserver/calendar/")[1].split(".ics")[0]
    assert f"booking-{mine.public_id}@shanyu".encode() in client.get(f"/calendar/{address}.ics").content
    assert address not in father.get("/family/bookings/calendar/").content.decode()


def test_opening_a_mail_s_link_changes_nothing_and_its_button_acts(client, offer):
    address = f"/b/{token_for(offer, 'offer')}/"
    page = client.get(address)
    assert client.head(address).status_code == 200
    offer.refresh_from_db()
    assert offer.state == "offered"
    assert "接受，我们来" in page.content.decode()
    assert "孩子" not in page.content.decode().split("<main")[1].split("</main")[0]
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert client.post(address, {"step": "accept"}).status_code == 302
    offer.refresh_from_db()
    assert offer.state == "booked"
    assert "名额是您家的了。" in client.get(address).content.decode()


def test_a_link_s_offer_that_is_gone_is_said_in_a_sentence(client, offer):
    address = f"/b/{token_for(offer, 'offer')}/"
    with clock.frozen(offer.until):
        answer = client.post(address, {"step": "accept"})
    assert answer.status_code == 409
    assert "这个预约现在已经不能这样处理了。" in answer.content.decode()


def test_a_site_s_page_offers_its_next_visits(client, cast):
    made = session(cast.bamboo, 2, kind=SessionKind.VISIT, unit="family")
    page = client.get(f"/sites/{cast.bamboo.public_id}/").content.decode()
    assert f'href="/activities/{made.public_id}/"' in page
    assert "预约参观" in page
    whole = client.get(f"/sites/{cast.bamboo.public_id}/visits/").content.decode()
    assert "还有 2 个家庭名额" in whole
    assert "还没有开放的参观时间" in client.get(f"/sites/{cast.willow.public_id}/visits/").content.decode()


def test_the_code_is_one_that_every_phone_can_read(cast, signed_in):
    """A whole QR code has at least 21 modules a side, with a quiet border of two; a Micro QR code has fewer."""
    mine = booked(cast, session(cast.station))
    drawn = signed_in("father").get(path(mine, "code.svg")).content.decode()
    assert 'width="150" height="150"' in drawn
