-- What a host does to places and to the line. Each locks the session's counter first, as every change of places.

-- A new batch of places: a wave, or a quota until p_open_to_all_at, which those in line may use as well. What opens
-- now goes down the line at once.
CREATE OR REPLACE FUNCTION booking_add_pool(
    p_session bigint, p_group text, p_capacity int, p_opens_at timestamptz, p_open_to_all_at timestamptz,
    p_now timestamptz, p_rules jsonb
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
    session booking_session;
BEGIN
    session := booking_settle(p_session, p_now, p_rules, false);
    INSERT INTO booking_pool (session_id, "group", capacity, taken, opens_at, open_to_all_at)
    VALUES (p_session, p_group, p_capacity, 0, p_opens_at, p_open_to_all_at) RETURNING id INTO made;
    UPDATE booking_counter SET capacity = capacity + p_capacity WHERE session_id = p_session;
    IF p_group <> '' THEN
        UPDATE booking_booking SET groups = booking_groups(session, household_id)
        WHERE session_id = p_session AND state = 'waiting';
    END IF;
    PERFORM booking_settle(p_session, p_now, p_rules, true);
    RETURN made;
END $$;

-- Put a waiting family at a position in line, counted from 1, and note why. Who stood there or behind moves back
-- by one; nobody else changes places. code: moved, or gone where the family no longer waits.
CREATE OR REPLACE FUNCTION booking_move(
    p_booking bigint, p_position int, p_reason text, p_account bigint, p_now timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    mine booking_booking;
    target bigint;
BEGIN
    SELECT * INTO mine FROM booking_booking WHERE id = p_booking;
    PERFORM 1 FROM booking_counter WHERE session_id = mine.session_id FOR UPDATE;
    SELECT * INTO mine FROM booking_booking WHERE id = p_booking;
    IF mine.state <> 'waiting' THEN
        RETURN 'gone';
    END IF;
    SELECT line INTO target FROM booking_booking
    WHERE session_id = mine.session_id AND state = 'waiting' AND id <> p_booking
    ORDER BY line, id OFFSET greatest(p_position, 1) - 1 LIMIT 1;
    IF FOUND THEN
        UPDATE booking_booking SET line = line + 1
        WHERE session_id = mine.session_id AND state = 'waiting' AND line >= target;
        UPDATE booking_counter SET next_line = next_line + 1 WHERE session_id = mine.session_id;
    ELSE
        UPDATE booking_counter SET next_line = next_line + 1
        WHERE session_id = mine.session_id RETURNING next_line - 1 INTO target;
    END IF;
    UPDATE booking_booking SET line = target, modified_at = p_now WHERE id = p_booking;
    INSERT INTO booking_linemove (booking_id, before, after, reason, account_id, at)
    VALUES (p_booking, mine.line, target, p_reason, p_account, p_now);
    RETURN 'moved';
END $$;
