"""When messages leave: quiet hours, groups, several in one, the evening's digest, a site's own hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from shanyu.domain.messaging import digest, jobs
from shanyu.domain.messaging.actions import choose_groups, set_quiet
from shanyu.domain.messaging.answering import Hours, answers_from, at_work
from shanyu.domain.messaging.kinds import Group
from shanyu.domain.messaging.models import Delivery, Notification
from shanyu.domain.messaging.quiet import WINDOW, leaves_at, quiet_until
from shanyu.domain.messaging.telling import notify
from shanyu.kernel import clock
from shanyu.kernel.clock import SHANGHAI
from tests.cast import NOW, Cast
from tests.domain.messaging.work import planned, work


def at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def tell(account, dedupe: str, **more) -> Notification | None:
    facts = {
        "kind": "booking.claim",
        "title": f"预约 {dedupe}",
        "body": "周六",
        "url": "/b/",
        "dedupe": dedupe,
    }
    return notify(account, **{**facts, **more})


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (at(21, 29), None),
        (at(21, 30), at(7, day=22)),
        (at(3), at(7)),
        (at(7), None),
    ],
)
def test_the_quiet_hours_of_the_house_go_over_midnight(moment, found):
    assert quiet_until(moment) == found


def test_quiet_hours_within_a_day_and_none_at_all():
    assert quiet_until(at(13), time(12), time(14)) == at(14)
    assert quiet_until(at(14), time(12), time(14)) is None
    assert quiet_until(at(3), time(0), time(0)) is None


def test_a_message_waits_for_the_window_of_the_last_one_and_for_the_end_of_quiet():
    assert leaves_at(at(10), None) == at(10)
    assert leaves_at(at(10), at(9, 58)) == at(9, 58) + WINDOW
    assert leaves_at(at(10), at(10, 4)) == at(10, 4)
    assert leaves_at(at(21, 25), at(21, 24)) == at(7, day=22)


@pytest.mark.django_db
def test_what_is_urgent_passes_the_quiet_hours_and_nothing_else_does(mailed: Cast, mail_server):
    with clock.frozen(at(23)):
        tell(mailed.father, "a")
        tell(mailed.father, "b", urgent=True)
        assert work() == ["", "sent"]
    assert list(Delivery.objects.order_by("pk").values_list("due_at", flat=True)) == [at(7, day=22), None]
    with clock.frozen(at(7, day=22)):
        assert work() == ["sent", ""]
    assert [mail["Subject"] for mail in mail_server.mails] == ["预约 b", "预约 a"]


@pytest.mark.django_db
def test_several_of_no_hurry_become_one_mail(mailed: Cast, mail_server):
    tell(mailed.father, "a")
    assert work() == ["sent"]
    for name in "bcd":
        tell(mailed.father, name)
    assert work()[1:] == ["", "", ""]
    with clock.frozen(NOW + WINDOW):
        assert work()[1:] == ["sent", "", ""]
    first, second = mail_server.mails
    assert (first["Subject"], second["Subject"]) == ("预约 a", "3 条新通知")
    assert "预约 c" in second.get_body(["plain"]).get_content()
    assert {one.state for one in Delivery.objects.all()} == {"sent"}


@pytest.mark.django_db
def test_several_of_one_moment_go_together_at_once(mailed: Cast, mail_server):
    for name in "ab":
        tell(mailed.father, name)
    assert work() == ["sent", ""]
    assert [mail["Subject"] for mail in mail_server.mails] == ["2 条新通知"]


@pytest.mark.django_db
def test_what_fails_together_is_tried_again_together(mailed: Cast, mail_server):
    for name in "ab":
        tell(mailed.father, name)
    mail_server.refuses = "451 try later"
    assert work() == ["failed", ""]
    mail_server.refuses = ""
    with clock.frozen(NOW + timedelta(minutes=1)):
        assert jobs.deliver(Delivery.objects.order_by("pk").first().pk) == "sent"
    assert [mail["Subject"] for mail in mail_server.mails] == ["2 条新通知"]
    assert {one.state for one in Delivery.objects.all()} == {"sent"}


@pytest.mark.django_db
def test_a_group_that_is_turned_off_stays_inside_and_safety_cannot_be(mailed: Cast, mail_server):
    choose_groups(mailed.actor("father"), on=[Group.ENROLMENT])
    assert tell(mailed.father, "a") is not None
    assert planned() == []
    tell(mailed.father, "b", kind="enrolment.offer")
    tell(mailed.father, "c", kind="protection.warning")
    assert len(planned()) == 2


@pytest.mark.django_db
def test_ones_own_quiet_hours_hold(mailed: Cast, mail_server):
    set_quiet(mailed.actor("father"), starts=time(9), ends=time(12))
    tell(mailed.father, "a")
    assert Delivery.objects.get().due_at == at(12)


@pytest.mark.django_db
def test_the_evening_gathers_what_others_feed_into_one_notice_a_day(cast: Cast):
    def care(day: date):
        return [
            (cast.father.pk, "孩子们今天有新记录", "/family/today/"),
            (cast.mother.pk, "有新照片", "/family/"),
        ]

    def menus(day: date):
        return [(cast.father.pk, lambda: "明天的菜单已公布", "/family/week/")]

    set_quiet(cast.actor("mother"), starts=time(21), ends=time(7), digest=False)
    sources = [digest.feed(care), digest.feed(menus)]
    try:
        assert digest.send() == 0
        with clock.frozen(at(19, 30)):
            assert [digest.send() for _ in range(2)] == [1, 0]
    finally:
        for one in sources:
            digest.withdraw(one)
    told = Notification.objects.get()
    assert (told.account, told.kind, told.url) == (cast.father, "digest.evening", "/family/today/")
    assert told.body == "孩子们今天有新记录\n明天的菜单已公布"


WEEK = Hours([1, 2, 3, 4, 5], time(8), time(17, 30))


@pytest.mark.parametrize(
    ("hours", "moment", "found"),
    [
        (WEEK, at(9, day=20), at(9, day=20)),
        (WEEK, at(7, day=20), at(8, day=20)),
        (WEEK, at(17, 30, day=20), at(8, day=23)),
        (WEEK, at(12, day=21), at(8, day=23)),
        (
            Hours([1], time(8), time(17), (date(2026, 11, 23), date(2026, 11, 27))),
            at(9, day=23),
            at(8, day=30),
        ),
        (Hours([], time(8), time(17)), at(9), None),
    ],
)
def test_an_answer_may_be_expected_when_somebody_works_next(hours, moment, found):
    assert answers_from(hours, moment) == found
    assert at_work(hours, moment) == (found == moment)


def test_moments_are_read_by_the_clock_of_shanghai():
    assert quiet_until(datetime(2026, 11, 21, 14, tzinfo=UTC)) == at(7, day=22)
