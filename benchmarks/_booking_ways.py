"""Five ways to claim a place, each in one transaction as its makers would write it, over the same tables.

Every way writes the same rows as ours does: the booking, its child, the ledger's entry, the entry not told yet,
and the numbers of pool and counter. A way is a function of a connection and of what is asked; it answers `booked`
or `full` once the answer is safe on disk. Ours asks as the verbs do (`kernel/prepared.py`), the others by a cursor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import psycopg

from shanyu.kernel.prepared import rows

TAKING = "('held', 'booked', 'offered', 'attended', 'no_show')"


@dataclass(frozen=True)
class Claim:
    """One family asks for one place. `number` is its place in the order of arrival."""

    session: int
    account: int
    household: int
    child: int
    key: UUID
    number: int


WRITE = """
    WITH made AS (
        INSERT INTO booking_booking (public_id, session_id, account_id, household_id, key, state, places, adults,
                                     groups, pool_id, outcome, created_at, modified_at)
        SELECT %(public_id)s, %(session)s, %(account)s, %(household)s, %(key)s, 'booked', 1, 1, '{}', %(pool)s, '',
               now(), now()
        RETURNING id, session_id, pool_id, account_id
    ), child AS (
        INSERT INTO booking_bookedchild (booking_id, session_id, child_id, during, standing)
        SELECT id, session_id, %(child)s, tstzrange(%(starts)s, %(ends)s), 'in' FROM made
    ), entry AS (
        INSERT INTO booking_entry (session_id, pool_id, booking_id, kind, delta, account_id, at)
        SELECT session_id, pool_id, id, 'claim', 1, account_id, now() FROM made RETURNING id
    ), untold AS (
        INSERT INTO booking_untold (entry_id) SELECT id FROM entry
    ), pool AS (
        UPDATE booking_pool SET taken = taken + 1 WHERE id = %(pool)s
    )
    UPDATE booking_counter SET taken = taken + 1 WHERE session_id = %(session)s
"""

#: The bare ceiling: the place and every row in one statement, and nothing else is looked at.
CEILING = """
    WITH counter AS (
        UPDATE booking_counter SET taken = taken + 1
        WHERE session_id = %(session)s AND taken < capacity RETURNING session_id
    ), pool AS (
        UPDATE booking_pool SET taken = taken + 1 FROM counter
        WHERE booking_pool.session_id = counter.session_id RETURNING booking_pool.id, booking_pool.session_id
    ), made AS (
        INSERT INTO booking_booking (public_id, session_id, account_id, household_id, key, state, places, adults,
                                     groups, pool_id, outcome, created_at, modified_at)
        SELECT %(public_id)s, session_id, %(account)s, %(household)s, %(key)s, 'booked', 1, 1, '{}', id, '',
               now(), now() FROM pool
        RETURNING id, session_id, pool_id, account_id
    ), child AS (
        INSERT INTO booking_bookedchild (booking_id, session_id, child_id, during, standing)
        SELECT id, session_id, %(child)s, tstzrange(%(starts)s, %(ends)s), 'in' FROM made
    ), entry AS (
        INSERT INTO booking_entry (session_id, pool_id, booking_id, kind, delta, account_id, at)
        SELECT session_id, pool_id, id, 'claim', 1, account_id, now() FROM made RETURNING id
    ), untold AS (
        INSERT INTO booking_untold (entry_id) SELECT id FROM entry
    )
    SELECT count(*) FROM made
"""

OURS = """
    SELECT code FROM booking_claim(%(session)s, %(account)s, %(household)s, %(children)s, 1, NULL, %(key)s,
                                   %(public_id)s, %(join)s, %(now)s, %(rules)s)
"""

#: A commit that waits for the disk and writes nothing else: what the door's audit event does for a claim.
SAFE = "SELECT pg_logical_emit_message(true, 'shanyu', '')"


class Ways:
    """The ways by name, over sessions whose pools and hours are known."""

    def __init__(self, pools: dict[int, int], starts: datetime, rules: str) -> None:
        self.pools, self.starts, self.rules = pools, starts, rules

    def all(self) -> dict[str, Callable[[psycopg.Connection, Claim], str]]:
        return {
            "ours": self.ours,
            "ours, who is late stands in line": self.ours_in_line,
            "check, then act": self.check_then_act,
            "select for update and count": self.lock_and_count,
            "advisory locks, availability derived": self.advisory,
            "bare ceiling": self.ceiling,
            "bare ceiling, lock let go early": self.early_ceiling,
        }

    def values(self, claim: Claim) -> dict:
        return {
            "session": claim.session, "account": claim.account, "household": claim.household,
            "child": claim.child, "key": claim.key, "public_id": uuid4(), "pool": self.pools[claim.session],
            "starts": self.starts, "ends": self.starts + timedelta(hours=1), "children": [claim.child],
            "rules": self.rules, "now": self.starts - timedelta(days=27),
        }  # fmt: skip

    def ours(self, server: psycopg.Connection, claim: Claim, join: bool = False) -> str:
        """As a verb does it, by its driver: the claim, whose commit does not wait, and then a commit that does."""
        code = rows(server, OURS, {**self.values(claim), "join": join})[0][0]
        rows(server, SAFE)
        return code

    def ours_in_line(self, server: psycopg.Connection, claim: Claim) -> str:
        return self.ours(server, claim, join=True)

    def check_then_act(self, server: psycopg.Connection, claim: Claim) -> str:
        """A count, an `if`, an insert: what a first version of most systems does."""
        with server.transaction():
            return self._if_free(server, claim)

    def lock_and_count(self, server: psycopg.Connection, claim: Claim) -> str:
        """The session's row locked for the length of the transaction, the bookings counted."""
        with server.transaction():
            server.execute("SELECT 1 FROM booking_session WHERE id = %s FOR UPDATE", [claim.session])
            return self._if_free(server, claim)

    def advisory(self, server: psycopg.Connection, claim: Claim) -> str:
        """Advisory locks of everything the claim is about, sorted; availability from aggregates inside them."""
        pool = self.pools[claim.session]
        with server.transaction():
            for lock in sorted((claim.session * 10 + 1, pool * 10 + 2)):
                server.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
            server.execute(
                "SELECT capacity - (SELECT coalesce(sum(places), 0) FROM booking_booking"
                f" WHERE pool_id = %s AND state IN {TAKING}) FROM booking_pool WHERE id = %s", [pool, pool],
            )  # fmt: skip
            server.execute(
                "SELECT count(*) FROM booking_booking WHERE session_id = %s AND state = 'waiting'",
                [claim.session],
            )
            return self._if_free(server, claim)

    def _if_free(self, server: psycopg.Connection, claim: Claim) -> str:
        free = server.execute(
            "SELECT c.capacity - (SELECT coalesce(sum(places), 0) FROM booking_booking b"
            f" WHERE b.session_id = c.session_id AND b.state IN {TAKING})"
            " FROM booking_counter c WHERE c.session_id = %s", [claim.session],
        ).fetchone()[0]  # fmt: skip
        if free <= 0:
            return "full"
        server.execute(WRITE, self.values(claim))
        return "booked"

    def ceiling(self, server: psycopg.Connection, claim: Claim) -> str:
        return "booked" if server.execute(CEILING, self.values(claim)).fetchone()[0] else "full"

    def early_ceiling(self, server: psycopg.Connection, claim: Claim) -> str:
        """The same with our own trick: the commit returns at once, a second one waits for the disk."""
        server.execute("SET synchronous_commit = off")
        answer = self.ceiling(server, claim)
        server.execute("SET synchronous_commit = on")
        server.execute(SAFE)
        return answer
