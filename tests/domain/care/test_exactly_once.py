"""However a tablet's entries come, in batches, again, out of order or in part, the record is the same in the end."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyu.domain.care.actions import record
from shanyu.domain.care.models import Arrived, Entry
from shanyu.domain.care.queries import day_of_child
from shanyu.kernel.clock import now
from tests.domain.care.making import daughters_class, raw


def morning(cast) -> list[dict]:
    """Seven entries, of which two replace others and one takes one back."""
    child, at = cast.daughter, now() - timedelta(hours=1)

    def said(minute: int, kind: str, **facts: object) -> dict:
        return raw(child, kind, at + timedelta(minutes=minute), **facts)

    arrival = said(0, "arrival", way="name")
    check = said(5, "check", slot="morning", outcome="isolated")
    half = said(20, "meal", slot="breakfast", amount="half")
    return [
        arrival, check, half,
        said(6, "check", slot="morning", outcome="in_class", replaces=[check["mark"]]),
        said(25, "meal", slot="breakfast", amount="all", replaces=[half["mark"]]),
        out := said(30, "outdoor", state="out"),
        said(31, "outdoor", replaces=[out["mark"]], withdrawn=True),
    ]  # fmt: skip


@pytest.fixture
def told(cast):
    daughters_class(cast)
    return morning(cast)


#: Tries of a device: which of the seven each holds, as often as it likes and in its own order.
tries = st.lists(st.lists(st.integers(0, 6), max_size=9), max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries, st.permutations(range(7)))
def test_any_tries_that_end_with_all_sent_give_one_day(cast, told, sent, last):
    with transaction.atomic():
        accepted = []
        for batch in [*sent, last]:
            result = record(cast.actor("carer"), cast.bamboo, entries=[told[one] for one in batch])
            accepted += map(str, result.accepted)
            assert result.refused == {}
        day = day_of_child(cast.actor("father"), cast.daughter)
        assert sorted(accepted) == sorted(one["mark"] for one in told)
        assert Entry.objects.count() == Arrived.objects.count() == 7
        assert [(one.kind, one.corrects) for one in day.entries] == [
            ("arrival", False), ("check", True), ("meal", True),
        ]  # fmt: skip
        assert (day.disputed, day.state.outcome, day.state.outdoors_since) == ((), "in_class", None)
        transaction.set_rollback(True)
