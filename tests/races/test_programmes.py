"""An entry that is being made while the list is frozen: it is in the list, or refused; never taken and lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from shanyu.domain.programmes import actions
from shanyu.domain.programmes.models import ClosedList, Entry
from shanyu.kernel import clock
from tests import cast as people
from tests.domain.programmes.making import AFTER, announced, enter
from tests.races.rush import together

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def cast():
    with clock.frozen(people.NOW):
        yield people.build()


@contextmanager
def unguarded() -> Iterator[None]:
    """Entries look at their programme without holding it; afterwards they hold it again."""
    [trigger] = [one for one in Entry._meta.triggers if one.name == "in_the_window"]
    whole, trigger.func = trigger.func, trigger.func.replace("FOR SHARE", "")
    trigger.install(Entry)
    try:
        yield
    finally:
        trigger.func = whole
        trigger.install(Entry)


def entered_while_the_list_is_frozen(cast, closed: threading.Event) -> list[str]:
    """The ids in the list, where an entry was made before the end of the window and is committed after `closed`,
    or as soon as somebody waits for it."""
    programme = announced(cast)
    made = threading.Event()

    def entering() -> None:
        with transaction.atomic():
            enter(cast, programme, cast.daughter, "c01")
            clock.set_clock(AFTER)
            made.set()
            while not closed.wait(0.02):
                with connection.cursor() as cursor:
                    cursor.execute(WAITING)
                    if cursor.fetchone()[0]:
                        return

    def closing() -> None:
        made.wait(10)
        actions.close_list(cast.actor("officer"), programme.pk)
        closed.set()

    together([entering, closing])
    assert Entry.objects.count() == 1
    return [one["id"] for one in ClosedList.objects.get().applications]


def test_whoever_freezes_the_list_waits_for_entries_that_are_being_made(cast):
    assert len(entered_while_the_list_is_frozen(cast, threading.Event())) == 1


def test_control_without_the_lock_an_entry_is_taken_and_lost(cast):
    with unguarded():
        assert entered_while_the_list_is_frozen(cast, threading.Event()) == []
