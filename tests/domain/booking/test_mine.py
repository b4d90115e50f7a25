"""A family's own bookings: what it sees, where it stands in line, what it may do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.booking import claims
from shanyu.domain.booking.actions import (
    answer_by_link,
    appeal,
    cancel,
    give_feedback,
    keep_note,
)
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.links import token_for
from shanyu.domain.booking.models import Booking, TrustMark
from shanyu.domain.booking.queries import booking_page, link_page, my_bookings, my_trust, my_visits
from shanyu.domain.booking.refusals import AppealMade, BookingGone, LinkEnded, NotBeenThere
from shanyu.domain.people.queries import export_my_data
from shanyu.kernel import clock
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from tests.cast import NOW
from tests.domain.booking.families import families, family
from tests.domain.booking.making import session


def book(a_session, account, household, children) -> Booking:
    answer = claims.claim(
        Asked(a_session.pk, account.pk, household.pk, [child.pk for child in children], uuid4())
    )
    return Booking.objects.get(pk=answer.booking)


def father_books(cast, a_session) -> Booking:
    return book(a_session, cast.father, cast.household, [cast.daughter])


def others_book(a_session, count: int) -> list[Booking]:
    return [book(a_session, one.account, one.household, one.children) for one in families(count)]


def test_bookings_stand_by_what_they_ask_of_the_family(cast):
    coming = father_books(cast, session(cast.station))
    full = session(cast.station, 1, starts=NOW + timedelta(days=8))
    first, _second = others_book(full, 2)
    line = father_books(cast, full)
    offered_in = session(cast.station, 1, starts=NOW + timedelta(days=9))
    other = family("x")
    taken = book(offered_in, other.account, other.household, other.children)
    offer = father_books(cast, offered_in)
    claims.release(taken.pk, None)
    gone = father_books(cast, session(cast.station, starts=NOW + timedelta(days=10)))
    claims.release(gone.pk, None)
    mine = my_bookings(cast.actor("father"))
    assert [one.booking for one in mine.asked] == [offer]
    assert [one.booking for one in mine.coming] == [coming]
    assert [(one.booking, one.position) for one in mine.line] == [(line, 2)]
    assert [one.booking for one in mine.past] == [gone]
    claims.release(first.pk, None)
    assert [one.position for one in my_bookings(cast.actor("father")).line] == [1]


def test_what_is_called_off_stays_ahead_until_its_time_has_passed(cast):
    made = father_books(cast, session(cast.station))
    claims.call_off(made.session_id, "下雨", cast.keeper.pk)
    mine = my_bookings(cast.actor("father"))
    assert ([one.booking for one in mine.called_off], mine.coming, mine.past) == ([made], [], [])
    with clock.frozen(made.session.ends_at):
        later = my_bookings(cast.actor("father"))
    assert (later.called_off, [one.booking for one in later.past], later.past_total) == ([], [made], 1)


def test_the_other_guardian_sees_the_family_s_booking_and_a_stranger_does_not(cast):
    made = father_books(cast, session(cast.station))
    assert booking_page(cast.actor("mother"), made.public_id).children == ["陈小丸"]
    with pytest.raises(OutOfReach):
        booking_page(cast.actor("stranger"), made.public_id)


def test_the_questions_of_the_list_do_not_grow_with_the_bookings(cast):
    def questions() -> int:
        actor = cast.actor("father")
        with CaptureQueriesContext(connection) as asked:
            my_bookings(actor)
        return len(asked)

    full = session(cast.station, 1)
    others_book(full, 1)
    father_books(cast, full)
    father_books(cast, session(cast.station, starts=NOW + timedelta(days=9)))
    few = questions()
    for n in range(8):
        father_books(cast, session(cast.station, starts=NOW + timedelta(days=10 + n)))
    assert questions() == few


def test_a_chance_is_told_from_like_sessions_once_enough_are_known(cast):
    full = session(cast.station, 1)
    others_book(full, 1)
    waiting = father_books(cast, full)
    assert booking_page(cast.actor("father"), waiting.public_id).line.chance is None
    for n in range(5):
        with clock.frozen(NOW - timedelta(days=15)):
            past = session(
                cast.station, 1, starts=NOW - timedelta(days=9 - n), opens_at=NOW - timedelta(days=40)
            )
            first, _second = (
                book(past, one.account, one.household, one.children)
                for one in (family(f"p{n}a"), family(f"p{n}b"))
            )
            if n < 3:
                claims.release(first.pk, None)
    line = booking_page(cast.actor("father"), waiting.public_id).line
    # Three of five sessions offered the first in line a place: (3 + 1) / (5 + 2).
    assert (line.position, line.past, line.chance) == (1, 5, 57)


def test_a_note_is_sealed_and_read_only_by_the_family(cast):
    made = father_books(cast, session(cast.station, kind=SessionKind.VISIT))
    keep_note(cast.actor("father"), made.public_id, note="院子很大", outcome="like")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM booking_booking WHERE id = %s", [made.pk])
        assert "院子".encode() not in bytes(cursor.fetchone()[0])
    assert booking_page(cast.actor("mother"), made.public_id).note == "院子很大"
    assert [one.note for one in my_visits(cast.actor("mother"))] == ["院子很大"]
    keep_note(cast.actor("father"), made.public_id, note=" ")
    assert my_visits(cast.actor("father")) == []


def test_an_outcome_that_there_is_not_is_refused(cast):
    made = father_books(cast, session(cast.station))
    with pytest.raises(Invalid):
        keep_note(cast.actor("father"), made.public_id, note="", outcome="love")


def test_feedback_is_for_those_who_came(cast):
    made = father_books(cast, session(cast.station))
    say = {"stars": 5, "again": True, "words": "很好", "wishes": ["weekend", "more"]}
    with pytest.raises(NotBeenThere):
        give_feedback(cast.actor("father"), made.public_id, **say)
    Booking.objects.filter(pk=made.pk).update(state="attended", arrived_at=NOW)
    told = give_feedback(cast.actor("father"), made.public_id, **say)
    assert (told.stars, told.again, told.wishes) == (5, True, ["more", "weekend"])
    assert give_feedback(cast.actor("mother"), made.public_id, stars=3, again=False).pk == told.pk
    with pytest.raises(Invalid):
        give_feedback(cast.actor("father"), made.public_id, stars=6, again=True)


def mark(booking: Booking) -> TrustMark:
    return TrustMark.objects.create(
        booking=booking, account=booking.account, household=booking.household, kind="no_show", at=NOW
    )


def test_a_mark_is_appealed_once_and_by_its_own_family(cast):
    one = mark(father_books(cast, session(cast.station)))
    with pytest.raises(OutOfReach):
        appeal(cast.actor("stranger"), one.pk, words="不是我")
    appeal(cast.actor("mother"), one.pk, words="孩子发烧，打过电话。")
    with pytest.raises(AppealMade):
        appeal(cast.actor("father"), one.pk, words="再说一次")
    trust = my_trust(cast.actor("father"))
    assert (trust.counted, trust.marks, trust.days) == (1, 2, 60)
    assert [row.may_appeal for row in trust.rows] == [False]


def test_a_forgiven_mark_and_an_old_one_do_not_count(cast):
    forgiven, old = (
        mark(father_books(cast, session(cast.station, starts=NOW + timedelta(days=n)))) for n in (3, 4)
    )
    TrustMark.objects.filter(pk=forgiven.pk).update(forgiven=True, decided_at=NOW)
    TrustMark.objects.filter(pk=old.pk).update(at=NOW - timedelta(days=61))
    assert my_trust(cast.actor("father")).counted == 0


def offered(cast) -> Booking:
    made = session(cast.station, 1)
    first = others_book(made, 1)[0]
    waits = father_books(cast, made)
    claims.release(first.pk, None)
    waits.refresh_from_db()
    return waits


def test_a_link_takes_up_an_offer_without_signing_in(cast):
    waits = offered(cast)
    token = token_for(waits, "offer")
    assert link_page(Actor(), token=token).booking.state == "offered"
    assert answer_by_link(Actor(), token=token, step="accept").state == "booked"
    assert answer_by_link(Actor(), token=token, step="accept").state == "booked"


def test_an_offer_s_link_declines_it_but_does_not_give_up_a_place(cast):
    waits = offered(cast)
    token = token_for(waits, "offer")
    answer_by_link(Actor(), token=token, step="accept")
    with pytest.raises(BookingGone):
        answer_by_link(Actor(), token=token, step="decline")
    with pytest.raises(LinkEnded):
        answer_by_link(Actor(), token=token, step="leave")


def test_a_link_leaves_the_line(cast):
    full = session(cast.station, 1)
    others_book(full, 1)
    waits = father_books(cast, full)
    assert answer_by_link(Actor(), token=token_for(waits, "leave"), step="leave").state == "left"


def test_a_link_that_was_changed_or_is_too_late_opens_nothing(cast):
    waits = offered(cast)
    token = token_for(waits, "offer")
    with pytest.raises(LinkEnded):
        link_page(Actor(), token=token[:-2] + "xx")
    with clock.frozen(waits.session.starts_at), pytest.raises(LinkEnded):
        answer_by_link(Actor(), token=token, step="accept")


def test_bookings_notes_feedback_and_signatures_go_along_with_one_s_data(cast):
    made = father_books(cast, session(cast.station))
    keep_note(cast.actor("father"), made.public_id, note="带水杯")
    cancel(cast.actor("father"), made.public_id)
    data = export_my_data(cast.actor("father"))
    assert [(one["state"], one["note"], one["children"]) for one in data["bookings"]] == [
        ("cancelled", "带水杯", ["陈小丸"])
    ]
    assert (data["signatures"], data["trust_marks"]) == ([], [])
