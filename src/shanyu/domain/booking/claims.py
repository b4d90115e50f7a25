"""Calling the database's functions: each is one statement, and outside a transaction its own.

Claim, accept and release let their commit return before it is on disk, so that the lock on a session's counter
is held for microseconds. Nobody is answered before the change is safe: the audit event, which the door writes
next, waits for the disk, and whatever commits later in the write-ahead log carries all that came before it
(docs/decisions/0007).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from shanyu.domain.booking import rules
from shanyu.kernel.clock import local, now
from shanyu.kernel.prepared import ask


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function said: a code, the booking it is about, and a moment that belongs to it."""

    code: str
    booking: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what in a session.

    `groups` are the quotas this family may use; None: the database finds them. `public_id` is what a booking that
    is made by this is known by.
    """

    session: int
    account: int
    household: int | None
    children: Sequence[int]
    key: UUID
    adults: int = 1
    groups: Sequence[str] | None = None
    join: bool = True
    public_id: UUID = field(default_factory=uuid4)


def claim(asked: Asked) -> Answer:
    """A place, a place in line, or why neither. The same key of the same account has the same answer."""
    return _answer(
        "SELECT code, booking, at FROM booking_claim(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            asked.session, asked.account, asked.household, list(asked.children), asked.adults,
            None if asked.groups is None else list(asked.groups), asked.key, asked.public_id, asked.join,
            *_now_and_rules(),
        ],
    )  # fmt: skip


def accept(booking: int, account: int | None) -> Answer:
    """Take up an offer, or confirm a hold."""
    return _answer(
        "SELECT code, booking, at FROM booking_accept(%s, %s, %s, %s)", [booking, account, *_now_and_rules()]
    )


def release(booking: int, account: int | None) -> str:
    """Give up a place, an offer or a place in line: the state it ended in, or `gone`."""
    return _answer(
        "SELECT code FROM booking_release(%s, %s, %s, %s)", [booking, account, *_now_and_rules()]
    ).code


def settle(session: int) -> None:
    """Do what has fallen due in a session: end holds and offers, hand freed places down the line."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM booking_settle(%s, %s, %s, false)", [session, *_now_and_rules()])


def resize(pool: int, capacity: int) -> bool:
    """Change a pool's places; False, and nothing changed, where more are taken already."""
    return (
        _answer("SELECT booking_resize(%s, %s, %s, %s)", [pool, capacity, *_now_and_rules()]).code == "done"
    )


def call_off(session: int, because: str, account: int) -> int:
    """End a session and every booking that stands. Returns how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT booking_call_off(%s, %s, %s, %s)", [session, because, account, now()])
        return cursor.fetchone()[0]


def add_pool(
    session: int, capacity: int, opens_at: datetime, group: str = "", open_to_all_at: datetime | None = None
) -> None:
    """Give a session another batch of places; what opens now goes down the line at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT booking_add_pool(%s, %s, %s, %s, %s, %s, %s)",
            [session, group, capacity, opens_at, open_to_all_at, *_now_and_rules()],
        )


def replan(session: int) -> None:
    """Look again at what falls due in a session, after its times have changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM booking_settle(%s, %s, %s, true)", [session, *_now_and_rules()])


def move(booking: int, position: int, reason: str, account: int) -> bool:
    """Put a waiting family at a position in line, from 1; False where it no longer waits."""
    values = [booking, position, reason, account, now()]
    return _answer("SELECT booking_move(%s, %s, %s, %s, %s)", values).code == "moved"


def _now_and_rules() -> tuple[datetime, str]:
    moment = now()
    return moment, rules.for_the_database(local(moment).date())


def _answer(statement: str, values: list) -> Answer:
    return Answer(*ask(statement, values)[0])
