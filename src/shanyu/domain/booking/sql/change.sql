-- What may happen to a booking after the claim. Each locks the session's counter, settles what is due, changes
-- the booking if it is still in a state where it may, and hands freed places down the line at once.

-- A family gives up its place, its offer or its place in line. code: the state it ended in, or gone.
CREATE OR REPLACE FUNCTION booking_release(
    p_booking bigint, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS TABLE (code text, late boolean) LANGUAGE plpgsql AS $$
DECLARE
    mine booking_booking;
    session booking_session;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT * INTO mine FROM booking_booking WHERE id = p_booking;
    session := booking_settle(mine.session_id, p_now, p_rules, false);
    SELECT * INTO mine FROM booking_booking WHERE id = p_booking;
    late := session.cancel_until < p_now AND session.state = 'published';
    IF mine.state = 'waiting' THEN
        PERFORM booking_end(mine, 'left', 'leave', p_account, p_now);
        code := 'left';
    ELSIF mine.state = 'offered' THEN
        PERFORM booking_end(mine, 'declined', 'decline', p_account, p_now);
        code := 'declined';
    ELSIF mine.state = 'held' OR (mine.state = 'booked' AND NOT late) THEN
        PERFORM booking_end(mine, 'cancelled', 'cancel', p_account, p_now);
        code := 'cancelled';
    ELSIF mine.state = 'booked' AND session.ends_at > p_now THEN
        PERFORM booking_end(mine, 'cancelled_late', 'cancel_late', p_account, p_now);
        code := 'cancelled_late';
    ELSE
        code := 'gone';
        RETURN NEXT; RETURN;
    END IF;
    PERFORM booking_settle(mine.session_id, p_now, p_rules, true);
    RETURN NEXT;
END $$;

-- A family takes up the place it was offered, or confirms a place that was held for it.
-- code: booked, gone, or an obstacle (clash, week_full, series_full) with the booking in the way.
CREATE OR REPLACE FUNCTION booking_accept(
    p_booking bigint, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS TABLE (code text, booking bigint, at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    mine booking_booking;
    session booking_session;
    children bigint[];
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT * INTO mine FROM booking_booking WHERE id = p_booking;
    IF mine.household_id IS NULL THEN
        PERFORM 1 FROM people_account WHERE id = mine.account_id FOR NO KEY UPDATE; -- guard
    ELSE
        PERFORM 1 FROM people_household WHERE id = mine.household_id FOR NO KEY UPDATE; -- guard
    END IF;
    session := booking_settle(mine.session_id, p_now, p_rules, false);
    SELECT * INTO mine FROM booking_booking WHERE id = p_booking;
    booking := p_booking;
    IF mine.state NOT IN ('held', 'offered') THEN
        code := CASE WHEN mine.state = 'booked' THEN 'booked' ELSE 'gone' END;
        RETURN NEXT; RETURN;
    END IF;
    IF mine.state = 'offered' THEN
        SELECT array_agg(child_id) INTO children FROM booking_bookedchild WHERE booking_id = p_booking;
        SELECT c.booking_id INTO booking FROM booking_bookedchild AS c
        WHERE c.child_id = ANY (children) AND c.standing = 'in'
          AND c.during && tstzrange(session.starts_at, session.ends_at) LIMIT 1;
        IF FOUND THEN
            code := 'clash';
            RETURN NEXT; RETURN;
        END IF;
        booking := p_booking;
        SELECT l.code, l.at INTO code, at
        FROM booking_limit(session, mine.account_id, mine.household_id, p_booking) AS l;
        IF FOUND THEN
            RETURN NEXT; RETURN;
        END IF;
        UPDATE booking_bookedchild SET standing = 'in' WHERE booking_id = p_booking;
    END IF;
    UPDATE booking_booking SET state = 'booked', until = NULL, modified_at = p_now WHERE id = p_booking;
    PERFORM booking_note(mine.session_id, mine.pool_id, p_booking,
                         CASE WHEN mine.state = 'held' THEN 'confirm' ELSE 'accept' END, 0, p_account, p_now);
    PERFORM booking_plan_due(mine.session_id, p_now);
    code := 'booked';
    RETURN NEXT;
END $$;

-- The places of a pool become p_capacity. code: done; or below_taken, and nothing has changed.
CREATE OR REPLACE FUNCTION booking_resize(
    p_pool bigint, p_capacity int, p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    pool booking_pool;
BEGIN
    SELECT * INTO pool FROM booking_pool WHERE id = p_pool;
    PERFORM booking_settle(pool.session_id, p_now, p_rules, false);
    SELECT * INTO pool FROM booking_pool WHERE id = p_pool;
    IF p_capacity < pool.taken THEN
        RETURN 'below_taken';
    END IF;
    UPDATE booking_counter SET capacity = capacity + p_capacity - pool.capacity
    WHERE session_id = pool.session_id;
    UPDATE booking_pool SET capacity = p_capacity WHERE id = p_pool;
    PERFORM booking_settle(pool.session_id, p_now, p_rules, true);
    RETURN 'done';
END $$;

-- The host calls a session off: every booking that stands ends, and everybody is told.
CREATE OR REPLACE FUNCTION booking_call_off(
    p_session bigint, p_because text, p_account bigint, p_now timestamptz
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    mine booking_booking;
    ended int := 0;
BEGIN
    PERFORM 1 FROM booking_counter WHERE session_id = p_session FOR UPDATE;
    UPDATE booking_session SET state = 'cancelled', cancelled_because = p_because, modified_at = p_now
    WHERE id = p_session;
    UPDATE booking_sessionstaff SET standing = false, modified_at = p_now WHERE session_id = p_session;
    FOR mine IN SELECT * FROM booking_booking
        WHERE session_id = p_session AND state IN ('held', 'booked', 'offered', 'waiting') ORDER BY id
    LOOP
        PERFORM booking_end(mine, 'called_off', 'call_off', p_account, p_now);
        ended := ended + 1;
    END LOOP;
    UPDATE booking_counter SET due_at = NULL WHERE session_id = p_session;
    RETURN ended;
END $$;
