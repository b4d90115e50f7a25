"""Any order of booking, cancelling, expiring, offering, moving and resizing keeps every invariant of the engine."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Booking, Counter, Pool, Session
from shanyu.kernel import clock
from tests.cast import NOW
from tests.domain.booking.families import family
from tests.domain.booking.ledger import forgotten, overtaken, passed_over, wrongs
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db

#: Children of each family; the last two have none on file and come as an account alone.
SIZES = (1, 1, 1, 1, 2, 2, 2, 3, 0, 0)

#: How often each step is taken. Hypothesis draws the seed and the length, so that a failure shrinks to few steps.
WEIGHTS = {
    "claim": 12,
    "ask_again_with_the_same_key": 1,
    "cancel": 5,
    "accept": 6,
    "time_passes": 4,
    "resize": 2,
    "add_a_wave": 1,
    "move_in_line": 1,
    "call_off": 0.2,
}


class Rush:
    """Two sessions at overlapping hours, one with a quota, a wave and holds, and six families that want in."""

    def __init__(self, cast, families, dice: Random) -> None:
        self.cast, self.families, self.dice, self.moment = cast, families, dice, NOW
        self.asked: list[Asked] = []
        first, quota, wave = dice.randint(1, 3), dice.choice([0, 1, 2]), dice.choice([0, 1, 3])
        later, starts = NOW + timedelta(hours=3), NOW + timedelta(hours=30)
        batches = [Batch(first)]
        if quota:
            batches.append(Batch(quota, group="residents", open_to_all_at=later))
        if wave:
            batches.append(Batch(wave, opens_at=later + timedelta(hours=1)))
        facts = {
            "hold_minutes": dice.choice([None, 15]),
            "line_limit": dice.choice([None, None, 2]),
            "unit": dice.choice(["child", "child", "family"]),
        }
        one = session(self.cast.station, batches, starts=starts, **facts)
        other = session(self.cast.bamboo, 2, starts=starts + timedelta(minutes=30))
        self.sessions = [one, other]

    def take(self, step: str) -> None:
        """Take a step; what it freed has gone down the line by itself, in the order of the line."""
        waited = list(Booking.objects.filter(state="waiting").values_list("pk", flat=True))
        getattr(self, step)()
        offered = Booking.objects.filter(pk__in=waited, state="offered").values_list("pk", flat=True)
        assert overtaken(self.moment, offered) == []
        assert forgotten(self.moment) == []
        assert wrongs() == []

    def any_booking(self, *states: str) -> Booking | None:
        """Mostly one in these states; sometimes one that is past it."""
        found = Booking.objects.order_by("pk")
        if self.dice.random() < 0.8:
            found = found.filter(state__in=states)
        found = list(found)
        return self.dice.choice(found) if found else None

    def claim(self) -> None:
        one, session = self.dice.choice(self.families), self.sessions[self.dice.random() < 0.25]
        asked = Asked(
            session=session.pk,
            account=one.account.pk,
            household=one.household.pk if one.children else None,
            children=[child.pk for child in one.children],
            key=uuid4(),
            groups=self.dice.choice([[], ["residents"]]),
            join=self.dice.random() < 0.9,
        )
        before = Counter.objects.get(pk=asked.session).next_line
        answer = claims.claim(asked)
        if answer.code == "waiting":
            assert Booking.objects.get(pk=answer.booking).line == before
        if answer.code in {"booked", "held", "waiting"}:
            self.asked.append(asked)

    def ask_again_with_the_same_key(self) -> None:
        if self.asked:
            assert claims.claim(self.dice.choice(self.asked)).code == "same"

    def cancel(self) -> None:
        if booking := self.any_booking("held", "booked", "offered", "waiting"):
            claims.release(booking.pk, None)

    def accept(self) -> None:
        if booking := self.any_booking("held", "offered"):
            answer = claims.accept(booking.pk, None)
            allowed = {"held": {"booked", "gone"}, "booked": {"booked"}}
            offered = {"booked", "gone", "clash"}
            usual = offered if booking.state in {"offered", "waiting"} else {"gone"}
            assert answer.code in allowed.get(booking.state, usual)

    def time_passes(self) -> None:
        self.moment += timedelta(minutes=self.dice.choice([1, 14, 15, 60, 185, 400]))
        clock.set_clock(self.moment)

    def resize(self) -> None:
        pool = self.dice.choice(list(Pool.objects.filter(session__in=self.sessions)))
        capacity = self.dice.randint(0, 4)
        claims.settle(pool.session_id)
        pool.refresh_from_db()
        before = self.everything()
        fits = capacity >= pool.taken
        assert claims.resize(pool.pk, capacity) is fits
        assert fits or self.everything() == before

    def add_a_wave(self) -> None:
        opens = self.moment + timedelta(minutes=self.dice.choice([-1, 90]))
        claims.add_pool(self.dice.choice(self.sessions).pk, self.dice.randint(1, 2), opens)

    def move_in_line(self) -> None:
        if booking := self.any_booking("waiting"):
            moved = claims.move(booking.pk, self.dice.randint(1, 4), "医嘱", self.cast.keeper.pk)
            assert moved is (booking.state == "waiting")

    def call_off(self) -> None:
        claims.call_off(self.dice.choice(self.sessions).pk, "老师生病", self.cast.keeper.pk)

    def everything(self) -> list:
        return [
            list(model.objects.order_by("pk").values())
            for model in (Session, Counter, Pool, Booking)
        ]  # fmt: skip

    def nobody_waits_beside_a_free_place(self) -> None:
        for one in self.sessions:
            claims.settle(one.pk)
        assert passed_over(self.moment) == []
        assert wrongs() == []


def test_any_order_of_steps_keeps_the_books(cast):
    families = [family(f"{n}", children=size) for n, size in enumerate(SIZES)]
    names, weights = list(WEIGHTS), list(WEIGHTS.values())

    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(seed=st.integers(0, 2**32), steps=st.integers(10, 40))
    def every_order(seed, steps):
        dice, savepoint = Random(seed), transaction.savepoint()
        try:
            rush = Rush(cast, families, dice)
            for name in dice.choices(names, weights, k=steps):
                rush.take(name)
                if dice.random() < 0.5:
                    rush.nobody_waits_beside_a_free_place()
        finally:
            clock.set_clock(NOW)
            transaction.savepoint_rollback(savepoint)

    every_order()
