"""Threads: who takes part today and who does not, once for each message, unread as it is, reported and kept."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from psycopg.types.range import DateRange

from shanyu.domain.messaging.actions import note_read, open_thread, report_message, settle_report, write
from shanyu.domain.messaging.models import Message, Report, Thread
from shanyu.domain.messaging.queries import (
    my_threads,
    read_attachment,
    report,
    reports,
    thread,
    whom_to_write,
)
from shanyu.domain.messaging.refusals import NobodyThere, ReportedAlready, Settled
from shanyu.domain.messaging.writing import NewFile
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.models import Guardianship
from shanyu.domain.people.queries import export_my_data
from shanyu.domain.providers.models import CareClass, Post
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import TODAY, Cast
from tests.domain.messaging.making import end_yesterday, in_class, thread_of, told

pytestmark = pytest.mark.django_db


def keys(cast: Cast, who: str) -> list[Thread]:
    return [line.thread for line in my_threads(cast.actor(who)).items]


def test_both_guardians_and_the_carer_of_the_class_read_a_thread_and_nobody_else_does(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    assert keys(cast, "father") == keys(cast, "mother") == keys(cast, "carer") == [made]
    assert keys(cast, "head") == keys(cast, "keeper") == keys(cast, "officer") == []
    for who in ("stranger", "grandmother", "head", "officer"):
        with pytest.raises(OutOfReach):
            thread(cast.actor(who), made)


def test_the_guardian_of_another_child_of_the_class_reads_nothing(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    Guardianship.objects.create(
        account=cast.stranger, child=cast.son, relation="father", valid=DateRange(cast.son.born, None)
    )
    with pytest.raises(OutOfReach):
        thread(cast.actor("stranger"), made)


def test_a_carer_who_left_yesterday_sees_nothing_today(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    end_yesterday(Post.objects.get(worker__account=cast.carer))
    assert keys(cast, "carer") == []
    with pytest.raises(OutOfReach):
        write(cast.actor("carer"), made, words="再见", mark=uuid4())


def test_a_carer_sees_nothing_of_a_child_who_moved_to_another_class(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    placement = cast.daughter.placements.get()
    other = CareClass.objects.create(site=cast.bamboo, name="星星班", band="older_toddler", licensed=20)
    placement.during = DateRange(placement.during.lower, TODAY)
    placement.state = "ended"
    placement.save()
    placement.pk, placement.public_id, placement._state.adding = None, uuid4(), True
    placement.care_class, placement.during, placement.state = other, DateRange(TODAY, None), "current"
    placement.save()
    assert (keys(cast, "carer"), keys(cast, "father")) == ([], [made])
    with pytest.raises(NobodyThere):
        write(cast.actor("father"), made, words="在吗", mark=uuid4())


def test_a_guardian_whose_rights_ended_sees_nothing(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    end_yesterday(Guardianship.objects.get(account=cast.mother, child=cast.daughter))
    assert keys(cast, "mother") == []
    with pytest.raises(OutOfReach):
        thread(cast.actor("mother"), made)


def test_the_head_the_keeper_and_the_officers_read_what_is_for_them(cast: Cast):
    in_class(cast)
    head, station, office = (thread_of(cast, kind) for kind in ("head", "station", "authority"))
    assert (keys(cast, "head"), keys(cast, "keeper"), keys(cast, "officer")) == ([head], [station], [office])
    # What somebody wrote to a station or the authority is their own; the child's is both guardians'.
    assert keys(cast, "mother") == [head]


def test_somebody_may_write_to_those_on_the_own_list_only(cast: Cast):
    in_class(cast)
    where = cast.bamboo.classes.get()
    assert [one.key for one in whom_to_write(cast.actor("father"))] == [
        f"class:{where.pk}:{cast.daughter.pk}",
        f"head:{cast.bamboo.pk}:{cast.daughter.pk}",
        f"station:{cast.station.pk}",
        f"authority:{cast.district.pk}",
    ]
    assert [one.key for one in whom_to_write(cast.actor("carer"))] == [
        f"family:{where.pk}:{cast.daughter.pk}"
    ]
    with pytest.raises(Invalid):
        open_thread(
            cast.actor("father"), to=f"class:{where.pk}:{cast.son.pk}", topic="a", words="b", mark=uuid4()
        )


def test_the_same_message_sent_twice_is_one_and_told_once(cast: Cast):
    in_class(cast)
    mark = uuid4()
    first, again = thread_of(cast, mark=mark), thread_of(cast, mark=mark)
    reply = uuid4()
    for _ in range(2):
        write(cast.actor("carer"), first, words="睡了两个小时", mark=reply)
    assert (first, Message.objects.count()) == (again, 2)
    assert [len(told(who, "messaging.message")) for who in (cast.father, cast.mother, cast.carer)] == [
        1,
        2,
        1,
    ]


def test_a_notice_of_a_message_says_nothing_of_it(cast: Cast):
    in_class(cast)
    thread_of(cast)
    (notice,) = told(cast.carer, "messaging.message")
    assert (notice.title, notice.body) == ("您有一条新留言", "来自家长 · 小竹林托育园")


def test_unread_is_what_others_wrote_since_one_looked_and_reading_settles_the_notice_too(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    write(cast.actor("mother"), made, words="还有吃饭", mark=uuid4())
    assert [my_threads(cast.actor(who)).unread for who in ("father", "mother", "carer")] == [1, 1, 2]
    view = thread(cast.actor("carer"), made)
    assert [(line.words, line.role, line.first_unread) for line in view.messages] == [
        ("今天中午睡得好吗", "父亲", True),
        ("还有吃饭", "母亲", False),
    ]
    note_read(cast.actor("carer"), made, upto=view.newest)
    note_read(cast.actor("carer"), made, upto=view.messages[0].message.pk)
    assert my_threads(cast.actor("carer")).unread == 0
    assert [one.read_at is not None for one in told(cast.carer, "messaging.message")] == [True, True]


def test_a_search_finds_words_in_ones_own_threads_only(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    write(cast.actor("carer"), made, words="下午吃了半碗粥，喝了牛奶", mark=uuid4())
    thread_of(cast, "head", topic="请假", words="下周")
    found = my_threads(cast.actor("mother"), search="牛奶").items
    assert [(line.thread, line.found) for line in found] == [(made, "下午吃了半碗粥，喝了牛奶")]
    assert my_threads(cast.actor("head"), search="牛奶").items == []


def test_what_is_written_is_sealed_and_stays_as_it_is(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    message = made.messages.get()
    assert str(message.words) == "••••"
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(account=cast.mother)


def test_a_file_goes_through_the_checks_of_documents_and_is_read_by_who_reads_the_thread(cast: Cast):
    in_class(cast)
    from tests.files import picture

    made = thread_of(cast, files=[NewFile(BytesIO(picture()), "照片.png")])
    one = made.messages.get().attachments.get()
    assert read_attachment(cast.actor("carer"), one).content_type == "image/png"
    with pytest.raises(OutOfReach):
        read_attachment(cast.actor("head"), one)
    with pytest.raises(Invalid) as wrong:
        thread_of(cast, files=[NewFile(BytesIO(b"MZ program"), "a.exe")])
    assert list(wrong.value.errors) == ["files"]
    assert Thread.objects.count() == 1


def test_a_reported_message_reaches_the_authority_and_stays_when_the_thread_goes(cast: Cast):
    in_class(cast)
    made = thread_of(cast)
    answer = write(cast.actor("carer"), made, words="你这种家长", mark=uuid4())
    one = report_message(cast.actor("father"), answer, reason="insult")
    with pytest.raises(ReportedAlready):
        report_message(cast.actor("father"), answer, reason="harm")
    assert reports(cast.actor("officer")) == [one]
    assert len(told(cast.officer, "messaging.report")) == 1
    with pytest.raises(OutOfReach):
        report(cast.actor("head"), one)
    erase_child(cast.actor("father"), cast.daughter)
    view = report(cast.actor("officer"), one)
    assert (view.copy, view.report.message, Thread.objects.count()) == ("你这种家长", None, 0)
    settle_report(cast.actor("officer"), one, outcome="已约谈")
    with pytest.raises(Settled):
        settle_report(cast.actor("officer"), one, outcome="再次")
    assert Report.objects.get().outcome.reveal() == "已约谈"


def test_what_was_written_goes_along_with_an_export(cast: Cast):
    in_class(cast)
    thread_of(cast)
    assert [row["words"] for row in export_my_data(cast.actor("mother"))["messages"]] == ["今天中午睡得好吗"]
