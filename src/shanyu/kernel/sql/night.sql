-- A moment at which something may end that a family must answer: itself by day, the next morning where it lies in the
-- night. p_night: [hour in Shanghai at which the night begins, hour at which it ends], such as [22, 8]; NULL: no night.
CREATE OR REPLACE FUNCTION kernel_not_at_night(p_moment timestamptz, p_night jsonb) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    here timestamp := p_moment AT TIME ZONE 'Asia/Shanghai';
BEGIN
    IF extract(hour FROM here) >= (p_night ->> 0)::int THEN
        here := date_trunc('day', here) + make_interval(days => 1, hours => (p_night ->> 1)::int);
    ELSIF extract(hour FROM here) < (p_night ->> 1)::int THEN
        here := date_trunc('day', here) + make_interval(hours => (p_night ->> 1)::int);
    END IF;
    RETURN here AT TIME ZONE 'Asia/Shanghai';
END $$;
