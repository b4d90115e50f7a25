-- Completed months from which and before which a child may be in a class of a type on a day; no row before any rule.
-- The rows are written in from the rules when the functions are installed.
CREATE OR REPLACE FUNCTION enrolment_band(p_band text, p_on date) RETURNS TABLE (from_month int, to_month int)
LANGUAGE sql IMMUTABLE AS $$
    SELECT rules.from_month, rules.to_month
    FROM (VALUES /* rows */) AS rules (band, from_month, to_month, since, until)
    WHERE band = p_band AND (since IS NULL OR since <= p_on) AND (until IS NULL OR p_on < until)
    ORDER BY since DESC NULLS LAST LIMIT 1
$$;

