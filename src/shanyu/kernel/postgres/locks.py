"""File locks of a home. The kernel drops them when their holder dies, so none of them can be stale.

`start.lock`   held by whoever starts or stops the server: two starters at once end with one server.
`owners.lock`  held (shared) by every owner; the owner who can have it alone is the last one.
`server.lock`  held by the server itself, inherited by all its processes: while any of them lives, even an
               orphan or one in another container, no second server may touch the data.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from shanyu.kernel.postgres import errors
from shanyu.kernel.postgres.account import owner_name
from shanyu.kernel.postgres.place import Place


def open_lock(place: Place, name: str) -> int:
    """A file descriptor of a lock file of the home."""
    path = place.root / name
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        place.account.own(path)
    except OSError as error:
        raise errors.from_os_error(error, path, owner_name(path)) from error
    return descriptor


def try_lock(descriptor: int) -> bool:
    """Takes the lock alone if nobody holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def starting(place: Place) -> Iterator[None]:
    """Only one process at a time starts or stops the server of a home; the others wait."""
    descriptor = open_lock(place, "start.lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def register_owner(place: Place) -> int:
    """Registers one more owner; give the result to `leave`."""
    descriptor = open_lock(place, "owners.lock")
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def leave(place: Place, descriptor: int) -> bool:
    """Unregisters an owner; true when nobody else owns the server."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)
    return unowned(place)


def unowned(place: Place) -> bool:
    """Whether the server has no owner."""
    probe = open_lock(place, "owners.lock")
    try:
        return try_lock(probe)
    finally:
        os.close(probe)
