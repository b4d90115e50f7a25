"""The server's log: one file in the home and one older one, bounded in size."""

import contextlib
import os
import shutil
from typing import BinaryIO

from shanyu.kernel.postgres.place import Place

LIMIT_BYTES = 4 * 1024 * 1024
TAIL_BYTES = 64 * 1024


def open_log(place: Place) -> BinaryIO:
    """The log, for appending; only the server's user may read it."""
    descriptor = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    place.account.own(place.log)
    return open(descriptor, "ab")


def append(place: Place, text: str) -> None:
    """Adds what a program printed; on a full disk the log is the least of our worries."""
    with contextlib.suppress(OSError), open_log(place) as log:
        log.write(text.encode())


def rotate(place: Place) -> None:
    """Keeps the log below its limit; the running server goes on writing to the same, emptied file."""
    if not place.log.exists() or place.log.stat().st_size <= LIMIT_BYTES:
        return
    older = place.log.with_suffix(".log.1")
    with contextlib.suppress(OSError):  # a full disk: the newest part matters more than the old one
        shutil.copyfile(place.log, older)
        place.account.own(older)
    os.truncate(place.log, 0)


def since(place: Place, offset: int) -> str:
    """What was written after `offset` (bytes), at most the last 64 KiB of it."""
    if not place.log.exists():
        return ""
    with place.log.open("rb") as log:
        log.seek(max(offset, place.log.stat().st_size - TAIL_BYTES))
        return log.read().decode(errors="replace")
