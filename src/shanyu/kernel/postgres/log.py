"""The server's log: one file in the home, bounded in size."""

import contextlib
import os
from typing import BinaryIO

from shanyu.kernel.postgres.place import Place

LIMIT_BYTES = 4 * 1024 * 1024
TAIL_BYTES = 64 * 1024


def open_log(place: Place) -> BinaryIO:
    """The log, for appending; only the server's user may read it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(place.log, flags, 0o600)
    place.account.own(place.log)
    return os.fdopen(descriptor, "a+b")


def append(place: Place, text: str) -> None:
    """Adds what a program printed; on a full disk the log is the least of our worries."""
    with contextlib.suppress(OSError), open_log(place) as log:
        log.write(text.encode())


def rotate(place: Place) -> None:
    """Keeps only the end of a log that has grown too long.

    Done in place, because the running server goes on writing to the same file.
    """
    if not place.log.exists() or place.log.stat().st_size <= LIMIT_BYTES:
        return
    kept = since(place, 0)
    os.truncate(place.log, 0)
    append(place, kept)


def since(place: Place, offset: int) -> str:
    """What was written after `offset` (bytes), at most the last 64 KiB of it."""
    if not place.log.exists():
        return ""
    with place.log.open("rb") as log:
        log.seek(max(offset, place.log.stat().st_size - TAIL_BYTES))
        return log.read().decode(errors="replace")
