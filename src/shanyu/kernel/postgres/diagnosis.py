"""From what PostgreSQL printed to one sentence."""

import os
import re

from shanyu.kernel.postgres import errors
from shanyu.kernel.postgres.account import owner_name
from shanyu.kernel.postgres.place import Place

# A server needs at least one more segment of write-ahead log (16 MB) to start.
LEAST_FREE_BYTES = 16 * 1024 * 1024
COMPLAINT = re.compile(r"(?:FATAL|PANIC|ERROR|error):\s+(.+)")


def explain(place: Place, printed: str) -> errors.Unavailable:
    """The reason why a program failed, by its output and by the state of the disk."""
    if "No space left on device" in printed or "Disk quota exceeded" in printed:
        return errors.disk_full(place.home)
    if "Read-only file system" in printed:
        return errors.read_only(place.home)
    # On a full disk the reason itself may not have reached the log.
    if free_bytes(place) < LEAST_FREE_BYTES:
        return errors.disk_full(place.home)
    if "Permission denied" in printed:
        return errors.not_ours(place.data_dir, owner_name(place.data_dir))
    complaints = COMPLAINT.findall(printed)
    return errors.would_not_start(place.log, complaints[-1].strip() if complaints else "no reason given")


def free_bytes(place: Place) -> int:
    """Free space where the data is."""
    status = os.statvfs(place.data_dir.parent)
    return status.f_bavail * status.f_frsize
