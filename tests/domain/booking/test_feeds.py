"""Calendar feeds, read by a parser that is not the one that wrote them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import vobject

from shanyu.domain.booking import claims
from shanyu.domain.booking.actions import (
    make_calendar_link,
    make_host_calendar_link,
    revoke_calendar_link,
)
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.making import host_of
from shanyu.domain.booking.models import Booking, CalendarLink
from shanyu.domain.booking.queries import calendar_feed, my_calendar_links
from shanyu.domain.providers.models import Post
from shanyu.kernel import clock
from shanyu.kernel.door import Actor, OutOfReach
from tests.cast import NOW
from tests.domain.booking.making import session


def father_books(cast, a_session) -> Booking:
    asked = Asked(a_session.pk, cast.father.pk, cast.household.pk, [cast.daughter.pk], uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


def calendar_of(client, secret: str):
    """A feed as vobject reads it."""
    answer = client.get(f"/calendar/{secret}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return vobject.readOne(answer.content.decode())


def feed_of(client, secret: str) -> dict:
    """The entries of a feed by their id."""
    calendar = calendar_of(client, secret)
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


def test_a_year_of_bookings_with_cancellations_opens_in_another_parser(client, cast):
    _link, secret = make_calendar_link(cast.actor("father"))
    made = [
        father_books(
            cast,
            session(cast.station, starts=NOW + timedelta(days=7 * week), title=f"第{week}周；带水杯, 帽子"),
        )
        for week in range(1, 52)
    ]
    before = feed_of(client, secret)
    with clock.frozen(NOW + timedelta(hours=1)):
        for one in made[::5]:
            claims.release(one.pk, None)
        claims.call_off(made[1].session_id, "下雨", cast.keeper.pk)
        after = feed_of(client, secret)
    assert len(after) == 51
    assert set(before) == set(after) == {f"booking-{one.public_id}@shanyu" for one in made}
    cancelled = {one.pk for one in made[::5]} | {made[1].pk}
    for week, one in enumerate(made, start=1):
        event = after[f"booking-{one.public_id}@shanyu"]
        assert event.summary.value == f"第{week}周；带水杯, 帽子"
        assert event.dtstart.value.replace(tzinfo=None) == datetime(2026, 11, 21, 9, 30) + timedelta(
            days=7 * week
        )
        assert event.dtstart.value.astimezone(UTC) == NOW + timedelta(days=7 * week)
        assert event.dtend.value - event.dtstart.value == timedelta(hours=1)
        assert event.status.value == ("CANCELLED" if one.pk in cancelled else "CONFIRMED")
        if one.pk in cancelled:
            earlier = before[f"booking-{one.public_id}@shanyu"]
            assert int(event.sequence.value) > int(earlier.sequence.value)


def test_times_are_those_on_the_wall_with_the_rules_of_their_zone(client, cast):
    father_books(cast, session(cast.station))
    _link, secret = make_calendar_link(cast.actor("father"))
    text = client.get(f"/calendar/{secret}.ics").content.decode()
    assert "DTSTART;TZID=Asia/Shanghai:20261128T093000\r\n" in text
    assert "DTEND;TZID=Asia/Shanghai:20261128T103000\r\n" in text
    [zone] = calendar_of(client, secret).contents["vtimezone"]
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")
    assert zone.tzid.value == "Asia/Shanghai"
    assert "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD" in text
    assert "DAYLIGHT" not in text


def test_an_empty_feed_is_a_whole_calendar(client, cast):
    _link, secret = make_calendar_link(cast.actor("father"))
    assert list(calendar_of(client, secret).contents["vtimezone"]) != []
    assert feed_of(client, secret) == {}


def test_a_place_in_line_is_tentative_and_says_so(client, cast):
    full = session(cast.station, 1)
    other = Asked(full.pk, cast.stranger.pk, None, [], uuid4())
    claims.claim(other)
    waits = father_books(cast, full)
    _link, secret = make_calendar_link(cast.actor("father"))
    event = feed_of(client, secret)[f"booking-{waits.public_id}@shanyu"]
    assert (event.status.value, event.summary.value) == ("TENTATIVE", "候补：亲子音乐")


def test_a_feed_speaks_its_owner_s_language(client, cast):
    father_books(cast, session(cast.station))
    cast.father.language = "en"
    cast.father.save(update_fields=["language"])
    _link, secret = make_calendar_link(cast.actor("father"))
    assert [event.summary.value for event in feed_of(client, secret).values()] == ["Music together"]


def test_a_new_address_ends_the_old_one_and_a_revoked_one_opens_nothing(client, cast):
    actor = cast.actor("father")
    _link, first = make_calendar_link(actor)
    link, second = make_calendar_link(actor)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200
    revoke_calendar_link(actor, link.pk)
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    assert my_calendar_links(actor) == []


def test_the_secret_is_nowhere_in_the_database(cast):
    _link, secret = make_calendar_link(cast.actor("father"))
    assert secret not in CalendarLink.objects.get().secret_hash


def test_nobody_else_ends_an_address(cast):
    link, _secret = make_calendar_link(cast.actor("father"))
    with pytest.raises(OutOfReach):
        revoke_calendar_link(cast.actor("mother"), link.pk)


def test_a_host_s_feed_holds_its_sessions_as_long_as_one_acts_for_it(client, cast):
    made = session(cast.bamboo, title="开放日")
    session(cast.bamboo, state="draft", starts=NOW + timedelta(days=9))
    _link, secret = make_host_calendar_link(cast.actor("head"), host_of(cast.bamboo).pk)
    events = feed_of(client, secret)
    assert list(events) == [f"session-{made.public_id}@shanyu"]
    Post.objects.filter(worker__account=cast.head).delete()
    with pytest.raises(OutOfReach):
        calendar_feed(Actor(), secret=secret)


def test_who_does_not_act_for_a_host_makes_no_address_for_it(cast):
    session(cast.bamboo)
    with pytest.raises(OutOfReach):
        make_host_calendar_link(cast.actor("father"), host_of(cast.bamboo).pk)
