-- How a session went, kept true by triggers: who came, who did not, and what families said afterwards. A claim never
-- runs any of this: the triggers fire only where a booking enters or leaves one of the two states of attendance.
-- Locks: a booking's row first, the session's turnout after it.

CREATE OR REPLACE FUNCTION booking_turn(
    p_session bigint, p_came int, p_absent int, p_voices int, p_stars int
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE booking_turnout
    SET came = came + p_came, absent = absent + p_absent, voices = voices + p_voices, stars = stars + p_stars
    WHERE session_id = p_session;
    IF NOT FOUND AND p_came + p_absent + p_voices > 0 THEN
        INSERT INTO booking_turnout AS kept (session_id, came, absent, voices, stars)
        VALUES (p_session, p_came, p_absent, p_voices, p_stars)
        ON CONFLICT (session_id) DO UPDATE
        SET came = kept.came + p_came, absent = kept.absent + p_absent,
            voices = kept.voices + p_voices, stars = kept.stars + p_stars;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION booking_attended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM booking_turn(
            OLD.session_id, -(OLD.state = 'attended')::int, -(OLD.state = 'no_show')::int, 0, 0);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM booking_turn(NEW.session_id, (NEW.state = 'attended')::int, (NEW.state = 'no_show')::int, 0, 0);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION booking_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM booking_turn(OLD.session_id, 0, 0, -1, -OLD.stars);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM booking_turn(NEW.session_id, 0, 0, 1, NEW.stars);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER booking_attended_new AFTER INSERT ON booking_booking
    FOR EACH ROW WHEN (NEW.state IN ('attended', 'no_show')) EXECUTE FUNCTION booking_attended();
CREATE OR REPLACE TRIGGER booking_attended_changed AFTER UPDATE OF state, session_id ON booking_booking
    FOR EACH ROW WHEN (
        (OLD.state IN ('attended', 'no_show') OR NEW.state IN ('attended', 'no_show'))
        AND (OLD.state, OLD.session_id) IS DISTINCT FROM (NEW.state, NEW.session_id))
    EXECUTE FUNCTION booking_attended();
CREATE OR REPLACE TRIGGER booking_attended_gone AFTER DELETE ON booking_booking
    FOR EACH ROW WHEN (OLD.state IN ('attended', 'no_show')) EXECUTE FUNCTION booking_attended();
CREATE OR REPLACE TRIGGER booking_said_kept AFTER INSERT OR DELETE OR UPDATE OF stars, session_id ON booking_feedback
    FOR EACH ROW EXECUTE FUNCTION booking_said();
