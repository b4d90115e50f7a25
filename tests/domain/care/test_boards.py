"""A head's board says who is there and what is missing, with the same few questions for any number of children."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import DateRange, TimestamptzRange

from shanyu.domain.care.actions import record
from shanyu.domain.care.models import Device, Leave, MedicationRequest, Shift
from shanyu.domain.care.queries.boards import today_board
from shanyu.domain.people.models import Child
from shanyu.kernel import clock
from shanyu.kernel.clock import now, today
from tests.domain.care.making import daughters_class, raw, worker_of
from tests.domain.enrolment import making

DAUGHTER = "陈小丸"


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def send(cast, *entries: dict):
    result = record(cast.actor("carer"), cast.bamboo, entries=entries)
    assert result.refused == {}


def board(cast):
    return next(one for one in today_board(cast.actor("head")) if one.site == cast.bamboo)


def at_work(cast, where, since=timedelta(hours=1)) -> Shift:
    return Shift.objects.create(
        worker=worker_of(cast.carer), site=cast.bamboo, care_class=where,
        during=TimestamptzRange(now() - since, None),
    )  # fmt: skip


def names(listed) -> list[str]:
    return [one.name for one in listed]


def test_a_child_that_did_not_come_is_unexplained_until_a_leave_is_told(cast, where):
    found = board(cast)
    assert (found.expected, found.present, names(found.not_come)) == (1, 0, [DAUGHTER])
    Leave.objects.create(
        child=cast.daughter, site=cast.bamboo, reason="ill", told_by=cast.father,
        during=DateRange(today(), today() + timedelta(days=1)),
    )  # fmt: skip
    found = board(cast)
    assert (names(found.not_come), [one.note for one in found.leaves]) == ([], ["ill"])


def test_a_child_that_is_there_lacks_its_check_until_it_is_made(cast, where):
    at_work(cast, where)
    send(cast, raw(cast.daughter, "arrival", way="name"))
    assert len(board(cast).no_morning_check) == 1
    send(cast, raw(cast.daughter, "check", slot="morning", outcome="isolated", temperature=376))
    found = board(cast)
    assert (found.no_morning_check, [one.note for one in found.apart]) == ((), ["isolated"])
    assert (found.present, found.no_noon_check) == (1, ())
    with clock.frozen(now() + timedelta(hours=6)):
        assert len(board(cast).no_noon_check) == 1


def test_a_room_without_a_carer_is_above_its_ratio_since_the_child_came(cast, where):
    came = now() - timedelta(minutes=20)
    send(cast, raw(cast.daughter, "arrival", came, way="name"))
    [room] = board(cast).rooms
    assert (room.children, room.carers, room.above_since) == (1, 0, came)
    at_work(cast, where)
    assert board(cast).rooms_above == 0


def test_an_accepted_medicine_is_due_until_it_is_in_the_record(cast, where):
    at_work(cast, where)
    asked = MedicationRequest.objects.create(
        child=cast.daughter, site=cast.bamboo, drug="布洛芬", dose="2 ml", first_day=today(), last_day=today(),
        times=[600, 900], asked_by=cast.father, state="accepted", answered_by=cast.head,
    )  # fmt: skip
    send(cast, raw(cast.daughter, "arrival", way="name"))
    assert [(one.minute, one.late) for one in board(cast).medicines] == [(600, False)]
    given = raw(
        cast.daughter, "medication", request=str(asked.public_id), slot=600,
        given_by=str(worker_of(cast.carer).public_id), witnessed_by=str(worker_of(cast.head).public_id),
    )  # fmt: skip
    send(cast, given)
    assert board(cast).medicines == ()


def test_a_device_that_is_silent_with_entries_is_shown(cast, where):
    facts = {"site": cast.bamboo, "registered_by": cast.carer}
    Device.objects.create(
        name="大班平板", secret_hash="0" * 64, seen_at=now() - timedelta(hours=1), waiting=4, **facts
    )
    Device.objects.create(name="小班平板", secret_hash="1" * 64, seen_at=now(), waiting=4, **facts)
    assert [(one.name, one.waiting) for one in board(cast).devices] == [("大班平板", 4)]


def test_the_board_asks_as_often_for_many_children_as_for_one(cast, where):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            board(cast)
        return len(found)

    send(cast, raw(cast.daughter, "arrival", way="name"))
    few = asked()
    room = making.care_class(cast.bamboo, "小班", 12)
    for number in range(5):
        child = Child.objects.create(
            household=cast.daughter.household, name=f"样例{number}", sex="f", born=cast.daughter.born
        )
        making.attending(child, room, cast.father, cast.head, today() - timedelta(days=3))
        send_as_head(cast, raw(child, "arrival", way="name"))
    found = board(cast)
    assert (found.expected, found.present, len(found.rooms)) == (6, 6, 2)
    assert asked() == few


def send_as_head(cast, entry: dict) -> None:
    assert record(cast.actor("head"), cast.bamboo, entries=[entry]).refused == {}
