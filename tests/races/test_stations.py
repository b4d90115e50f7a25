"""Two workers at once at a station's door: the ratio holds, a child has one minder. Each with its control."""

import threading
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction

from shanyu.domain.stations.actions import hand_in, take_over
from shanyu.domain.stations.models import HandOver, Minding
from shanyu.domain.stations.presence import here, minders_at, ratio_at
from shanyu.kernel import clock
from shanyu.kernel.door import Refusal
from tests import cast as people
from tests.cast import NOW, TODAY
from tests.domain.stations.making import child_here, guardian_of, hour, neighbour, on_duty

BABY = date(2026, 2, 1)
pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start at the same moment; their results or refusals, in order."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[number] = act()
        except Refusal as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results


@pytest.fixture
def door():
    """Two babies with the only carer, and two more before the door: room for one."""
    with clock.frozen(NOW):
        cast = people.build()
        carer = neighbour(cast.station)
        on_duty(cast.station, carer.worker, cast.keeper)
        an_hour = hour(cast.station)
        keeper = cast.actor("keeper")
        children = [child_here(cast, name, BABY, an_hour) for name in "abcd"]

        def take(one):
            return hand_in(keeper, one, adult=guardian_of(one), minder=carer.worker.pk, mark=uuid4())

        for one in children[:2]:
            take(one)
        yield cast, carer, children, take


def test_two_children_at_once_before_the_last_place_of_the_ratio_take_one(door):
    cast, _carer, children, take = door
    results = together(lambda: take(children[2]), lambda: take(children[3]))
    assert sorted(type(one).__name__ for one in results) == ["HandOver", "MoreCarersNeeded"]
    assert Minding.objects.filter(site=cast.station).count() == 3


def test_control_without_the_lock_of_the_day_the_ratio_is_passed(door):
    cast, carer, children, _take = door
    seen = threading.Barrier(2)

    def naive(one) -> None:
        with transaction.atomic():
            minders = minders_at(cast.station.pk, NOW)
            if ratio_at(here(cast.station.pk), len(minders), TODAY).share < len(minders):
                seen.wait(10)
                Minding.objects.create(site=cast.station, booked=one, worker=carer.worker, during=(NOW, None))

    together(lambda: naive(children[2]), lambda: naive(children[3]))
    assert Minding.objects.filter(site=cast.station).count() == 4


def test_the_same_child_taken_in_twice_at_once_is_taken_in_once(door):
    _cast, carer, children, take = door
    results = together(lambda: take(children[2]), lambda: take(children[2]))
    assert sorted(type(one).__name__ for one in results) == ["AlreadyHere", "HandOver"]
    assert HandOver.objects.filter(booked=children[2]).count() == 1
    assert Minding.objects.filter(booked=children[2], worker=carer.worker).count() == 1


def test_two_carers_who_take_a_child_over_at_once_leave_it_one_minder(door):
    cast, _carer, children, _take = door
    one, two = neighbour(cast.station, "一号"), neighbour(cast.station, "二号")
    for each in (one, two):
        on_duty(cast.station, each.worker, cast.keeper)
    keeper = cast.actor("keeper")
    together(*(lambda who=who: take_over(keeper, children[0], minder=who.worker.pk) for who in (one, two)))
    open_ones = Minding.objects.filter(booked=children[0], void=False, during__endswith__isnull=True)
    assert [each.worker in (one.worker, two.worker) for each in open_ones] == [True]
