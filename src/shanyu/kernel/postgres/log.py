"""The server's log: one file in the home and one older one, bounded in size."""

import shutil

from shanyu.kernel.postgres.place import Place

LIMIT_BYTES = 4 * 1024 * 1024
TAIL_BYTES = 64 * 1024


def rotate(place: Place) -> None:
    """Keeps the log below its limit; the running server goes on writing to the same, emptied file."""
    if not place.log.exists() or place.log.stat().st_size <= LIMIT_BYTES:
        return
    older = place.log.with_suffix(".log.1")
    shutil.copyfile(place.log, older)
    place.account.own(older)
    with place.log.open("r+b") as log:
        log.truncate()


def since(place: Place, offset: int) -> str:
    """What was written after `offset` (bytes), at most the last 64 KiB of it."""
    if not place.log.exists():
        return ""
    with place.log.open("rb") as log:
        log.seek(max(offset, place.log.stat().st_size - TAIL_BYTES))
        return log.read().decode(errors="replace")
