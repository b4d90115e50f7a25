"""The sum of a day by class: the same however often it is counted, and anew where entries came late."""

from datetime import timedelta

import pytest
from psycopg.types.range import TimestamptzRange

from shanyu.domain.care import duty_jobs
from shanyu.domain.care.actions import record
from shanyu.domain.care.models import DaySummary, Shift
from shanyu.domain.care.summing import sum_day
from shanyu.kernel import clock
from shanyu.kernel.clock import now, today
from tests.domain.care.making import daughters_class, raw, worker_of


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def figures(day) -> dict:
    row = DaySummary.objects.get(day=day)
    names = ("expected", "present", "unexplained", "no_morning", "no_noon", "short_outdoors", "above_minutes")
    return {name: getattr(row, name) for name in names}


def test_a_day_is_summed_by_class_and_counting_again_changes_nothing(cast, where):
    eight = now() - timedelta(minutes=90)
    Shift.objects.create(
        worker=worker_of(cast.carer), site=cast.bamboo, care_class=where,
        during=TimestamptzRange(eight + timedelta(minutes=10), None),
    )  # fmt: skip
    with clock.frozen(now() + timedelta(hours=8)):
        entries = [
            raw(cast.daughter, "arrival", eight, way="name"),
            raw(cast.daughter, "check", eight, slot="morning", outcome="in_class"),
            raw(cast.daughter, "outdoor", eight + timedelta(hours=1), state="out"),
            raw(cast.daughter, "outdoor", eight + timedelta(hours=2), state="in"),
            raw(cast.daughter, "departure", eight + timedelta(hours=8), way="name"),
        ]
        assert record(cast.actor("carer"), cast.bamboo, entries=entries).refused == {}
        for _twice in range(2):
            assert sum_day(today()) == 1
    assert figures(today()) == {
        "expected": 1, "present": 1, "unexplained": 0, "no_morning": 0, "no_noon": 1,
        "short_outdoors": 1, "above_minutes": 10,
    }  # fmt: skip


def test_a_class_without_a_record_has_its_children_unexplained(cast, where):
    sum_day(today())
    assert figures(today())["unexplained"] == 1
    assert DaySummary.objects.get().entries == 0


def test_yesterday_is_counted_once_and_again_when_an_entry_comes_late(cast, where):
    yesterday = today() - timedelta(days=1)
    assert duty_jobs.sum_days() == 1
    assert figures(yesterday)["present"] == 0
    assert duty_jobs.sum_days() == 0
    late = raw(cast.daughter, "arrival", now() - timedelta(days=1), way="name")
    record(cast.actor("carer"), cast.bamboo, entries=[late])
    assert duty_jobs.sum_days() == 1
    assert figures(yesterday)["present"] == 1
