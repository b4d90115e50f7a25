"""A father books near home; a rush opens by itself; a lost answer books once; a waiting family gets the place."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.links import token_for
from shanyu.domain.booking.models import Booking, PlanItem, TrustMark
from shanyu.kernel import clock
from tests.cast import NOW
from tests.domain.booking.families import family
from tests.domain.booking.making import session
from tests.journeys.booking_pages import BookingFamily
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


def booked(cast, made) -> Booking:
    asked = Asked(made.pk, cast.father.pk, cast.household.pk, [cast.daughter.pk], uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


def offered(cast, **facts) -> Booking:
    """The father's offer in a session that was full."""
    made, other = session(cast.station, 1, **facts), family("first")
    asked = Asked(made.pk, other.account.pk, other.household.pk, [other.children[0].pk], uuid4())
    first = claims.claim(asked).booking
    waits = booked(cast, made)
    claims.release(first, None)
    waits.refresh_from_db()
    return waits


def test_a_father_finds_an_activity_books_it_and_sees_it_among_his_bookings(stage, cast):
    session(cast.station, starts=NOW + timedelta(days=1), title="大孩子的课", age_from=48)
    session(cast.station, starts=NOW + timedelta(days=2), age_from=6, age_to=36)
    father = BookingFamily(stage, "father").looks_near()
    assert father.titles() == ["亲子音乐"]
    father.opens("亲子音乐").leaves_out("陈小树").books()
    father.reads("名额是您家的了。", "签到码", "陈小丸")
    booking = Booking.objects.get()
    assert booking.state == "booked"
    father.goes("/family/bookings/").reads("要去的", "亲子音乐", "11月23日 周一 09:30–10:30")


def test_a_lost_answer_is_asked_for_again_and_nothing_is_booked_twice(stage, cast):
    made = session(cast.station)
    father = BookingFamily(stage, "father").goes(f"/activities/{made.public_id}/").loses_its_next_requests(2)
    father.books().reads("名额是您家的了。")
    assert Booking.objects.count() == 1


def test_the_form_appears_at_the_moment_of_opening_and_books_at_once(stage, cast):
    opens = NOW + timedelta(seconds=3)
    made = session(cast.station, opens_at=opens)
    father = BookingFamily(stage, "father").goes(f"/activities/{made.public_id}/")
    expect(father.form()).to_be_hidden()
    expect(stage.page.locator("[data-left]")).to_contain_text("00:00:0")
    expect(father.form()).to_be_visible()
    with clock.frozen(opens):
        father.books().reads("名额是您家的了。")


def test_without_a_script_the_form_works_and_a_refusal_keeps_what_was_chosen(browser, live_server, cast):
    made = session(cast.station, closes_at=NOW + timedelta(minutes=1))
    with browser.new_context(java_script_enabled=False) as context:
        there = Stage(context.new_page(), live_server.url.replace("127.0.0.1", "localhost"), cast)
        father = BookingFamily(there, "father").goes(f"/activities/{made.public_id}/").leaves_out("陈小树")
        with clock.frozen(NOW + timedelta(minutes=2)):
            father.books().reads("预约已经截止。")
        expect(father.child("陈小丸")).to_be_checked()
        expect(father.child("陈小树")).not_to_be_checked()
        father.books().reads("名额是您家的了。")


def test_a_waiting_family_gets_the_place_through_the_link_of_its_mail(stage, cast):
    waits = offered(cast)
    father = BookingFamily(stage).goes(f"/b/{token_for(waits, 'offer')}/")
    father.reads("有空位了", "为您留到 11月22日 周日 09:30").presses("接受，我们来").reads("名额是您家的了。")
    waits.refresh_from_db()
    assert waits.state == "booked"


def test_a_waiting_family_gets_the_place_on_its_own_page(stage, cast):
    offered(cast)
    father = BookingFamily(stage, "father").goes("/family/bookings/")
    father.reads("有空位了")
    stage.page.get_by_role("link", name="去答复").click()
    father.presses("接受，我们来").reads("已预约。名额是您家的了。")


def test_a_family_s_pages_of_booking_are_well_made_in_every_size(stage, cast):
    waits = offered(cast, starts=NOW + timedelta(days=8))
    coming = booked(
        cast, session(cast.station, starts=NOW + timedelta(days=2), age_from=20, drawing="garden")
    )
    visit = booked(cast, session(cast.bamboo, starts=NOW + timedelta(hours=1), kind=SessionKind.VISIT))
    Booking.objects.filter(pk=visit.pk).update(state="attended", arrived_at=NOW, note="院子大")
    TrustMark.objects.create(
        booking=coming, account=cast.father, household=cast.household, kind="late", at=NOW
    )
    later = session(cast.station, starts=NOW + timedelta(days=5), opens_at=NOW + timedelta(days=1))
    slots = session(cast.bamboo, starts=NOW + timedelta(days=3), kind=SessionKind.VISIT)
    stage.enter("father")
    paths = [
        "/activities/",
        "/activities/?view=days",
        f"/activities/{later.public_id}/",
        f"/activities/{slots.public_id}/",
        f"/sites/{cast.bamboo.public_id}/visits/",
        "/family/bookings/",
        f"/family/bookings/{waits.public_id}/",
        f"/family/bookings/{coming.public_id}/",
        "/family/bookings/trust/",
        "/family/bookings/visits/",
        "/family/bookings/calendar/",
    ]
    for path in paths:
        stage.look(path)
    with clock.frozen(visit.session.ends_at):
        stage.look(f"/family/bookings/{visit.public_id}/")
    stage.look_after(
        f"/family/sessions/{later.public_id}/book/",
        {"key": str(uuid4()), "children": str(cast.daughter.public_id)},
        at=f"/activities/{later.public_id}/",
        status=409,
    )
    stage.enter("")
    stage.look(f"/b/{token_for(waits, 'offer')}/")
    assert stage.problems == {}


def test_a_host_s_pages_about_one_family_are_well_made_in_every_size(stage, cast):
    full, other = session(cast.station, 1), family("first")
    claims.claim(Asked(full.pk, other.account.pk, other.household.pk, [other.children[0].pk], uuid4()))
    waits = booked(cast, full)
    late = booked(cast, session(cast.station, starts=NOW + timedelta(days=2)))
    mark = TrustMark.objects.create(
        booking=late, account=cast.father, household=cast.household, kind="late", at=NOW,
        appeal="孩子发烧了", appealed_at=NOW,
    )  # fmt: skip
    item = PlanItem.objects.create(
        host=full.host, term_from=NOW.date(), term_to=NOW.date() + timedelta(days=90), kind="activity",
        title="亲子音乐", sessions=4, capacity=8,
    )  # fmt: skip
    stage.enter("keeper")
    for path in (
        "/host/appeals/",
        f"/host/appeals/{mark.pk}/",
        f"/host/bookings/{waits.public_id}/move/",
        f"/host/plan/{item.pk}/",
        f"/host/{full.host.public_id}/plan/add/",
    ):
        stage.look(path)
    assert stage.problems == {}
