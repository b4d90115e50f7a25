-- What falls due in a session, done under the lock of its counter: holds and offers end, freed places go down
-- the line. Every other function calls it first, so that nothing depends on a job being on time.

CREATE OR REPLACE FUNCTION booking_note(
    p_session bigint, p_pool bigint, p_booking bigint, p_kind text, p_delta int, p_account bigint,
    p_now timestamptz
) RETURNS void LANGUAGE sql AS $$
    WITH entry AS (
        INSERT INTO booking_entry (session_id, pool_id, booking_id, kind, delta, account_id, at)
        VALUES (p_session, p_pool, p_booking, p_kind, p_delta, p_account, p_now)
        RETURNING id
    )
    INSERT INTO booking_untold (entry_id) SELECT id FROM entry
$$;

-- Take places of a pool, or give them back where p_places is negative: pool, counter and ledger in one step.
CREATE OR REPLACE FUNCTION booking_take(
    p_session bigint, p_pool bigint, p_booking bigint, p_kind text, p_places int, p_account bigint,
    p_now timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE booking_pool SET taken = taken + p_places WHERE id = p_pool;
    UPDATE booking_counter SET taken = taken + p_places WHERE session_id = p_session;
    PERFORM booking_note(p_session, p_pool, p_booking, p_kind, p_places, p_account, p_now);
END $$;

-- The quotas of a session that a family may use: residents live in its region, newcomers have had no place with its
-- host yet. None where nothing is kept for anybody.
CREATE OR REPLACE FUNCTION booking_groups(p_session booking_session, p_household bigint) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    found_groups text[] := '{}';
BEGIN
    IF p_household IS NULL OR NOT EXISTS (
        SELECT 1 FROM booking_pool WHERE session_id = p_session.id AND "group" <> '') THEN
        RETURN found_groups;
    END IF;
    IF EXISTS (SELECT 1 FROM people_household AS h JOIN regions_region AS r ON r.id = h.region_id
               WHERE h.id = p_household AND p_session.region_id = ANY (r.lineage)) THEN
        found_groups := found_groups || 'residents'::text;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM booking_booking AS b JOIN booking_session AS s ON s.id = b.session_id
                   WHERE b.household_id = p_household AND s.host_id = p_session.host_id AND s.id <> p_session.id
                     AND b.state IN ('held', 'booked', 'offered', 'attended', 'no_show')) THEN
        found_groups := found_groups || 'newcomers'::text;
    END IF;
    RETURN found_groups;
END $$;

-- The pool a family takes its places from: a quota of its own first, then what is for everybody. NULL: none.
CREATE OR REPLACE FUNCTION booking_pool_for(
    p_session bigint, p_places int, p_groups text[], p_now timestamptz
) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT id FROM booking_pool
    WHERE session_id = p_session AND opens_at <= p_now AND capacity - taken >= p_places
      AND ("group" = '' OR "group" = ANY (p_groups) OR open_to_all_at <= p_now)
    ORDER BY "group" = '', opens_at, id
    LIMIT 1
$$;

-- Until when an offer stands. p_steps: [[hours before the session, minutes], ...], the longest first. An offer
-- does not end at night (kernel_not_at_night) but stands until the morning,
-- and never beyond the session's own start.
CREATE OR REPLACE FUNCTION booking_offer_until(
    p_starts timestamptz, p_now timestamptz, p_rules jsonb
) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    step jsonb;
    until timestamptz;
BEGIN
    FOR step IN SELECT * FROM jsonb_array_elements(p_rules -> 'offer') LOOP
        EXIT WHEN until IS NOT NULL;
        IF p_starts - p_now >= make_interval(hours => (step ->> 0)::int) THEN
            until := p_now + make_interval(mins => (step ->> 1)::int);
        END IF;
    END LOOP;
    RETURN least(kernel_not_at_night(until, p_rules -> 'night'), p_starts);
END $$;

-- A booking ends and gives its places back. p_state is the state it ends in, p_kind what the ledger notes.
CREATE OR REPLACE FUNCTION booking_end(
    p_booking booking_booking, p_state text, p_kind text, p_account bigint, p_now timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE booking_booking
    SET state = p_state, until = NULL, ended_at = p_now, modified_at = p_now WHERE id = p_booking.id;
    UPDATE booking_bookedchild SET standing = 'out' WHERE booking_id = p_booking.id;
    IF p_booking.state = 'waiting' THEN
        UPDATE booking_counter SET waiting = waiting - 1 WHERE session_id = p_booking.session_id;
        PERFORM booking_note(p_booking.session_id, NULL, p_booking.id, p_kind, 0, p_account, p_now);
    ELSE
        PERFORM booking_take(p_booking.session_id, p_booking.pool_id, p_booking.id, p_kind,
                             -p_booking.places, p_account, p_now);
    END IF;
END $$;

-- Lock a session's counter and settle what is due. Returns the session. Whoever comes here stands in PostgreSQL's
-- own line for a turn first: it is first come first served, which waiters on a row's lock are not, and it wakes one
-- at a time.
CREATE OR REPLACE FUNCTION booking_settle(
    p_session bigint, p_now timestamptz, p_rules jsonb, p_freed boolean
) RETURNS booking_session LANGUAGE plpgsql AS $$
DECLARE
    session booking_session;
    counter booking_counter;
    late booking_booking;
    next booking_booking;
    pool bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(8301::bigint << 40 | p_session); -- guard
    SELECT * INTO counter FROM booking_counter WHERE session_id = p_session
        FOR UPDATE; -- guard
    SELECT * INTO session FROM booking_session WHERE id = p_session;
    IF NOT p_freed AND (counter.due_at IS NULL OR counter.due_at > p_now) THEN
        RETURN session;
    END IF;
    FOR late IN SELECT * FROM booking_booking
        WHERE session_id = p_session AND state IN ('held', 'offered') AND until <= p_now ORDER BY until, id
    LOOP
        IF late.state = 'held' THEN
            PERFORM booking_end(late, 'expired', 'expire', NULL, p_now);
        ELSE
            PERFORM booking_end(late, 'lapsed', 'lapse', NULL, p_now);
        END IF;
    END LOOP;
    IF session.state = 'published' AND session.starts_at > p_now THEN
        FOR next IN SELECT * FROM booking_booking
            WHERE session_id = p_session AND state = 'waiting' ORDER BY line, id
        LOOP
            EXIT WHEN NOT EXISTS (
                SELECT 1 FROM booking_pool
                WHERE session_id = p_session AND taken < capacity AND opens_at <= p_now);
            pool := booking_pool_for(p_session, next.places, next.groups, p_now);
            IF pool IS NOT NULL THEN
                UPDATE booking_booking
                SET state = 'offered', pool_id = pool, modified_at = p_now,
                    until = booking_offer_until(session.starts_at, p_now, p_rules)
                WHERE id = next.id;
                UPDATE booking_counter SET waiting = waiting - 1 WHERE session_id = p_session;
                PERFORM booking_take(p_session, pool, next.id, 'offer', next.places, NULL, p_now);
            END IF;
        END LOOP;
    END IF;
    PERFORM booking_plan_due(p_session, p_now);
    RETURN session;
END $$;

-- When this session next needs settling: the end of a hold or an offer, a wave, a quota that opens to all.
CREATE OR REPLACE FUNCTION booking_plan_due(p_session bigint, p_now timestamptz) RETURNS void LANGUAGE sql AS $$
    UPDATE booking_counter SET due_at = (
        SELECT min(moment) FROM (
            SELECT until AS moment FROM booking_booking
            WHERE session_id = p_session AND state IN ('held', 'offered')
            UNION ALL SELECT opens_at FROM booking_pool WHERE session_id = p_session
            UNION ALL SELECT open_to_all_at FROM booking_pool WHERE session_id = p_session
        ) AS moments WHERE moment > p_now)
    WHERE session_id = p_session
$$;
