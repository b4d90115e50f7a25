import gc
import threading

import pytest

from shanyu.domain.providers.importing.ahead import ahead, collecting_seldom


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "reading-ahead"]


def test_items_come_in_order():
    assert list(ahead(iter_of(range(5)))) == [0, 1, 2, 3, 4]
    assert threads() == []


def test_what_the_maker_raises_is_raised_here():
    def make():
        yield 1
        raise ValueError("row 2")

    made = ahead(make())
    assert next(made) == 1
    with pytest.raises(ValueError, match="row 2"):
        next(made)
    assert threads() == []


def test_leaving_early_ends_the_maker():
    closed = []

    def make():
        try:
            yield from range(100)
        finally:
            closed.append(True)

    made = ahead(make())
    assert next(made) == 0
    made.close()
    assert (closed, threads()) == ([True], [])


def test_the_collector_works_as_before_afterwards():
    before = gc.get_threshold()
    with collecting_seldom():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before


def iter_of(items):
    yield from items
