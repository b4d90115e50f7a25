"""Two heads at once: the same person stays one worker, and places never cross. Each with its control."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from shanyu.domain.providers.actions import add_worker, set_places
from shanyu.domain.providers.models import CareClass, Post, Worker
from shanyu.domain.providers.refusals import OverLicensed
from shanyu.kernel import clock
from shanyu.kernel.fields import matching
from tests import cast as people

NUMBER = "11010519491231002X"
pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start at the same moment; their results or refusals, in order."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[number] = act()
        except OverLicensed as refusal:
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
def cast():
    with clock.frozen(people.NOW):
        yield people.build()


def test_two_heads_who_add_the_same_person_at_once_make_one_worker(cast):
    head, boss = cast.actor("head"), cast.actor("boss")
    person = {"name": "魏小禾", "identity": NUMBER, "role": "carer"}
    together(lambda: add_worker(head, cast.bamboo, **person), lambda: add_worker(boss, cast.willow, **person))
    worker = Worker.objects.get(matching(Worker, "identity_index", NUMBER))
    assert sorted(Post.objects.filter(worker=worker).values_list("site_id", flat=True)) == sorted(
        [cast.bamboo.pk, cast.willow.pk]
    )


def test_control_without_the_blind_index_two_workers_are_made(cast):
    seen = threading.Barrier(2)

    def naive() -> None:
        with transaction.atomic():
            if not Worker.objects.filter(name="魏小禾").exists():
                seen.wait(10)
                Worker.objects.create(name="魏小禾")

    together(naive, naive)
    assert Worker.objects.filter(name="魏小禾").count() == 2


def test_two_who_set_different_numbers_at_once_never_cross_them(cast):
    head, boss, row = cast.actor("head"), cast.actor("boss"), cast.bamboo.classes.get()
    results = together(lambda: set_places(head, row, licensed=15), lambda: set_places(boss, row, placed=18))
    assert sum(isinstance(one, OverLicensed) for one in results) == 1
    row.refresh_from_db()
    assert (row.licensed, row.placed) in {(15, 14), (20, 18)}


def test_control_without_lock_and_check_the_numbers_cross(cast):
    key = cast.bamboo.classes.get().pk
    seen = threading.Barrier(2)

    def naive(**numbers: int) -> None:
        with transaction.atomic():
            row = CareClass.objects.get(pk=key)
            wanted = {"licensed": row.licensed, "placed": row.placed} | numbers
            allowed = wanted["licensed"] >= wanted["placed"] + row.held
            seen.wait(10)
            if allowed:
                CareClass.objects.filter(pk=key).update(**numbers)

    constraint = next(one for one in CareClass._meta.constraints if one.name == "class_never_over_licensed")
    with connection.schema_editor() as editor:
        editor.remove_constraint(CareClass, constraint)
    try:
        together(lambda: naive(licensed=15), lambda: naive(placed=18))
        row = CareClass.objects.get(pk=key)
        assert (row.licensed, row.placed, row.free) == (15, 18, -4)
    finally:
        CareClass.objects.filter(pk=key).delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(CareClass, constraint)
