-- How often one family may: within the ISO week over all sessions of one limit_key, and within the series.
-- p_except is a booking that does not count: the one that asks.
CREATE OR REPLACE FUNCTION booking_limit(
    p_session booking_session, p_account bigint, p_household bigint, p_except bigint
) RETURNS TABLE (code text, at timestamptz) LANGUAGE plpgsql STABLE AS $$
DECLARE
    week timestamp := date_trunc('week', p_session.starts_at AT TIME ZONE 'Asia/Shanghai');
    next_week timestamptz := (week + interval '7 days') AT TIME ZONE 'Asia/Shanghai';
    in_week int;
    in_series int;
BEGIN
    IF p_session.limit_a_week IS NULL AND p_session.limit_in_series IS NULL THEN
        RETURN;
    END IF;
    SELECT count(*) FILTER (WHERE p_session.limit_key <> '' AND s.limit_key = p_session.limit_key
                              AND s.starts_at >= week AT TIME ZONE 'Asia/Shanghai' AND s.starts_at < next_week),
           count(*) FILTER (WHERE s.series_id = p_session.series_id)
    INTO in_week, in_series
    FROM booking_booking AS b JOIN booking_session AS s ON s.id = b.session_id
    WHERE b.state IN ('held', 'booked', 'attended', 'no_show') AND b.id <> p_except
      AND (b.household_id = p_household
           OR (p_household IS NULL AND b.household_id IS NULL AND b.account_id = p_account));
    IF in_week >= p_session.limit_a_week THEN
        code := 'week_full';
        at := next_week;
        RETURN NEXT;
    ELSIF in_series >= p_session.limit_in_series THEN
        code := 'series_full';
        RETURN NEXT;
    END IF;
END $$;

-- Why a family may not have a place in this session now; all NULL where it may. Asked under the lock of the family,
-- so that what it counts cannot change before the claim. One record, which costs less than a set of one row.
DROP FUNCTION IF EXISTS booking_obstacle(booking_session, bigint, bigint, bigint[], timestamptz, jsonb);
CREATE OR REPLACE FUNCTION booking_obstacle(
    p_session booking_session, p_account bigint, p_household bigint, p_children bigint[],
    p_now timestamptz, p_rules jsonb, OUT code text, OUT booking bigint, OUT at timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
    trust jsonb;
    counted int;
BEGIN
    IF p_session.state <> 'published' THEN
        code := 'called_off';
    ELSIF p_session.opens_at > p_now THEN
        code := 'not_open_yet';
        at := p_session.opens_at;
    ELSIF p_session.closes_at <= p_now THEN
        code := 'closed';
        at := p_session.closes_at;
    END IF;
    IF code IS NOT NULL THEN
        RETURN;
    END IF;

    SELECT b.id INTO booking FROM booking_booking AS b
    WHERE b.session_id = p_session.id AND b.state IN ('held', 'booked', 'offered', 'waiting', 'attended', 'no_show')
      AND (b.household_id = p_household OR (p_household IS NULL AND b.household_id IS NULL
                                            AND b.account_id = p_account));
    IF FOUND THEN
        code := 'already';
        RETURN;
    END IF;

    IF p_session.limit_a_week IS NOT NULL OR p_session.limit_in_series IS NOT NULL THEN
        SELECT l.code, l.at INTO code, at FROM booking_limit(p_session, p_account, p_household, 0) AS l;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;

    SELECT c.booking_id INTO booking FROM booking_bookedchild AS c
    WHERE c.child_id = ANY (p_children) AND c.standing = 'in' AND c.session_id <> p_session.id
      AND c.during && tstzrange(p_session.starts_at, p_session.ends_at) LIMIT 1;
    IF FOUND THEN
        code := 'clash';
        RETURN;
    END IF;

    IF p_session.popular THEN
        trust := p_rules -> 'trust';
        SELECT count(*) INTO counted FROM booking_trustmark AS m
        WHERE NOT m.forgiven AND m.at > p_now - make_interval(days => (trust ->> 'days')::int)
          AND (m.household_id = p_household OR (p_household IS NULL AND m.account_id = p_account));
        IF counted >= (trust ->> 'marks')::int
            AND p_session.opens_at + make_interval(mins => (trust ->> 'minutes')::int) > p_now
        THEN
            code := 'trust_wait';
            at := p_session.opens_at + make_interval(mins => (trust ->> 'minutes')::int);
        END IF;
    END IF;
END $$;
