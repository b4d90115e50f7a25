"""Announcements: who is told, who has seen and confirmed, who is reminded, and once for each."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shanyu.domain.messaging import broadcasts
from shanyu.domain.messaging.actions import (
    announce,
    confirm_announcement,
    remind,
    see_announcement,
    withdraw_announcement,
)
from shanyu.domain.messaging.models import Announcement, Receipt
from shanyu.domain.messaging.queries import (
    announced,
    announcement,
    my_announcements,
    receipts,
    whom_to_tell,
)
from shanyu.domain.messaging.refusals import RemindedJustNow
from shanyu.domain.people.models import Guardianship
from shanyu.domain.providers.models import Post
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW, TODAY, Cast
from tests.domain.messaging.making import end_yesterday, in_class, told

pytestmark = pytest.mark.django_db


def publish(cast: Cast, who: str = "carer", to: str = "", **facts: object) -> Announcement:
    where = cast.bamboo.classes.get()
    said = {"title": "周五秋游", "words": "带水壶和帽子", "mark": uuid4(), "must_confirm": True, **facts}
    made = announce(cast.actor(who), to=to or f"class:{where.pk}", **said)
    broadcasts.tell_announcement(made.pk)
    return made


def names(lines: list) -> list[str]:
    return [line.name for line in lines]


def test_an_announcement_to_a_class_reaches_its_guardians_and_nobody_else(cast: Cast):
    in_class(cast)
    made = publish(cast)
    assert [
        [line.announcement for line in my_announcements(cast.actor(who))] for who in ("father", "mother")
    ] == [
        [made],
        [made],
    ]
    assert [len(told(getattr(cast, who), "announcement.new")) for who in ("father", "mother", "head")] == [
        1,
        1,
        0,
    ]
    for who in ("stranger", "grandmother", "officer"):
        with pytest.raises(OutOfReach):
            announcement(cast.actor(who), made)


def test_a_carer_publishes_to_the_own_class_a_head_to_the_own_sites_and_the_authority_to_the_district(
    cast: Cast,
):
    where, other = cast.bamboo.classes.get(), cast.willow.classes.get()
    keys = {who: [one.key for one in whom_to_tell(cast.actor(who))] for who in ("carer", "head", "officer")}
    assert keys == {
        "carer": [f"class:{where.pk}"],
        "head": [
            f"site:{cast.bamboo.pk}", f"class:{where.pk}", f"site:{cast.willow.pk}", f"class:{other.pk}",
        ],
        "officer": [f"region:{cast.district.pk}"],
    }  # fmt: skip
    with pytest.raises(Invalid):
        publish(cast, to=f"site:{cast.bamboo.pk}")


def test_seen_and_confirmed_count_each_person_once_and_the_first_time_stays(cast: Cast):
    in_class(cast)
    made = publish(cast)
    see_announcement(cast.actor("father"), made)
    with clock.frozen(NOW + timedelta(minutes=5)):
        confirm_announcement(cast.actor("father"), made)
    with clock.frozen(NOW + timedelta(minutes=9)):
        confirm_announcement(cast.actor("father"), made)
        see_announcement(cast.actor("father"), made)
    one = Receipt.objects.get()
    assert (one.seen_at, one.confirmed_at) == (NOW, NOW + timedelta(minutes=5))
    found = receipts(cast.actor("carer"), made)
    assert (found.people, found.seen, found.confirmed) == (2, 1, 1)
    assert (names(found.done), names(found.waiting)) == (["陈大山"], ["林小满"])


def test_a_guardian_whose_rights_ended_is_no_longer_counted(cast: Cast):
    in_class(cast)
    made = publish(cast)
    end_yesterday(Guardianship.objects.get(account=cast.mother, child=cast.daughter))
    assert receipts(cast.actor("carer"), made).people == 1
    with pytest.raises(OutOfReach):
        see_announcement(cast.actor("mother"), made)


def test_a_reminder_goes_to_those_who_have_not_confirmed_and_once_a_day(cast: Cast):
    in_class(cast)
    made = publish(cast)
    confirm_announcement(cast.actor("father"), made)
    see_announcement(cast.actor("mother"), made)
    remind(cast.actor("carer"), made)
    assert [broadcasts.tell_reminder(made.pk, TODAY.isoformat()) for _ in range(2)] == [1, 0]
    assert [len(told(one, "announcement.reminder")) for one in (cast.father, cast.mother)] == [0, 1]
    with pytest.raises(RemindedJustNow):
        remind(cast.actor("carer"), made)


def test_a_planned_reminder_goes_out_by_itself_in_the_morning_and_not_twice(cast: Cast):
    in_class(cast)
    publish(cast, remind_on=TODAY + timedelta(days=2))
    assert broadcasts.remind_due() == 0
    with clock.frozen(NOW + timedelta(days=2)):
        assert [broadcasts.remind_due() for _ in range(2)] == [1, 0]
    assert [len(told(one, "announcement.reminder")) for one in (cast.father, cast.mother)] == [1, 1]


def test_what_was_taken_back_is_gone_for_its_readers_with_its_notices(cast: Cast):
    in_class(cast)
    made = publish(cast)
    withdraw_announcement(cast.actor("carer"), made)
    assert (my_announcements(cast.actor("father")), told(cast.father, "announcement.new")) == ([], [])
    assert [one.announcement for one in announced(cast.actor("carer"))] == [made]


def test_a_carer_who_left_yesterday_sees_no_receipts_today(cast: Cast):
    in_class(cast)
    made = publish(cast)
    end_yesterday(Post.objects.get(worker__account=cast.carer))
    assert receipts(cast.actor("head"), made).people == 2
    with pytest.raises(OutOfReach):
        receipts(cast.actor("carer"), made)


def test_the_authority_tells_the_heads_and_keepers_of_its_sites(cast: Cast):
    made = publish(cast, "officer", f"region:{cast.district.pk}")
    confirm_announcement(cast.actor("keeper"), made)
    found = receipts(cast.actor("officer"), made)
    assert (found.people, found.confirmed, sorted(set(names(found.waiting)))) == (2, 1, ["翟园长"])
    with pytest.raises(OutOfReach):
        announcement(cast.actor("father"), made)


def test_the_same_announcement_sent_twice_is_one(cast: Cast):
    in_class(cast)
    mark = uuid4()
    assert publish(cast, mark=mark) == publish(cast, mark=mark)
    assert len(told(cast.father, "announcement.new")) == 1
