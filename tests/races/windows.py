"""Windows of a race: other connections in the pause of unguarded functions, or waiting for a lock."""

import time

from django.db import connection

_HERE = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "


def install(functions: str) -> None:
    """Put these functions in the place of the database's own."""
    with connection.cursor() as cursor:
        cursor.execute(functions)


def once_somebody_is_in_the_window() -> None:
    """Wait until another connection stands in the pause. Raises TimeoutError where none comes."""
    if not _seen("wait_event = 'PgSleep'", seconds=20):
        raise TimeoutError


def once_somebody_waits_for_a_lock() -> None:
    """Wait until another connection waits for a row, or long enough for one that does not."""
    _seen("wait_event_type = 'Lock'", seconds=5)


def _seen(waiting: str, seconds: float) -> bool:
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(_HERE + waiting)
            if cursor.fetchone()[0]:
                return True
    return False
