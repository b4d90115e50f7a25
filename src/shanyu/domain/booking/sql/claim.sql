-- A family claims places in a session: a place, a place in line, or the reason why neither. One call, one
-- transaction, one answer; whoever locks the counter first is first.
--
-- Locks, always in this order: the family, then the session's counter. p_rules: see data/booking.json.
-- p_groups: the quotas the family may use; NULL: as booking_groups finds.
-- code: booked, held, waiting, same (this key was answered before); else the refusal's name.

CREATE OR REPLACE FUNCTION booking_claim(
    p_session bigint, p_account bigint, p_household bigint, p_children bigint[], p_adults int,
    p_groups text[], p_key uuid, p_public_id uuid, p_join boolean, p_now timestamptz, p_rules jsonb
) RETURNS TABLE (code text, booking bigint, at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    session booking_session;
    earlier booking_booking;
    asked int;
    counted int;
    pool bigint;
    made bigint;
    gate timestamptz;
    said text;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    IF p_household IS NULL THEN
        PERFORM 1 FROM people_account WHERE id = p_account FOR NO KEY UPDATE; -- guard
    ELSE
        PERFORM 1 FROM people_household WHERE id = p_household FOR NO KEY UPDATE; -- guard
    END IF;
    SELECT * INTO earlier FROM booking_booking WHERE account_id = p_account AND key = p_key;
    IF FOUND THEN
        code := CASE WHEN earlier.session_id = p_session THEN 'same' ELSE 'key_used' END;
        booking := earlier.id;
        RETURN NEXT; RETURN;
    END IF;

    session := booking_settle(p_session, p_now, p_rules, false);
    SELECT b.code, b.booking, b.at INTO code, booking, at
    FROM booking_obstacle(session, p_account, p_household, p_children, p_now, p_rules) AS b;
    IF code IS NOT NULL THEN
        RETURN NEXT; RETURN;
    END IF;

    asked := CASE WHEN session.unit = 'child' THEN greatest(cardinality(p_children), 1) ELSE 1 END;
    p_groups := coalesce(p_groups, booking_groups(session, p_household));
    pool := booking_pool_for(p_session, asked, p_groups, p_now);
    IF pool IS NULL THEN
        SELECT waiting INTO counted FROM booking_counter WHERE session_id = p_session;
        IF NOT p_join OR (session.line_limit IS NOT NULL AND counted >= session.line_limit) THEN
            SELECT min(opens_at) INTO at FROM booking_pool WHERE session_id = p_session AND opens_at > p_now;
            code := 'full';
            RETURN NEXT; RETURN;
        END IF;
        UPDATE booking_counter SET waiting = waiting + 1, next_line = next_line + 1
        WHERE session_id = p_session RETURNING next_line - 1 INTO counted;
        said := 'waiting';
    ELSIF session.hold_minutes IS NOT NULL THEN
        said := 'held';
    ELSE
        said := 'booked';
    END IF;

    INSERT INTO booking_booking (
        public_id, session_id, account_id, household_id, key, state, places, adults, groups, pool_id, line,
        until, outcome, created_at, modified_at
    ) VALUES (
        p_public_id, p_session, p_account, p_household, p_key, said, asked, p_adults, p_groups, pool,
        CASE WHEN said = 'waiting' THEN counted END,
        CASE WHEN said = 'held' THEN p_now + make_interval(mins => session.hold_minutes) END,
        '', p_now, p_now
    ) RETURNING id INTO made;
    INSERT INTO booking_bookedchild (booking_id, session_id, child_id, during, standing)
    SELECT made, p_session, child, tstzrange(session.starts_at, session.ends_at),
           CASE WHEN said = 'waiting' THEN 'line' ELSE 'in' END
    FROM unnest(p_children) AS child;
    IF said = 'waiting' THEN
        PERFORM booking_note(p_session, NULL, made, 'join', 0, p_account, p_now);
    ELSE
        PERFORM booking_take(p_session, pool, made, CASE WHEN said = 'held' THEN 'hold' ELSE 'claim' END,
                             asked, p_account, p_now);
        IF said = 'held' THEN
            PERFORM booking_plan_due(p_session, p_now);
        END IF;
    END IF;
    code := said;
    booking := made;
    at := NULL;
    RETURN NEXT;
END $$;
