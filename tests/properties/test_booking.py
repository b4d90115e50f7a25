"""Any order of booking, cancelling, expiring, offering, moving and resizing keeps every invariant of the engine."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Booking, Counter, Pool, Session
from shanyu.kernel import clock
from tests.cast import NOW
from tests.domain.booking.families import family
from tests.domain.booking.ledger import passed_over, wrongs
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db

#: Children of each family; the last has none on file and comes as an account alone.
SIZES = (1, 1, 2, 2, 3, 0)
FAMILY = st.integers(0, len(SIZES) - 1)
WHICH = st.integers(0, 1)
SMALL = st.integers(0, 4)


class Rush(RuleBasedStateMachine):
    """Two sessions at overlapping hours, one with a quota, a wave and holds, and six families that want in."""

    cast = None
    families = None

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.asked: list[Asked] = []
        self.moment = NOW

    def teardown(self) -> None:
        clock.set_clock(NOW)
        transaction.savepoint_rollback(self.savepoint)

    @initialize(
        first=st.integers(1, 3), quota=SMALL, wave=SMALL, hold=st.sampled_from([None, 15]),
        limit=st.sampled_from([None, 0, 2]), unit=st.sampled_from(["child", "family"]),
    )  # fmt: skip
    def two_sessions(self, first, quota, wave, hold, limit, unit) -> None:
        later, starts = NOW + timedelta(hours=3), NOW + timedelta(hours=30)
        batches = [Batch(first)]
        if quota:
            batches.append(Batch(quota, group="residents", open_to_all_at=later))
        if wave:
            batches.append(Batch(wave, opens_at=later + timedelta(hours=1)))
        facts = {"hold_minutes": hold, "line_limit": limit}
        one = session(self.cast.station, batches, starts=starts, unit=unit, **facts)
        other = session(self.cast.bamboo, 2, starts=starts + timedelta(minutes=30))
        self.sessions = [one, other]

    def booking(self, number: int) -> int | None:
        keys = list(Booking.objects.order_by("pk").values_list("pk", flat=True))
        return keys[number % len(keys)] if keys else None

    @rule(who=FAMILY, which=WHICH, join=st.booleans(), resident=st.booleans())
    def claim(self, who, which, join, resident) -> None:
        one = self.families[who]
        asked = Asked(
            session=self.sessions[which].pk,
            account=one.account.pk,
            household=one.household.pk if one.children else None,
            children=[child.pk for child in one.children],
            key=uuid4(),
            groups=["residents"] if resident else [],
            join=join,
        )
        before = Counter.objects.get(pk=asked.session).next_line
        answer = claims.claim(asked)
        if answer.code == "waiting":
            assert Booking.objects.get(pk=answer.booking).line == before
        if answer.code in {"booked", "held", "waiting"}:
            self.asked.append(asked)

    @precondition(lambda self: self.asked)
    @rule(number=st.integers(0, 9))
    def ask_again_with_the_same_key(self, number) -> None:
        assert claims.claim(self.asked[number % len(self.asked)]).code == "same"

    @rule(number=st.integers(0, 9))
    def cancel(self, number) -> None:
        if key := self.booking(number):
            claims.release(key, None)

    @rule(number=st.integers(0, 9))
    def accept(self, number) -> None:
        if key := self.booking(number):
            was = Booking.objects.get(pk=key).state
            answer = claims.accept(key, None)
            allowed = {"held": {"booked", "gone"}, "booked": {"booked"}}
            offered = {"booked", "gone", "clash"}
            assert answer.code in allowed.get(was, offered if was in {"offered", "waiting"} else {"gone"})

    @rule(minutes=st.sampled_from([1, 14, 15, 60, 185, 700]))
    def time_passes(self, minutes) -> None:
        self.moment += timedelta(minutes=minutes)
        clock.set_clock(self.moment)

    @rule(which=WHICH)
    def settle(self, which) -> None:
        claims.settle(self.sessions[which].pk)

    @rule(which=WHICH, number=st.integers(0, 3), capacity=SMALL)
    def resize(self, which, number, capacity) -> None:
        pools = list(Pool.objects.filter(session=self.sessions[which]))
        pool = pools[number % len(pools)]
        claims.settle(pool.session_id)
        before = self.everything()
        pool.refresh_from_db()
        if capacity < pool.taken:
            assert claims.resize(pool.pk, capacity) is False
            assert self.everything() == before
        else:
            assert claims.resize(pool.pk, capacity) is True

    @rule(which=WHICH, capacity=st.integers(1, 2), minutes=st.sampled_from([-1, 90]))
    def add_a_wave(self, which, capacity, minutes) -> None:
        claims.add_pool(self.sessions[which].pk, capacity, self.moment + timedelta(minutes=minutes))

    @rule(number=st.integers(0, 9), position=st.integers(1, 4))
    def move_in_line(self, number, position) -> None:
        if key := self.booking(number):
            waits = Booking.objects.get(pk=key).state == "waiting"
            assert claims.move(key, position, "医嘱", self.cast.keeper.pk) is waits

    @precondition(lambda self: self.moment > NOW + timedelta(hours=2))
    @rule(which=WHICH)
    def call_off(self, which) -> None:
        claims.call_off(self.sessions[which].pk, "老师生病", self.cast.keeper.pk)

    def everything(self) -> list:
        return [
            list(model.objects.order_by("pk").values())
            for model in (Session, Counter, Pool, Booking)
        ]  # fmt: skip

    @invariant()
    def the_books_agree(self) -> None:
        assert wrongs() == []

    @invariant()
    def nobody_waits_beside_a_free_place(self) -> None:
        look = transaction.savepoint()
        for one in self.sessions:
            claims.settle(one.pk)
        assert passed_over(self.moment) == []
        assert wrongs() == []
        transaction.savepoint_rollback(look)


def test_any_order_of_steps_keeps_the_books(cast):
    Rush.cast = cast
    Rush.families = [family(f"{n}", children=size) for n, size in enumerate(SIZES)]
    run_state_machine_as_test(
        Rush,
        settings=settings(
            max_examples=20, stateful_step_count=14, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
