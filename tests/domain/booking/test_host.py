"""What a host does with its sessions: drafts, edits, moves, places, series, calling off."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import InMemoryStorage
from PIL import Image

from shanyu.domain.booking import claims
from shanyu.domain.booking.actions.letters import write_to_families
from shanyu.domain.booking.actions.places import add_wave, set_places
from shanyu.domain.booking.actions.series import (
    Together,
    change_together,
    edit_series,
    make_series,
    preview_series,
)
from shanyu.domain.booking.actions.sessions import (
    call_off_session,
    copy_session,
    delete_draft,
    draft_session,
    edit_session,
    my_hosts,
    publish_session,
    set_poster,
    set_staff,
)
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.drafting import Facts, facts_of, kinds_of
from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.making import Batch, host_of
from shanyu.domain.booking.models import BookedChild, Booking, Counter, Session, SessionStaff
from shanyu.domain.booking.queries.hosting import poster
from shanyu.domain.booking.refusals import (
    AlreadyOver,
    BelowTaken,
    FamiliesElsewhere,
    FixedByBookings,
    HasBookings,
    NobodyToTell,
    NotADraft,
    PlaceTaken,
    StaffTaken,
)
from shanyu.domain.booking.weekly import Weekly
from shanyu.domain.messaging.models import Notification
from shanyu.domain.providers.models import Site, Worker
from shanyu.kernel import uploads
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from tests.cast import NOW, Cast
from tests.domain.booking.families import families, family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db
PNG = BytesIO()
Image.new("RGB", (2, 2)).save(PNG, "PNG")
PNG = PNG.getvalue()
START = NOW + timedelta(days=7)


def facts(**more) -> Facts:
    defaults = {
        "kind": "activity",
        "title": "亲子音乐",
        "starts_at": START,
        "ends_at": START + timedelta(hours=1),
    }
    return Facts(**{**defaults, **more})


def booked(a_session, a_family):
    children = [child.pk for child in a_family.children]
    asked = Asked(a_session.pk, a_family.account.pk, a_family.household.pk, children, uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


def test_a_head_finds_a_host_for_each_of_her_sites(cast: Cast):
    assert [host.who.name for host in my_hosts(cast.actor("head"))] == [cast.bamboo.name, cast.willow.name]
    assert my_hosts(cast.actor("head")) == my_hosts(cast.actor("boss"))


def test_a_draft_fills_in_what_was_not_said(cast: Cast):
    made = draft_session(cast.actor("keeper"), host_of(cast.station), facts(), batches=[Batch(8)])
    assert (made.state, made.place, made.region) == ("draft", cast.station.address, cast.station.region)
    assert (made.opens_at, made.closes_at) == (NOW, START)
    assert made.cancel_until == START - timedelta(hours=24)
    assert made.popular is False
    assert Counter.objects.get(pk=made.pk).capacity == 8


def test_a_health_centre_plans_entry_check_ups(cast: Cast):
    Site.objects.filter(pk=cast.station.pk).update(kind="health_centre", station_grade="")
    made = draft_session(
        cast.actor("keeper"), host_of(cast.station), facts(kind="checkup"), batches=[Batch(8)]
    )
    assert made.kind == "checkup"


def test_nobody_else_plans_entry_check_ups(cast: Cast):
    with pytest.raises(Invalid) as refused:
        draft_session(cast.actor("keeper"), host_of(cast.station), facts(kind="checkup"), batches=[Batch(8)])
    assert list(refused.value.errors) == ["kind"]
    assert SessionKind.CHECKUP not in kinds_of(host_of(cast.station))


def test_a_title_that_was_asked_for_more_than_there_was_is_popular(cast: Cast):
    past = session(cast.station, 1, starts=NOW - timedelta(days=7), opens_at=NOW - timedelta(days=8))
    for one in families(2):
        Booking.objects.create(
            session=past,
            account=one.account,
            household=one.household,
            key=uuid4(),
            state="attended",
            places=1,
        )
    made = draft_session(cast.actor("keeper"), host_of(cast.station), facts(), batches=[Batch(8)])
    assert made.popular is True


def test_what_does_not_make_sense_is_named_field_by_field(cast: Cast):
    wrong = facts(title=" ", ends_at=START, age_from=30, age_to=20)
    with pytest.raises(Invalid) as refused:
        draft_session(cast.actor("keeper"), host_of(cast.station), wrong, batches=[Batch(8)])
    assert sorted(refused.value.errors) == ["age_to", "ends_at", "title"]


def test_another_sites_host_is_not_there(cast: Cast):
    with pytest.raises(OutOfReach):
        draft_session(cast.actor("head"), host_of(cast.station), facts(), batches=[Batch(8)])


def test_two_sessions_of_a_host_do_not_stand_in_one_place_at_one_time(cast: Cast):
    keeper, host = cast.actor("keeper"), host_of(cast.station)
    draft_session(keeper, host, facts(), batches=[Batch(8)])
    with pytest.raises(PlaceTaken) as refused:
        draft_session(keeper, host, facts(title="故事会"), batches=[Batch(8)])
    assert "亲子音乐" in refused.value.sentence()


def test_a_worker_does_not_lead_two_sessions_at_once(cast: Cast):
    keeper, host = cast.actor("keeper"), host_of(cast.station)
    who = Worker.objects.get(account=cast.keeper).pk
    draft_session(keeper, host, facts(staff=(who,)), batches=[Batch(8)])
    other = draft_session(keeper, host, facts(exclusive=False), batches=[Batch(8)])
    with pytest.raises(StaffTaken):
        set_staff(keeper, other, [who])


def test_a_draft_is_published_once_and_not_deleted_afterwards(cast: Cast):
    keeper = cast.actor("keeper")
    made = draft_session(keeper, host_of(cast.station), facts(), batches=[Batch(8)])
    assert publish_session(keeper, made).state == "published"
    with pytest.raises(NotADraft):
        publish_session(keeper, made)
    with pytest.raises(HasBookings):
        delete_draft(keeper, made)


def test_a_draft_that_nobody_knows_of_is_deleted(cast: Cast):
    keeper = cast.actor("keeper")
    delete_draft(keeper, draft_session(keeper, host_of(cast.station), facts(), batches=[Batch(8)]))
    assert not Session.objects.exists()


def test_a_moved_session_takes_its_children_and_staff_along(cast: Cast):
    keeper, made = cast.actor("keeper"), session(cast.station)
    set_staff(keeper, made, [Worker.objects.get(account=cast.keeper).pk])
    booked(made, family("a"))
    later = START + timedelta(hours=3)
    edit_session(keeper, made, facts_of(made).moved(timedelta(hours=3)))
    assert BookedChild.objects.get().during.lower == later
    assert SessionStaff.objects.get().during.lower == later
    assert Session.objects.get().closes_at == later


def test_a_move_that_puts_a_child_in_two_places_is_refused_by_name(cast: Cast):
    one, made = family("陈"), session(cast.station)
    booked(made, one)
    booked(session(cast.bamboo, starts=START + timedelta(hours=3)), one)
    with pytest.raises(FamiliesElsewhere) as refused:
        edit_session(cast.actor("keeper"), made, facts_of(made).moved(timedelta(hours=3)))
    assert "家*" in refused.value.sentence()
    assert Session.objects.get(pk=made.pk).starts_at == START


def test_how_places_are_counted_is_fixed_once_somebody_has_booked(cast: Cast):
    made = session(cast.station)
    booked(made, family("a"))
    with pytest.raises(FixedByBookings):
        edit_session(cast.actor("keeper"), made, replace(facts_of(made), unit="family"))


def test_fewer_places_than_taken_are_refused_with_whom_it_touches(cast: Cast):
    made = session(cast.station, 3)
    for name in ("甲", "乙"):
        booked(made, family(name))
    with pytest.raises(BelowTaken) as refused:
        set_places(cast.actor("keeper"), made, pool=made.pools.get().pk, capacity=1)
    assert refused.value.facts["families"] == ["家*"]


def test_a_new_wave_goes_down_the_line_first(cast: Cast):
    made = session(cast.station, 1)
    _first, waits = (booked(made, one) for one in families(2))
    add_wave(cast.actor("keeper"), made, capacity=2)
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert Counter.objects.get(pk=made.pk).capacity == 3


def test_a_quota_says_when_it_opens_to_all(cast: Cast):
    with pytest.raises(Invalid) as refused:
        add_wave(cast.actor("keeper"), session(cast.station), capacity=2, group="residents")
    assert list(refused.value.errors) == ["open_to_all_at"]


def test_a_poster_is_kept_and_read_by_everybody_once_published(cast: Cast, monkeypatch):
    monkeypatch.setattr(uploads, "default_storage", InMemoryStorage())
    keeper = cast.actor("keeper")
    made = draft_session(keeper, host_of(cast.station), facts(), batches=[Batch(8)])
    set_poster(keeper, made, file=BytesIO(PNG), file_name="海报.png")
    with pytest.raises(OutOfReach):
        poster(Actor(), made)
    publish_session(keeper, Session.objects.get())
    assert poster(Actor(), made).content_type == "image/png"
    with pytest.raises(Invalid):
        set_poster(keeper, made, file=BytesIO(b"MZ"), file_name="a.png")
    assert set_poster(keeper, Session.objects.get(), drawing="hands").poster is None


def test_calling_off_asks_for_a_reason_and_ends_every_booking(cast: Cast):
    keeper, made = cast.actor("keeper"), session(cast.station)
    one = booked(made, family("a"))
    with pytest.raises(Invalid):
        call_off_session(keeper, made, because=" ")
    assert call_off_session(keeper, made, because="老师生病") == 1
    one.refresh_from_db()
    assert one.state == "called_off"


def test_a_copy_keeps_the_distance_of_opening_and_waves(cast: Cast):
    opens, second = NOW + timedelta(days=1), NOW + timedelta(days=2)
    made = session(cast.station, [Batch(4), Batch(3, opens_at=second)], opens_at=opens)
    copy = copy_session(cast.actor("keeper"), made, starts_at=START + timedelta(days=7))
    assert copy.opens_at == opens + timedelta(days=7)
    waves = [opens + timedelta(days=7), second + timedelta(days=7)]
    assert [pool.opens_at for pool in copy.pools.all()] == waves
    with pytest.raises(AlreadyOver):
        copy_session(cast.actor("keeper"), made, starts_at=NOW)


WEEKS = Weekly(date(2026, 11, 28), date(2026, 12, 19), {6}, {date(2026, 12, 12)})


def test_a_series_is_shown_before_it_is_made_and_a_clash_does_not_stop_the_others(cast: Cast):
    keeper, host = cast.actor("keeper"), host_of(cast.station)
    draft_session(keeper, host, facts(starts_at=START + timedelta(days=7), ends_at=START + timedelta(days=7, hours=1),
                                      title="早到的"), batches=[Batch(8)])  # fmt: skip
    shown = preview_series(keeper, host, facts(), WEEKS, Batch(8))
    assert [bool(row.problem) for row in shown.rows] == [False, True, False]
    assert "早到的" in shown.bad[0].problem
    assert Session.objects.count() == 1
    made = make_series(keeper, host, facts(), WEEKS, Batch(8), publish=True)
    assert [row.starts_at for row in made.good] == [START, START + timedelta(days=21)]
    assert made.series.sessions.filter(state="published").count() == 2


def series_of_three(cast: Cast) -> list[Session]:
    weeks = Weekly(date(2026, 11, 28), date(2026, 12, 12), {6})
    made = make_series(cast.actor("keeper"), host_of(cast.station), facts(), weeks, Batch(8))
    return [row.session for row in made.rows]


def test_an_edit_reaches_from_here_on(cast: Cast):
    first, second, third = series_of_three(cast)
    new = replace(facts_of(second), title="亲子歌谣").moved(timedelta(minutes=30))
    outcome = edit_series(cast.actor("keeper"), second, new, scope="onward")
    assert [row.session.pk for row in outcome.good] == [second.pk, third.pk]
    found = list(Session.objects.order_by("starts_at").values_list("title", "starts_at"))
    assert found == [
        ("亲子音乐", START),
        ("亲子歌谣", START + timedelta(days=7, minutes=30)),
        ("亲子歌谣", START + timedelta(days=14, minutes=30)),
    ]
    assert first.closes_at == START


def test_an_edit_of_all_leaves_what_each_has_of_its_own(cast: Cast):
    _first, second, third = series_of_three(cast)
    edit_session(cast.actor("keeper"), third, replace(facts_of(third), bring="水杯"))
    edit_series(cast.actor("keeper"), second, replace(facts_of(second), title="歌谣"), scope="all")
    found = list(Session.objects.order_by("starts_at").values_list("title", "bring"))
    assert found == [("歌谣", ""), ("歌谣", ""), ("歌谣", "水杯")]


def test_chosen_rows_change_together_and_a_bad_one_is_named(cast: Cast):
    keeper, host = cast.actor("keeper"), host_of(cast.station)
    made = [session(cast.station, n, starts=START + timedelta(days=n)) for n in (1, 2)]
    for one in families(2):
        booked(made[1], one)
    outcome = change_together(keeper, host, [one.public_id for one in made], Together(capacity=1))
    assert [bool(row.problem) for row in outcome.rows] == [False, True]
    outcome = change_together(keeper, host, [one.public_id for one in made], Together(because="停电"))
    assert len(outcome.good) == 2
    assert Session.objects.filter(state="cancelled").count() == 2


def test_rows_of_another_host_are_not_changed(cast: Cast):
    made = session(cast.bamboo)
    with pytest.raises(Invalid):
        change_together(
            cast.actor("keeper"), host_of(cast.station), [made.public_id], Together(because="停电")
        )


def test_families_are_told_of_a_new_time_and_of_nothing_else(cast: Cast):
    made, one = session(cast.station), family("a")
    booked(made, one)
    edit_session(cast.actor("keeper"), made, replace(facts_of(made), bring="水杯"))
    assert not Notification.objects.filter(kind="booking.changed").exists()
    edit_session(cast.actor("keeper"), made, facts_of(made).moved(timedelta(hours=1)))
    told = Notification.objects.get(kind="booking.changed")
    assert (told.account, told.title) == (one.account, "时间或地点有变：亲子音乐")


def test_a_message_reaches_those_it_is_for_once(cast: Cast):
    keeper, made, key = cast.actor("keeper"), session(cast.station, 1), uuid4()
    words = {"title": "请带雨鞋", "body": "活动在院子里，地有点湿。", "key": key}
    with pytest.raises(NobodyToTell):
        write_to_families(keeper, made, to="all", **words)
    first, waits = (booked(made, one) for one in families(2))
    assert write_to_families(keeper, made, to="booked", **words) == 1
    assert write_to_families(keeper, made, to="all", **words) == 2
    letters = Notification.objects.filter(kind="booking.letter").order_by("pk")
    assert [one.account_id for one in letters] == [first.account_id, waits.account_id]
