-- Steps of a case, and of the place that it has.

-- A case ends before the first day: withdrawn by the family, or declined (closed by the site). Nothing of it holds a
-- place any longer. False where it is too late for it, and for closing while the clock of the state still runs.
CREATE OR REPLACE FUNCTION enrolment_end(
    p_case bigint, p_state text, p_kind text, p_reason text, p_words text, p_account bigint,
    p_now timestamptz, p_rules jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    held enrolment_case;
    class bigint;
BEGIN
    PERFORM enrolment_turn_cases(ARRAY[p_case]);
    PERFORM enrolment_turn_classes(ARRAY(
        SELECT care_class_id FROM enrolment_placement WHERE case_id = p_case AND state IN ('held', 'planned')));
    SELECT * INTO held FROM enrolment_case WHERE id = p_case;
    IF held.state NOT IN ('applied', 'offered', 'accepted', 'checkup', 'agreement', 'placed')
        OR (p_kind = 'close' AND (held.due_at > p_now) IS NOT FALSE) THEN
        RETURN false;
    END IF;
    PERFORM enrolment_clear(p_case, 'withdrawn', 'withdraw_one', '', '', p_account, p_now, p_rules);
    UPDATE enrolment_application SET state = 'withdrawn', modified_at = p_now
    WHERE case_id = p_case AND state = 'accepted';
    FOR class IN UPDATE enrolment_placement SET state = 'released', modified_at = p_now
        WHERE case_id = p_case AND state = 'planned' RETURNING care_class_id
    LOOP
        PERFORM enrolment_recount(class, p_now);
    END LOOP;
    UPDATE enrolment_case SET state = p_state, due_at = NULL, ended_at = p_now, ended_because = p_reason,
        modified_at = p_now WHERE id = p_case;
    PERFORM enrolment_note(p_case, NULL, NULL, p_kind, p_reason, p_words, p_account, p_now);
    RETURN true;
END $$;

-- One plain step of a case. code: done; wrong_state; sign_first; not_yet (before the first day); checkup_first (away
-- for longer than the rule says, and no check-up since). Who signs what is decided in agreements.
CREATE OR REPLACE FUNCTION enrolment_step(
    p_case bigint, p_kind text, p_from text[], p_to text, p_day date, p_account bigint,
    p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    held enrolment_case;
    other bigint;
    others bigint[] := '{}';
    ends date;
BEGIN
    IF p_kind = 'first_day' THEN
        others := ARRAY(SELECT o.id FROM enrolment_case AS o JOIN enrolment_case AS c ON c.child_id = o.child_id
                        WHERE c.id = p_case AND o.id <> p_case AND o.state IN ('attending', 'suspended'));
    END IF;
    PERFORM enrolment_turn_cases(p_case || others);
    SELECT * INTO held FROM enrolment_case WHERE id = p_case;
    IF held.state <> ALL (p_from) THEN
        RETURN 'wrong_state';
    END IF;
    IF p_kind = 'sign' THEN
        UPDATE enrolment_case SET signed_at = p_now WHERE id = p_case;
    ELSIF p_kind = 'agreement' AND held.signed_at IS NULL THEN
        RETURN 'sign_first';
    ELSIF p_kind = 'checkup' THEN
        UPDATE enrolment_case SET checked_on = p_day WHERE id = p_case;
    ELSIF p_kind = 'suspend' THEN
        UPDATE enrolment_case SET away_since = p_day WHERE id = p_case;
    ELSIF p_kind = 'return' THEN
        IF held.away_since + make_interval(months => (p_rules ->> 'recheck_months')::int) < p_day
            AND (held.checked_on IS NULL OR held.checked_on <= held.away_since) THEN
            RETURN 'checkup_first';
        END IF;
        UPDATE enrolment_case SET away_since = NULL WHERE id = p_case;
    ELSIF p_kind = 'first_day' THEN
        UPDATE enrolment_placement SET state = 'current', modified_at = p_now
        WHERE case_id = p_case AND state = 'planned' AND during @> p_day RETURNING upper(during) - 1 INTO ends;
        IF NOT FOUND THEN
            RETURN 'not_yet';
        END IF;
        -- A place with an end has its last day from the first on.
        UPDATE enrolment_case SET last_day = ends WHERE id = p_case AND ends IS NOT NULL;
        -- The place that the child leaves for this one is over, whether or not the night's job was on time.
        FOREACH other IN ARRAY others LOOP
            PERFORM enrolment_new_day(other, p_now, p_rules);
        END LOOP;
    END IF;
    PERFORM enrolment_put(p_case, p_to, p_now, p_rules);
    PERFORM enrolment_note(p_case, NULL, NULL, p_kind, '', '', p_account, p_now);
    RETURN 'done';
END $$;
