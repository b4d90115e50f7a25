"""From what PostgreSQL printed to one sentence."""

import os
import re

from shanyu.kernel.postgres import errors
from shanyu.kernel.postgres.place import Place

# A server needs at least one more segment of write-ahead log (16 MB) to start.
LEAST_FREE_BYTES = 16 * 1024 * 1024
DISK_FULL = ("No space left on device", "Disk quota exceeded", "Check free disk space")
COMPLAINT = re.compile(r"(?:FATAL|PANIC|ERROR|error):\s+(.+)")


def explain(place: Place, printed: str) -> errors.Unavailable:
    """The reason why a program failed, by its output and by the state of the disk."""
    if any(words in printed for words in DISK_FULL):
        return errors.disk_full(place.home)
    if "Read-only file system" in printed:
        return errors.read_only(place.home)
    # On a full disk the reason itself may not have reached the log.
    if free_bytes(place) < LEAST_FREE_BYTES:
        return errors.disk_full(place.home)
    complaints = COMPLAINT.findall(printed)
    return errors.would_not_start(place.log, complaints[-1].strip() if complaints else "no reason given")


def free_bytes(place: Place) -> int:
    """Free space where the data is."""
    status = os.statvfs(place.data_dir.parent)
    return status.f_bavail * status.f_frsize
