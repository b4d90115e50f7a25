"""The check-up: the machine, the database, the keys, the clock; each with what to do where it is not well."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MIN_FREE_GB = 2
MOST_SECONDS_APART = 5


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if not."""

    what: str
    well: bool
    seen: str
    remedy: str = ""


def check_machine(home: Path) -> Iterator[Finding]:
    """What can be known before the database runs."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.")
    free_gb = shutil.disk_usage(home).free / 1e9
    yield Finding(
        "Disk",
        free_gb >= MIN_FREE_GB,
        f"{free_gb:.1f} GB free at {home}",
        f"Free {MIN_FREE_GB} GB or move --home.",
    )


def check_installation() -> Iterator[Finding]:
    """What needs the database: its version, migrations, keys, clock and worker."""
    for check in (_database, _migrations, _keys, _clock, _worker, _mail, _deliveries):
        yield check()


def _database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_version_num')::int")
        version, number = cursor.fetchone()
    return Finding("Database", number >= 150_000, f"PostgreSQL {version}", "Use PostgreSQL 15 or newer.")


def _migrations() -> Finding:
    from shanyu.runtime.database import pending

    todo = pending()
    return Finding("Tables", not todo, f"{len(todo)} migrations pending", "Run: shanyu migrate")


def _keys() -> Finding:
    from shanyu.kernel import keys, rotation
    from shanyu.kernel.sealed import seal, unseal

    ring = keys.ring()
    opens = unseal(ring, seal(ring, "shanyu", "doctor"), "doctor") == "shanyu"
    left = sum(rotation.remaining(ring).values())
    if not opens:
        return Finding(
            "Keys", False, "the key ring does not open what it sealed", "Restore keys/keyring.json."
        )
    seen = f"active key {ring.active}, {left} rows under older keys"
    return Finding("Keys", left == 0, seen, "Run: shanyu rotate-keys (it goes on where it stopped)")


def _clock() -> Finding:
    from django.db import connection

    from shanyu.kernel.clock import now

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    apart = abs((now() - theirs).total_seconds())
    seen = f"{apart:.1f} s from the database's clock"
    return Finding("Clock", apart <= MOST_SECONDS_APART, seen, "Set both machines' clocks by NTP.")


def _worker() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 seconds'"
        )
        (alive,) = cursor.fetchone()
    return Finding(
        "Worker", alive > 0, f"{alive} running", "Run: shanyu serve (it starts one), or shanyu worker"
    )


def _mail() -> Finding:
    """No mail server is a choice, so it is said and is well; one that does not answer is not."""
    import smtplib

    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.SHANYU_MAIL:
        return Finding("E-mail", True, "no server (SHANYU_SMTP_URL is not set): nobody is told by e-mail")
    seen = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            return Finding("E-mail", True, seen)
    except (OSError, smtplib.SMTPException) as problem:
        return Finding(
            "E-mail",
            False,
            f"{seen} ({type(problem).__name__})",
            "Look at SHANYU_SMTP_URL: docs/messaging.md",
        )


def _deliveries() -> Finding:
    from datetime import timedelta

    from shanyu.domain.messaging.kinds import DeliveryState
    from shanyu.domain.messaging.models import Delivery
    from shanyu.kernel.clock import now

    recent = Delivery.objects.filter(modified_at__gte=now() - timedelta(days=1))
    lost = recent.filter(state=DeliveryState.GIVEN_UP).count()
    late = Delivery.objects.filter(due_at__lte=now() - timedelta(minutes=15)).count()
    seen = f"{lost} given up since yesterday, {late} late"
    return Finding("Messages", late == 0, seen, "Look at the worker and the log: docs/messaging.md")
