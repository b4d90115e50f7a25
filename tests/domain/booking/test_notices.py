"""What families are told of their bookings: every step, in their language, once; and reminders in time."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import translation

from shanyu.domain.booking import claims, links
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.kinds import EntryKind
from shanyu.domain.booking.models import Booking, Entry, Untold
from shanyu.domain.booking.moments import day_and_time
from shanyu.domain.booking.refusals import LinkEnded
from shanyu.domain.booking.reminding import remind
from shanyu.domain.booking.telling import tell_all
from shanyu.domain.booking.words import _WORDS, notice_of
from shanyu.domain.messaging.addresses import links_of
from shanyu.domain.messaging.models import Notification
from shanyu.kernel import clock
from tests.cast import NOW, Cast
from tests.domain.booking.families import family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db

STARTS = NOW + timedelta(days=7)


def claimed(cast: Cast, a_session, account=None, household=None, **more) -> Booking:
    account = account or cast.father
    household = cast.household if household is None and account == cast.father else household
    answer = claims.claim(
        Asked(
            session=a_session.pk,
            account=account.pk,
            household=household.pk if household else None,
            children=more.pop("children", []),
            key=uuid4(),
            **more,
        )
    )
    return Booking.objects.get(pk=answer.booking)


def notices(account) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(account=account).order_by("pk").values_list("kind", "title"))


def family_session(cast: Cast, capacity: int = 1, **facts):
    return session(cast.station, capacity, unit="family", bring="防滑袜", bring_en="Socks", **facts)


def test_a_family_is_told_of_its_place_with_when_where_and_until_when_to_cancel(cast: Cast):
    booking = claimed(cast, family_session(cast))
    tell_all()
    told = Notification.objects.get(account=cast.father)
    assert (told.title, told.url) == ("已预约：亲子音乐", f"/family/bookings/{booking.public_id}/")
    assert told.body.split("\n") == [
        f"时间地点：11月28日 周六 09:30，{booking.session.place}。",
        "请带：防滑袜。",
        "来不了的话，请在 11月27日 周五 09:30 前取消，名额会马上给下一家。",
    ]


def test_the_same_in_english_for_whoever_reads_english(cast: Cast):
    cast.father.language = "en"
    cast.father.save()
    claimed(cast, family_session(cast))
    tell_all()
    told = Notification.objects.get(account=cast.father)
    assert told.title == "You have a place: Music together"
    assert told.body.split("\n")[1] == "Please bring: Socks."


def test_the_other_guardians_are_told_here_and_by_no_other_way(cast: Cast):
    claimed(cast, family_session(cast))
    tell_all()
    told = Notification.objects.get(account=cast.mother)
    assert (told.title, told.deliveries.count(), told.links) == ("已预约：亲子音乐", 0, None)


def test_an_entry_is_told_once_though_it_is_told_twice(cast: Cast):
    claimed(cast, family_session(cast))
    entry = Entry.objects.get()
    tell_all()
    Untold.objects.create(entry=entry)
    tell_all()
    assert notices(cast.father) == [("booking.claim", "已预约：亲子音乐")]


def test_a_waiting_family_reads_its_position_and_may_leave_by_its_link(cast: Cast):
    made = family_session(cast)
    claimed(cast, made, cast.stranger)
    one = family("a")
    claimed(cast, made, one.account, one.household)
    mine = claimed(cast, made)
    tell_all()
    told = Notification.objects.get(account=cast.father)
    assert "您排在第 2 位。" in told.body
    ((words, path),) = links_of(told)
    assert words == "退出候补"
    assert links.read(path.split("/")[2]) == (mine.pk, "leave")


def test_an_offer_is_urgent_and_says_until_when_it_stands(cast: Cast):
    made = family_session(cast)
    first = claimed(cast, made, cast.stranger)
    mine = claimed(cast, made)
    tell_all()
    claims.release(first.pk, cast.stranger.pk)
    tell_all()
    told = Notification.objects.get(account=cast.father, kind="booking.offer")
    mine.refresh_from_db()
    assert (told.urgent, told.title) == (True, "有空位了，请确认：亲子音乐")
    assert f"请在 {day_and_time(mine.until)} 前确认" in told.body
    ((words, path),) = links_of(told)
    assert (words, links.read(path.split("/")[2])) == ("确认或放弃", (mine.pk, "offer"))


def test_an_offer_that_is_already_answered_is_news_no_more(cast: Cast):
    made = family_session(cast)
    first = claimed(cast, made, cast.stranger)
    mine = claimed(cast, made)
    claims.release(first.pk, cast.stranger.pk)
    claims.accept(mine.pk, cast.father.pk)
    tell_all()
    assert notices(cast.father) == [("booking.accept", "已预约：亲子音乐")]


def test_a_late_cancellation_says_what_it_counts_for(cast: Cast):
    mine = claimed(cast, family_session(cast))
    with clock.frozen(STARTS - timedelta(hours=3)):
        claims.release(mine.pk, cast.father.pk)
        tell_all()
    told = Notification.objects.get(account=cast.father, kind="booking.cancel_late")
    assert "60 天内满 2 次，热门活动会晚 30 分钟对您开放。" in told.body


def test_a_session_called_off_tells_everybody_why(cast: Cast):
    made = family_session(cast)
    claimed(cast, made, cast.stranger)
    claimed(cast, made)
    claims.call_off(made.pk, "老师生病。", cast.keeper.pk)
    tell_all()
    for account in (cast.stranger, cast.father):
        told = Notification.objects.get(account=account, kind="booking.call_off")
        assert (told.urgent, "原因：老师生病。" in told.body) == (True, True)


@pytest.mark.parametrize("kind", EntryKind.values)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_of_entry_has_its_words(cast: Cast, kind, language):
    booking = claimed(cast, family_session(cast, hold_minutes=10))
    booking.line = 1
    entry = SimpleNamespace(kind=kind, booking=booking, at=NOW)
    assert set(_WORDS) == set(EntryKind)
    with translation.override(language):
        notice = notice_of(entry)
    assert ("亲子音乐" in notice.title, bool(notice.body)) == (language == "zh-hans", True)


def test_a_reminder_comes_a_day_and_two_hours_before_and_only_once(cast: Cast):
    mine = claimed(cast, family_session(cast))
    made = []
    for hours in (25, 24, 23.5, 3, 2, 1):
        with clock.frozen(STARTS - timedelta(hours=hours)):
            made.append(remind())
    assert made == [0, 1, 0, 0, 1, 0]
    told = Notification.objects.filter(account=cast.father, kind="booking.remind").order_by("pk")
    assert [one.title for one in told] == ["提醒：亲子音乐，11月28日 周六 09:30"] * 2
    ((words, path),) = links_of(told[0])
    assert (words, links.read(path.split("/")[2])) == ("来不了，取消预约", (mine.pk, "leave"))


def test_whoever_books_within_the_last_day_is_reminded_only_two_hours_before(cast: Cast):
    made = family_session(cast)
    with clock.frozen(STARTS - timedelta(hours=20)):
        claimed(cast, made)
        assert remind() == 0
    with clock.frozen(STARTS - timedelta(hours=2)):
        assert remind() == 1


def test_nobody_is_reminded_of_what_they_cancelled(cast: Cast):
    mine = claimed(cast, family_session(cast))
    claims.release(mine.pk, cast.father.pk)
    with clock.frozen(STARTS - timedelta(hours=24)):
        assert remind() == 0


def test_a_session_that_is_moved_is_reminded_of_anew(cast: Cast):
    made = family_session(cast)
    claimed(cast, made)
    with clock.frozen(STARTS - timedelta(hours=24)):
        assert remind() == 1
    made.starts_at, made.ends_at = STARTS + timedelta(hours=5), STARTS + timedelta(hours=6)
    made.save()
    with clock.frozen(STARTS - timedelta(hours=19)):
        assert remind() == 1


def test_a_link_ends_when_the_session_begins_and_breaks_when_it_is_changed(cast: Cast):
    token = links.token_for(claimed(cast, family_session(cast)), "offer")
    with clock.frozen(STARTS), pytest.raises(LinkEnded):
        links.read(token)
    with pytest.raises(LinkEnded):
        links.read(token[:-1])
    with pytest.raises(ValueError, match="steal"):
        links.token_for(Booking.objects.get(), "steal")
