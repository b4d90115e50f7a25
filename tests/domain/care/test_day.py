"""A day is what its entries together say: any order, any repetition gives the same."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shanyu.domain.care.day import DayState, conflicts, standing, state
from shanyu.domain.care.kinds import Kind

EIGHT = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
NOON = EIGHT + timedelta(hours=4)


@dataclass(frozen=True)
class Said:
    mark: UUID
    at: datetime
    kind: str
    facts: dict = field(default_factory=dict, compare=False)
    replaces: tuple = ()
    withdrawn: bool = False


def mark(number: int) -> UUID:
    return UUID(int=number)


def said(number: int, kind: str, minute: int, replaces=(), withdrawn=False, **facts) -> Said:
    at = EIGHT + timedelta(minutes=minute)
    return Said(mark(number), at, kind, facts, tuple(map(mark, replaces)), withdrawn)


FACTS = {
    "arrival": [{}],
    "departure": [{}],
    "check": [{"slot": "morning", "outcome": one} for one in ("in_class", "isolated")],
    "meal": [{"slot": "lunch", "amount": one} for one in ("all", "half")],
    "outdoor": [{"state": one} for one in ("out", "in")],
    "sleep": [{"slot": "noon", "state": one} for one in ("asleep", "awake")],
}


@st.composite
def days(draw) -> list[Said]:
    """Entries of one day, some of which replace others, known or not yet known."""
    made = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        kind = draw(st.sampled_from(sorted(FACTS)))
        replaces = draw(st.lists(st.integers(1, 14), max_size=2))
        withdrawn = bool(replaces) and draw(st.booleans())
        facts = draw(st.sampled_from(FACTS[kind]))
        made.append(said(number, kind, draw(st.integers(0, 600)), replaces, withdrawn, **facts))
    return made


@given(days(), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_of_entries_gives_one_day(entries, chance):
    again = entries + [chance.choice(entries) for _ in range(5)]
    chance.shuffle(again)
    assert standing(again) == standing(entries)
    assert set(conflicts(again)) == set(conflicts(entries))
    assert state(again, until=NOON) == state(entries, until=NOON)


@given(days())
def test_what_stands_was_neither_replaced_nor_withdrawn(entries):
    replaced = {one for entry in entries for one in entry.replaces if one != entry.mark}
    expected = {entry.mark for entry in entries if entry.mark not in replaced and not entry.withdrawn}
    assert {entry.mark for entry in standing(entries)} == expected


def test_a_day_tells_arrival_checks_time_outdoors_and_departure():
    told = [
        said(1, Kind.ARRIVAL, 5),
        said(2, Kind.CHECK, 6, slot="morning", outcome="in_class"),
        said(3, Kind.OUTDOOR, 60, state="out"),
        said(4, Kind.OUTDOOR, 130, state="in"),
        said(5, Kind.OUTDOOR, 400, state="out"),
        said(6, Kind.DEPARTURE, 420),
    ]
    assert state(told, until=NOON) == DayState(
        arrived_at=EIGHT + timedelta(minutes=5),
        left_at=EIGHT + timedelta(minutes=420),
        outdoor_minutes=90,
        checks=frozenset({"morning"}),
        outcome="in_class",
    )


def test_time_outdoors_that_goes_on_counts_up_to_now():
    found = state([said(1, Kind.ARRIVAL, 0), said(2, Kind.OUTDOOR, 200, state="out")], until=NOON)
    assert (found.outdoors_since, found.outdoor_minutes) == (EIGHT + timedelta(minutes=200), 40)


def test_two_entries_of_one_slot_that_differ_are_both_kept_and_asked_about():
    half, whole = (
        said(1, "meal", 240, slot="lunch", amount="half"),
        said(2, "meal", 241, slot="lunch", amount="all"),
    )
    assert conflicts([half, whole]) == [(half, whole)]
    assert standing([half, whole]) == [half, whole]
    settled = said(3, "meal", 242, [1, 2], slot="lunch", amount="half")
    assert conflicts([half, whole, settled]) == []
    assert standing([half, whole, settled]) == [settled]


def test_two_tablets_that_say_the_same_are_no_conflict():
    assert conflicts([said(1, "arrival", 3, way="name"), said(2, "arrival", 4, way="name")]) == []


def test_a_medicine_that_two_tablets_gave_is_always_asked_about():
    facts = {"request": "r", "slot": 720, "given_by": "a", "witnessed_by": "b"}
    twice = [said(1, "medication", 240, **facts), said(2, "medication", 241, **facts)]
    assert conflicts(twice) == [tuple(twice)]


def test_an_undo_that_comes_before_what_it_takes_back_takes_it_back():
    undo, late = said(2, "arrival", 10, [1], withdrawn=True), said(1, "arrival", 5)
    assert standing([undo]) == []
    assert standing([undo, late]) == []
    assert not state([undo, late], until=NOON).present


def test_a_child_that_is_isolated_is_so_only_while_it_is_there():
    told = [said(1, "arrival", 0), said(2, "check", 1, slot="morning", outcome="isolated")]
    assert state(told, until=NOON).isolated
    assert not state([*told, said(3, "departure", 60)], until=NOON).isolated


def test_an_entry_that_names_itself_still_stands():
    odd = replace(said(1, "mood", 5, mood="happy"), replaces=(mark(1),))
    assert standing([odd]) == [odd]
