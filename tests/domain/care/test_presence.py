"""Who was in which room when, and when there were too few carers."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

from shanyu.domain.care.presence import Stay, above, stays

EIGHT = datetime(2026, 11, 21, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


def told(kind: str, minutes: int, **facts: object) -> SimpleNamespace:
    return SimpleNamespace(mark=uuid4(), at=at(minutes), kind=kind, facts=facts, replaces=(), withdrawn=False)


def stay(since: int, until: int | None = None) -> Stay:
    return Stay(1, at(since), None if until is None else at(until))


def test_a_child_is_in_its_room_and_in_another_after_a_move():
    entries = [told("arrival", 0), told("moved", 60, to_class=2), told("departure", 120)]
    assert stays(entries, 1) == [Stay(1, at(0), at(60)), Stay(2, at(60), at(120))]


def test_a_child_that_has_not_come_is_nowhere_and_one_that_has_not_left_is_still_there():
    assert stays([told("moved", 5, to_class=2)], 1) == []
    assert stays([told("arrival", 5)], 1) == [Stay(1, at(5), None)]


def test_a_room_is_above_its_ratio_from_the_child_too_many_until_a_carer_comes():
    children = [stay(0), stay(1), stay(2), stay(3)]
    assert above(children, [stay(0), stay(30)], 3) == [(at(3), at(30))]


def test_a_room_whose_carer_has_gone_is_above_and_stays_so():
    assert above([stay(0)], [stay(0, 20)], 3) == [(at(20), None)]
    assert above([stay(0, 20)], [stay(0, 20)], 3) == []


def test_children_without_any_carer_are_above_the_ratio_at_once():
    assert above([stay(0)], [], 3) == [(at(0), None)]
