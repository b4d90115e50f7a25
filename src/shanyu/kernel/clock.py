"""The only source of now.

Everything that asks for the time asks here, so that a test or a browser journey can set the time instead of
waiting for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The time people live by: dates, opening hours and deadlines are in it."""

# One name for one immutable value: reading and binding are atomic, so a thread sees one value or the other.
_fixed: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC; or the moment the clock was set to."""
    return _fixed or datetime.now(UTC)


def today() -> date:
    """The present date in Shanghai."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """An aware moment in Shanghai's time. Raises ValueError for a moment without a time zone."""
    return _aware(moment).astimezone(SHANGHAI)


def set_clock(moment: datetime | None) -> None:
    """Make the clock of this process stand at an aware `moment`, for all threads; None lets it run again.

    Raises ValueError for a moment without a time zone.
    """
    global _fixed
    _fixed = None if moment is None else _aware(moment).astimezone(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Within the block the clock stands at `moment` (see `set_clock`); afterwards it is as it was before."""
    before = _fixed
    set_clock(moment)
    try:
        yield
    finally:
        set_clock(before)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment
