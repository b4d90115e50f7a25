-- Write a claim that was granted: the booking, its children, the ledger, the numbers. p_said: booked, held, waiting.
CREATE OR REPLACE FUNCTION booking_write(
    p_session booking_session, p_account bigint, p_household bigint, p_children bigint[], p_adults int,
    p_groups text[], p_key uuid, p_public_id uuid, p_said text, p_places int, p_pool bigint, p_line bigint,
    p_now timestamptz
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taking int := CASE WHEN p_said = 'waiting' THEN 0 ELSE p_places END;
    joining int := CASE WHEN p_said = 'waiting' THEN 1 ELSE 0 END;
    written bigint;
BEGIN
    WITH made AS (
        INSERT INTO booking_booking (
            public_id, session_id, account_id, household_id, key, state, places, adults, groups, pool_id, line,
            until, outcome, created_at, modified_at
        ) VALUES (
            p_public_id, p_session.id, p_account, p_household, p_key, p_said, p_places, p_adults, p_groups, p_pool,
            p_line, CASE WHEN p_said = 'held' THEN p_now + make_interval(mins => p_session.hold_minutes) END,
            '', p_now, p_now
        ) RETURNING id
    ), child AS (
        INSERT INTO booking_bookedchild (booking_id, session_id, child_id, during, standing)
        SELECT made.id, p_session.id, child, tstzrange(p_session.starts_at, p_session.ends_at),
               CASE WHEN p_said = 'waiting' THEN 'line' ELSE 'in' END
        FROM made, unnest(p_children) AS child
    ), entry AS (
        INSERT INTO booking_entry (session_id, pool_id, booking_id, kind, delta, account_id, at)
        SELECT p_session.id, p_pool, made.id,
               CASE p_said WHEN 'waiting' THEN 'join' WHEN 'held' THEN 'hold' ELSE 'claim' END,
               taking, p_account, p_now
        FROM made RETURNING id
    ), untold AS (
        INSERT INTO booking_untold (entry_id) SELECT id FROM entry
    ), pool AS (
        UPDATE booking_pool SET taken = taken + taking WHERE id = p_pool
    ), counter AS (
        UPDATE booking_counter
        SET taken = taken + taking, waiting = waiting + joining, next_line = next_line + joining
        WHERE session_id = p_session.id
    )
    SELECT id INTO written FROM made;
    RETURN written;
END $$;

-- A family claims places in a session: a place, a place in line, or the reason why neither. One call, one
-- transaction, one answer; whoever locks the counter first is first.
--
-- Locks, always in this order: the family, then the session's turn and counter. What only the family's own claims
-- can change is looked at before the turn comes. In its turn a claim looks once, and all is written in one statement,
-- so that a turn is short; only where something is due, kept for somebody, changed or in the way it takes longer.
-- p_rules: see data/booking.json.
-- p_groups: the quotas the family may use; NULL: as booking_groups finds.
-- code: booked, held, waiting, same (this key was answered before); else the refusal's name.

CREATE OR REPLACE FUNCTION booking_claim(
    p_session bigint, p_account bigint, p_household bigint, p_children bigint[], p_adults int,
    p_groups text[], p_key uuid, p_public_id uuid, p_join boolean, p_now timestamptz, p_rules jsonb
) RETURNS TABLE (code text, booking bigint, at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    session booking_session;
    earlier bigint;
    way record;
    asked int;
    takes_longer boolean;
    pool bigint;
    waiting_now int;
    place_in_line bigint;
    said text := set_config('synchronous_commit', 'off', true);
BEGIN
    IF p_household IS NULL THEN
        PERFORM 1 FROM people_account WHERE id = p_account FOR NO KEY UPDATE; -- guard
    ELSE
        PERFORM 1 FROM people_household WHERE id = p_household FOR NO KEY UPDATE; -- guard
    END IF;
    SELECT b.id, b.session_id INTO booking, earlier FROM booking_booking AS b
    WHERE b.account_id = p_account AND b.key = p_key;
    IF FOUND THEN
        code := CASE WHEN earlier = p_session THEN 'same' ELSE 'key_used' END;
        RETURN NEXT; RETURN;
    END IF;

    SELECT * INTO session FROM booking_session WHERE id = p_session;
    way := booking_obstacle(session, p_account, p_household, p_children, p_now, p_rules);
    IF way.code IN ('called_off', 'not_open_yet', 'closed') THEN
        code := way.code;
        at := way.at;
        RETURN NEXT; RETURN;
    END IF;
    asked := CASE WHEN session.unit = 'child' THEN greatest(cardinality(p_children), 1) ELSE 1 END;

    PERFORM pg_advisory_xact_lock(8301::bigint << 40 | p_session); -- guard
    SELECT coalesce(c.due_at <= p_now, false)
        OR EXISTS (SELECT 1 FROM booking_pool AS kept WHERE kept.session_id = p_session AND kept."group" <> '')
        OR (s.state, s.opens_at, s.closes_at, s.starts_at, s.ends_at, s.unit, s.hold_minutes, s.line_limit)
           IS DISTINCT FROM (session.state, session.opens_at, session.closes_at, session.starts_at,
                             session.ends_at, session.unit, session.hold_minutes, session.line_limit),
        (SELECT p.id FROM booking_pool AS p
         WHERE p.session_id = p_session AND p.opens_at <= p_now AND p.capacity - p.taken >= asked
         ORDER BY p.opens_at, p.id LIMIT 1),
        c.waiting, c.next_line
    INTO takes_longer, pool, waiting_now, place_in_line
    FROM booking_counter AS c JOIN booking_session AS s ON s.id = c.session_id WHERE c.session_id = p_session
    FOR UPDATE OF c; -- guard

    IF takes_longer OR way.code IS NOT NULL THEN
        -- Settling may end what was in the way, and a host may have changed the session meanwhile.
        session := booking_settle(p_session, p_now, p_rules, false);
        SELECT * INTO code, booking, at
        FROM booking_obstacle(session, p_account, p_household, p_children, p_now, p_rules);
        IF code IS NOT NULL THEN
            RETURN NEXT; RETURN;
        END IF;
        asked := CASE WHEN session.unit = 'child' THEN greatest(cardinality(p_children), 1) ELSE 1 END;
        p_groups := coalesce(p_groups, booking_groups(session, p_household));
        pool := booking_pool_for(p_session, asked, p_groups, p_now);
        SELECT waiting, next_line INTO waiting_now, place_in_line FROM booking_counter WHERE session_id = p_session;
    END IF;

    IF pool IS NOT NULL THEN
        said := CASE WHEN session.hold_minutes IS NULL THEN 'booked' ELSE 'held' END;
    ELSIF NOT p_join OR (session.line_limit IS NOT NULL AND waiting_now >= session.line_limit) THEN
        SELECT min(opens_at) INTO at FROM booking_pool WHERE session_id = p_session AND opens_at > p_now;
        code := 'full';
        RETURN NEXT; RETURN;
    ELSE
        said := 'waiting';
    END IF;
    booking := booking_write(session, p_account, p_household, p_children, p_adults, coalesce(p_groups, '{}'), p_key,
                             p_public_id, said, asked, pool, place_in_line, p_now);
    IF said = 'held' THEN
        PERFORM booking_plan_due(p_session, p_now);
    END IF;
    code := said;
    at := NULL;
    RETURN NEXT;
END $$;
