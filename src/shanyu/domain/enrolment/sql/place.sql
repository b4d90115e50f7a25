-- The place of a child who is there: its last day, the class it moves up to, and what a new day changes.

-- The last day of a child at its site, fixed once or anew: its place ends after it, later ones are given up.
-- code: done; wrong_state; where it would stay longer than was fixed before: full (the place is promised to another
-- child), clash (the child has one elsewhere by then), or another obstacle.
CREATE OR REPLACE FUNCTION enrolment_leave(
    p_case bigint, p_last date, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    place enrolment_placement;
    stays daterange;
    code text;
BEGIN
    PERFORM enrolment_turn_cases(ARRAY[p_case]);
    PERFORM enrolment_turn_classes(ARRAY(
        SELECT care_class_id FROM enrolment_placement WHERE case_id = p_case AND state IN ('planned', 'current')));
    SELECT p.* INTO place FROM enrolment_placement AS p JOIN enrolment_case AS c ON c.id = p.case_id
    WHERE p.case_id = p_case AND c.state IN ('attending', 'suspended') AND p.state IN ('planned', 'current')
      AND lower(p.during) <= p_last
    ORDER BY lower(p.during) DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN 'wrong_state';
    END IF;
    stays := daterange(lower(place.during), p_last + 1);
    IF upper(place.during) <= p_last THEN
        code := enrolment_obstacle(place.care_class_id, place.child_id, stays, place.id);
        IF code IS NULL AND EXISTS (
            SELECT 1 FROM enrolment_placement WHERE child_id = place.child_id AND case_id <> p_case
              AND state IN ('planned', 'current') AND during && stays) THEN
            code := 'clash';
        END IF;
        IF code IS NOT NULL THEN
            RETURN code;
        END IF;
    END IF;
    UPDATE enrolment_placement SET state = 'released', modified_at = p_now
    WHERE case_id = p_case AND state = 'planned' AND lower(during) > p_last;
    UPDATE enrolment_placement SET during = stays, modified_at = p_now WHERE id = place.id;
    UPDATE enrolment_case SET last_day = p_last, modified_at = p_now WHERE id = p_case;
    PERFORM enrolment_recount_all(p_case, p_now);
    PERFORM enrolment_note(p_case, NULL, place.id, 'leave', '', '', p_account, p_now);
    RETURN 'done';
END $$;

-- A child moves up to another class of its site on a day: the place it has ends the day before, the next one begins.
-- code: done; wrong_state; or an obstacle (closed, too_young, too_old, full).
CREATE OR REPLACE FUNCTION enrolment_move_up(
    p_case bigint, p_class bigint, p_starts date, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    place enrolment_placement;
    next_place bigint;
    code text;
BEGIN
    PERFORM enrolment_turn_cases(ARRAY[p_case]);
    PERFORM enrolment_turn_classes(p_class || ARRAY(
        SELECT care_class_id FROM enrolment_placement WHERE case_id = p_case AND state IN ('planned', 'current')));
    SELECT p.* INTO place FROM enrolment_placement AS p JOIN enrolment_case AS c ON c.id = p.case_id
    WHERE p.case_id = p_case AND c.state IN ('attending', 'suspended') AND p.state IN ('planned', 'current')
      AND p.during @> p_starts AND lower(p.during) < p_starts AND p_starts >= enrolment_today(p_now);
    IF NOT FOUND OR place.care_class_id = p_class THEN
        RETURN 'wrong_state';
    END IF;
    PERFORM 1 FROM providers_careclass WHERE id = p_class FOR NO KEY UPDATE; -- guard
    code := enrolment_obstacle(p_class, place.child_id, daterange(p_starts, upper(place.during)), 0);
    IF code IS NOT NULL THEN
        RETURN code;
    END IF;
    UPDATE enrolment_placement SET during = daterange(lower(during), p_starts), modified_at = p_now
    WHERE id = place.id;
    INSERT INTO enrolment_placement
        (public_id, case_id, child_id, site_id, care_class_id, form, during, state, created_at, modified_at)
    VALUES (gen_random_uuid(), p_case, place.child_id, place.site_id, p_class, place.form,
            daterange(p_starts, upper(place.during)), 'planned', p_now, p_now)
    RETURNING id INTO next_place;
    PERFORM enrolment_recount_all(p_case, p_now);
    PERFORM enrolment_note(p_case, NULL, next_place, 'move_up', '', '', p_account, p_now);
    RETURN 'done';
END $$;

-- What a new day changes for a child who is there: the place whose last day has passed has ended, the next one has
-- begun, and after the last day of all the case is over. True where something changed.
CREATE OR REPLACE FUNCTION enrolment_new_day(p_case bigint, p_now timestamptz, p_rules jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    today date := enrolment_today(p_now);
    held enrolment_case;
    goes_on boolean;
    changed int;
    begun int;
BEGIN
    PERFORM enrolment_turn_cases(ARRAY[p_case]);
    PERFORM enrolment_turn_classes(ARRAY(
        SELECT care_class_id FROM enrolment_placement WHERE case_id = p_case AND state <> 'released'));
    SELECT * INTO held FROM enrolment_case WHERE id = p_case;
    IF held.state NOT IN ('attending', 'suspended') THEN
        RETURN false;
    END IF;
    UPDATE enrolment_placement SET state = 'ended', modified_at = p_now
    WHERE case_id = p_case AND state IN ('current', 'planned') AND upper(during) <= today;
    GET DIAGNOSTICS changed = ROW_COUNT;
    UPDATE enrolment_placement SET state = 'current', modified_at = p_now
    WHERE case_id = p_case AND state = 'planned' AND during @> today;
    GET DIAGNOSTICS begun = ROW_COUNT;
    IF held.last_day < today THEN
        goes_on := EXISTS (
            SELECT 1 FROM enrolment_placement WHERE child_id = held.child_id AND case_id <> p_case
              AND state IN ('planned', 'current') AND during @> held.last_day + 1);
        UPDATE enrolment_case
        SET state = CASE WHEN goes_on THEN 'transferred' ELSE 'left' END, due_at = NULL, away_since = NULL,
            ended_at = p_now, modified_at = p_now
        WHERE id = p_case;
        PERFORM enrolment_note(p_case, NULL, NULL, 'left', '', '', NULL, p_now);
    END IF;
    PERFORM enrolment_recount_all(p_case, p_now);
    RETURN changed + begun > 0;
END $$;
