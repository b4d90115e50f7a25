"""Reading ahead: while PostgreSQL works on one batch, the next is parsed, and little time goes into tidying."""

import contextvars
import gc
import queue
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TypeVar

T = TypeVar("T")
_WAIT = 0.1


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The items in order, one of them made in advance by a thread. What the thread raises is raised here.

    The maker must not use the database. Left early, the thread ends after the item it is at.
    """
    made: queue.Queue[tuple[bool, T | BaseException | None]] = queue.Queue(maxsize=1)
    left = threading.Event()

    def put(done: bool, item: T | BaseException | None) -> bool:
        while not left.is_set():
            try:
                made.put((done, item), timeout=_WAIT)
            except queue.Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            with closing(items):
                for item in items:
                    if not put(False, item):
                        return
        except BaseException as error:
            put(True, error)
        else:
            put(True, None)

    maker = threading.Thread(target=contextvars.copy_context().run, args=(make,), name="reading-ahead")
    maker.start()
    try:
        while True:
            done, item = made.get()
            if not done:
                yield item
            elif item is None:
                return
            else:
                raise item
    finally:
        left.set()
        maker.join()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Rows are freed by counting, not by the collector; its passes over them took a quarter of an import."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
