"""A host with very many sessions and bookings, written by bulk SQL: what the pages of booking are measured at."""

from datetime import datetime
from typing import Any

SESSIONS_A_DAY = 20
CAPACITY = 24

_KEPT = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
WHERE table_name = 'booking_session' AND table_schema = current_schema() AND is_generated = 'NEVER'
  AND column_name NOT IN ('id', 'public_id', 'series_id', 'state', 'exclusive', 'popular', 'starts_at', 'ends_at',
                          'opens_at', 'closes_at', 'cancel_until', 'limit_a_week', 'limit_key', 'room_id')
"""

_SESSIONS = """
CREATE TEMP TABLE filled ON COMMIT DROP AS
WITH made AS (
    INSERT INTO booking_session ({kept}, public_id, state, exclusive, popular, starts_at, ends_at, opens_at,
                                 closes_at, cancel_until, limit_key)
    SELECT {kept}, gen_random_uuid(), 'published', false, false, starts, starts + interval '40 minutes',
           starts - interval '14 days', starts, starts - interval '1 day', ''
    FROM booking_session, generate_series(0, %(sessions)s - 1) AS n,
         LATERAL (SELECT %(first)s::timestamptz + n / %(a_day)s * interval '1 day'
                         + n %% %(a_day)s * interval '40 minutes') AS at (starts)
    WHERE booking_session.id = %(model)s
    RETURNING id, starts_at, ends_at
)
SELECT id, starts_at, ends_at, row_number() OVER (ORDER BY starts_at, id) - 1 AS n, 0::bigint AS pool FROM made
"""

_POOLS = """
WITH made AS (
    INSERT INTO booking_pool (session_id, "group", capacity, taken, opens_at)
    SELECT id, '', {capacity}, 0, starts_at - interval '14 days' FROM filled RETURNING id, session_id
)
UPDATE filled SET pool = made.id FROM made WHERE made.session_id = filled.id
"""

_FAMILIES = """
CREATE TEMP TABLE crowd ON COMMIT DROP AS
SELECT account_id, household_id, child_id, row_number() OVER (ORDER BY child_id) - 1 AS f
FROM (
    SELECT DISTINCT ON (c.household_id) g.account_id, c.household_id, c.id AS child_id
    FROM people_child AS c JOIN people_guardianship AS g ON g.child_id = c.id
    WHERE NOT EXISTS (SELECT 1 FROM booking_bookedchild AS b WHERE b.child_id = c.id AND b.standing = 'in'
                      AND b.during && (SELECT tstzrange(min(starts_at), max(ends_at)) FROM filled))
    ORDER BY c.household_id, c.id, g.id
) AS families
"""

#: Each session has a run of families of its own, so that no child is in two sessions that overlap.
_BOOKINGS = """
WITH runs AS (
    SELECT ceil(%(bookings)s::numeric / %(sessions)s)::int AS size, count(*)::int AS all_of FROM crowd
),
wanted AS (
    SELECT i, i %% %(sessions)s AS n, (i %% %(sessions)s * size + i / %(sessions)s) %% all_of AS f
    FROM generate_series(0, %(bookings)s - 1) AS i, runs
),
made AS (
    INSERT INTO booking_booking (public_id, session_id, account_id, household_id, key, state, places, adults,
                                 groups, pool_id, outcome, arrived_at, created_at, modified_at)
    SELECT gen_random_uuid(), s.id, c.account_id, c.household_id, gen_random_uuid(),
           CASE WHEN s.ends_at > %(now)s THEN 'booked' WHEN i %% 16 = 0 THEN 'no_show' ELSE 'attended' END,
           1, 1, '{{}}', s.pool, '', CASE WHEN s.ends_at <= %(now)s AND i %% 16 > 0 THEN s.starts_at END,
           s.starts_at - interval '3 days', s.starts_at - interval '3 days'
    FROM wanted JOIN filled AS s USING (n) JOIN crowd AS c USING (f)
    RETURNING id, session_id, household_id, account_id, pool_id, created_at
),
children AS (
    INSERT INTO booking_bookedchild (booking_id, session_id, child_id, during, standing)
    SELECT made.id, s.id, c.child_id, tstzrange(s.starts_at, s.ends_at), 'in'
    FROM made JOIN filled AS s ON s.id = made.session_id JOIN crowd AS c USING (household_id)
)
INSERT INTO booking_entry (session_id, pool_id, booking_id, kind, delta, account_id, at)
SELECT session_id, pool_id, id, 'claim', 1, account_id, created_at FROM made
"""

_COUNTERS = """
WITH taken AS (SELECT session_id, count(*)::int AS n FROM booking_booking GROUP BY session_id),
pools AS (
    UPDATE booking_pool SET taken = taken.n FROM taken, filled
    WHERE booking_pool.id = filled.pool AND taken.session_id = filled.id
)
INSERT INTO booking_counter (session_id, capacity, taken, waiting, next_line)
SELECT id, {capacity}, coalesce(taken.n, 0), 0, 1 FROM filled LEFT JOIN taken ON taken.session_id = filled.id
"""


def fill(cursor: Any, model: int, sessions: int, bookings: int, first: datetime, now: datetime) -> None:
    """So many sessions like the session `model`, from `first` on, with so many bookings among them.

    The families are those that have no booking in that time, at least as many as a day's sessions need. Needs a
    transaction; `bookings` are at most 24 for each session.
    """
    values = {
        "model": model,
        "sessions": sessions,
        "bookings": bookings,
        "first": first,
        "now": now,
        "a_day": SESSIONS_A_DAY,
    }
    cursor.execute(_KEPT)
    kept = cursor.fetchone()[0]
    for statement in (_SESSIONS, _POOLS, _FAMILIES, _BOOKINGS, _COUNTERS):
        cursor.execute(statement.format(kept=kept, capacity=CAPACITY), values)
    cursor.execute("DROP TABLE filled, crowd")
