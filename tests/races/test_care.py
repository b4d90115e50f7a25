"""Tablets that send the same entries at the same moment. With its control: look first and write then, it shows."""

from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from shanyu.domain.care.actions import record, recording
from shanyu.domain.care.models import Arrived, Entry
from shanyu.kernel import clock
from tests import cast as people
from tests.domain.care.making import daughters_class, raw
from tests.races.rush import together

pytestmark = pytest.mark.django_db(transaction=True)
HOW_MANY = 6


@pytest.fixture
def cast():
    with clock.frozen(people.NOW):
        made = people.build()
        daughters_class(made)
        with connection.cursor() as cursor:
            cursor.execute("SELECT care_month(%s)", [people.TODAY])
        yield made


def at_once(cast, entries: list[dict]) -> list[tuple[int, int]]:
    """How many entries were new and how many known to each of two senders; one sends them the other way round."""

    def send(sent: list[dict]) -> tuple[int, int]:
        try:
            result = record(cast.actor("carer"), cast.bamboo, entries=sent)
        except IntegrityError:
            return 0, 0
        return len(result.accepted), len(result.known)

    return together([lambda: send(entries), lambda: send(entries[::-1])])


def a_morning(cast) -> list[dict]:
    return [raw(cast.daughter, "water", ml=50 + number) for number in range(HOW_MANY)]


def test_entries_that_two_senders_bring_at_once_are_in_the_record_once(cast, monkeypatch):
    entries, both = a_morning(cast), Barrier(2)
    put = recording.put

    def put_together(rows, received_at):
        both.wait(10)
        return put(rows, received_at)

    monkeypatch.setattr(recording, "put", put_together)
    told = at_once(cast, entries)
    assert sorted(told) == [(0, HOW_MANY), (HOW_MANY, 0)]
    assert sorted(Entry.objects.values_list("mark", flat=True)) == sorted(
        UUID(one["mark"]) for one in entries
    )


def test_whoever_looks_first_and_writes_then_loses_a_whole_delivery_to_the_record_s_key(cast, monkeypatch):
    both = Barrier(2)

    def look_and_write(rows, received_at):
        known = set(Arrived.objects.values_list("mark", flat=True))
        both.wait(10)
        Entry.objects.bulk_create(row for row in rows if row.mark not in known)
        return {row.mark for row in rows} - known

    monkeypatch.setattr(recording, "put", look_and_write)
    assert sorted(at_once(cast, a_morning(cast))) == [(0, 0), (HOW_MANY, 0)]


def a_month() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT care_month('2031-05-01')")
        return cursor.fetchone()[0]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return cursor.fetchone()[0]


def test_the_first_two_entries_of_a_month_make_its_table_once():
    begun = Barrier(2)

    def first() -> bool:
        with transaction.atomic():
            made = a_month()
            begun.wait(10)
            assert any(somebody_waits() for _look in range(20_000))
        return made

    def second() -> bool:
        begun.wait(10)
        return a_month()

    try:
        assert together([first, second]) == [True, False]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS care_entry_2031_05")
