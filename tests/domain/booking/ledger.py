"""What must hold of bookings at every moment, asked of the database in plain SQL that knows nothing of the engine."""

from collections.abc import Iterable
from datetime import datetime

from shanyu.kernel.prepared import ask
from tests.asking import names_of

#: Each names rows that must not be there.
WRONG = {
    "the counter is not the sum of the ledger": """
        SELECT c.session_id, c.taken FROM booking_counter c
        WHERE c.taken <> (SELECT coalesce(sum(delta), 0) FROM booking_entry e WHERE e.session_id = c.session_id)
    """,
    "the counter is not the sum of its pools": """
        SELECT c.session_id FROM booking_counter c JOIN booking_pool p USING (session_id)
        GROUP BY c.session_id, c.taken, c.capacity
        HAVING c.taken <> sum(p.taken) OR c.capacity <> sum(p.capacity)
    """,
    "the counter is not the places of the bookings that take them": """
        SELECT c.session_id, c.taken FROM booking_counter c
        WHERE c.taken <> (
            SELECT coalesce(sum(places), 0) FROM booking_booking b WHERE b.session_id = c.session_id
            AND b.state IN ('held', 'booked', 'offered', 'attended', 'no_show'))
    """,
    "a pool is not the places of its bookings": """
        SELECT p.id, p.taken FROM booking_pool p
        WHERE p.taken <> (
            SELECT coalesce(sum(places), 0) FROM booking_booking b WHERE b.pool_id = p.id
            AND b.state IN ('held', 'booked', 'offered', 'attended', 'no_show'))
    """,
    "more is taken than there is": """
        SELECT session_id FROM booking_counter WHERE taken > capacity
        UNION ALL SELECT session_id FROM booking_pool WHERE taken > capacity
    """,
    "the number in line is not who waits": """
        SELECT c.session_id, c.waiting FROM booking_counter c
        WHERE c.waiting <> (SELECT count(*) FROM booking_booking b
                            WHERE b.session_id = c.session_id AND b.state = 'waiting')
    """,
    "two stand at one place in line": """
        SELECT session_id, line FROM booking_booking WHERE state = 'waiting'
        GROUP BY session_id, line HAVING count(*) > 1
    """,
    "a family stands twice in one session": """
        SELECT session_id, household_id, account_id FROM (
            SELECT session_id, household_id,
                   CASE WHEN household_id IS NULL THEN account_id END AS account_id
            FROM booking_booking
            WHERE state IN ('held', 'booked', 'offered', 'waiting', 'attended', 'no_show')) AS standing
        GROUP BY session_id, household_id, account_id HAVING count(*) > 1
    """,
    "a child has two places at one time": """
        SELECT a.child_id FROM booking_bookedchild a JOIN booking_bookedchild b
          ON b.child_id = a.child_id AND b.id > a.id AND b.during && a.during
        WHERE a.standing = 'in' AND b.standing = 'in'
    """,
    "a child stands otherwise than its booking": """
        SELECT c.id FROM booking_bookedchild c JOIN booking_booking b ON b.id = c.booking_id
        WHERE c.standing <> CASE WHEN b.state IN ('held', 'booked', 'attended', 'no_show') THEN 'in'
                                 WHEN b.state IN ('offered', 'waiting') THEN 'line' ELSE 'out' END
    """,
    "one key has two bookings": """
        SELECT account_id, key FROM booking_booking GROUP BY account_id, key HAVING count(*) > 1
    """,
}  # fmt: skip

#: Families that wait although a place is free that is open to them and large enough. True only once a session
#: is settled, and before it starts.
PASSED_OVER = """
    SELECT b.id FROM booking_booking b
    JOIN booking_session s ON s.id = b.session_id AND s.state = 'published' AND s.starts_at > %(now)s
    JOIN booking_pool p ON p.session_id = b.session_id AND p.opens_at <= %(now)s
     AND p.capacity - p.taken >= b.places
     AND (p."group" = '' OR p."group" = ANY (b.groups) OR p.open_to_all_at <= %(now)s)
    WHERE b.state = 'waiting'
"""

_NOTHING_DUE = """
    AND NOT EXISTS (
        SELECT 1 FROM booking_counter c WHERE c.session_id = b.session_id AND c.due_at <= %(now)s)
"""
#: Of these, the ones of sessions in which nothing is due: whatever freed the place should have handed it on.
FORGOTTEN = "".join((PASSED_OVER, _NOTHING_DUE))

#: Families that wait although one behind them has just been offered places that would have done for them.
OVERTAKEN = """
    SELECT a.id FROM booking_booking a
    JOIN booking_booking b ON b.session_id = a.session_id AND b.line > a.line AND b.places >= a.places
    JOIN booking_pool p ON p.id = b.pool_id
     AND (p."group" = '' OR p."group" = ANY (a.groups) OR p.open_to_all_at <= %(now)s)
    WHERE a.state = 'waiting' AND b.id = ANY (%(offered)s)
"""


def everything_wrong() -> str:
    """The statement that names what does not hold."""
    return names_of(WRONG)


def wrongs() -> list[str]:
    """What does not hold, in words; empty where all is well."""
    return [name for (name,) in ask(everything_wrong())]


def passed_over(now: datetime) -> list[int]:
    """The bookings that `PASSED_OVER` finds."""
    return [key for (key,) in ask(PASSED_OVER, {"now": now})]


def forgotten(now: datetime) -> list[int]:
    """The bookings that `FORGOTTEN` finds."""
    return [key for (key,) in ask(FORGOTTEN, {"now": now})]


def overtaken(now: datetime, offered: Iterable[int]) -> list[int]:
    """The bookings that `OVERTAKEN` finds behind these, which waited a moment ago and have an offer now."""
    return [key for (key,) in ask(OVERTAKEN, {"now": now, "offered": list(offered)})]
