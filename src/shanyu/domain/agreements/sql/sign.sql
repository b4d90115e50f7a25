-- Signing, which both sides may do at the same moment. Each function takes the turn of the case first, as those of
-- enrolment do: who withdraws and who signs stand in one line.

-- Somebody signs a paper under the text whose hash is p_sha. code: signed (somebody else must still sign); in_force
-- (this was the last signature); changed (the paper has another text); gone (it is no longer open); past (it would
-- begin before today, or after the last day); dearer (its fee is no longer published for its first day); self (who
-- signs has signed for the other side); sign_first (the site signs an agreement after the family); or why the class
-- that a change leads to cannot be had (full, closed, too_young, too_old).
CREATE OR REPLACE FUNCTION agreements_sign(
    p_paper bigint, p_side text, p_as text, p_name bytea, p_sha text, p_account bigint,
    p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    paper agreements_paper;
    held enrolment_case;
    own text;
    families int;
    sites int;
    instead bigint;
    code text;
BEGIN
    SELECT * INTO paper FROM agreements_paper WHERE id = p_paper;
    PERFORM enrolment_turn_cases(ARRAY[paper.case_id]); -- guard
    SELECT * INTO paper FROM agreements_paper WHERE id = p_paper;
    SELECT * INTO held FROM enrolment_case WHERE id = paper.case_id;
    SELECT side INTO own FROM agreements_signature WHERE paper_id = p_paper AND account_id = p_account;
    IF own = p_side AND paper.state IN ('open', 'in_force') AND paper.sha256 = p_sha THEN
        RETURN CASE paper.state WHEN 'open' THEN 'signed' ELSE 'in_force' END;
    END IF;
    code := CASE
        WHEN paper.state <> 'open' OR held.state <> ALL (CASE paper.kind
            WHEN 'agreement' THEN ARRAY['agreement'] ELSE ARRAY['placed', 'attending', 'suspended'] END) THEN 'gone'
        WHEN paper.sha256 <> p_sha THEN 'changed'
        WHEN own IS NOT NULL THEN 'self'
        WHEN paper.kind = 'change' AND (
            paper.begins_on < enrolment_today(p_now) OR paper.begins_on > held.last_day) THEN 'past'
        WHEN NOT agreements_is_listed(paper) THEN 'dearer'
        WHEN p_side = 'site' AND paper.kind = 'agreement' AND held.signed_at IS NULL THEN 'sign_first'
    END;
    IF code IS NOT NULL THEN
        RETURN code;
    END IF;
    SELECT count(*) FILTER (WHERE side = 'family') + (p_side = 'family')::int,
           count(*) FILTER (WHERE side = 'site') + (p_side = 'site')::int
    INTO families, sites FROM agreements_signature WHERE paper_id = p_paper;
    IF paper.kind = 'change' AND families >= paper.families_needed AND sites > 0 THEN
        code := agreements_go_to_class(paper, p_account, p_now, p_rules);
        IF code <> 'done' THEN
            RETURN code;
        END IF;
    END IF;
    INSERT INTO agreements_signature (paper_id, side, signed_as, account_id, name, sha256, at)
    VALUES (p_paper, p_side, p_as, p_account, p_name, p_sha, p_now);
    IF families >= paper.families_needed AND sites > 0 THEN
        UPDATE agreements_paper SET state = 'replaced', ended_at = p_now, modified_at = p_now
        WHERE case_id = paper.case_id AND kind = 'change' AND paper.kind = 'change' AND state = 'in_force'
          AND begins_on = paper.begins_on
        RETURNING id INTO instead;
        PERFORM agreements_revoke(ARRAY[instead], p_now);
        UPDATE agreements_paper SET state = 'in_force', in_force_at = p_now, modified_at = p_now
        WHERE id = p_paper;
        code := 'in_force';
    ELSE
        code := 'signed';
    END IF;
    -- After the paper: a case is placed only under an agreement in force.
    IF paper.kind = 'agreement' THEN
        PERFORM agreements_tell_case(held, p_side, families >= paper.families_needed, p_account, p_now, p_rules);
    END IF;
    RETURN code;
END $$;

-- The child goes to the class of a change on its first day, where it is not there already by then.
CREATE OR REPLACE FUNCTION agreements_go_to_class(
    p_paper agreements_paper, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM enrolment_placement WHERE case_id = p_paper.case_id AND state IN ('planned', 'current')
               AND care_class_id = p_paper.care_class_id AND during @> p_paper.begins_on) THEN
        RETURN 'done';
    END IF;
    RETURN enrolment_move_up(
        p_paper.case_id, p_paper.care_class_id, p_paper.begins_on, p_account, p_now, p_rules);
END $$;

-- The case goes on: the family has signed when all its guardians who must have, then the site.
CREATE OR REPLACE FUNCTION agreements_tell_case(
    p_case enrolment_case, p_side text, p_enough boolean, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    today date := enrolment_today(p_now);
BEGIN
    IF p_side = 'site' THEN
        PERFORM enrolment_step(p_case.id, 'agreement', '{agreement}', 'placed', today, p_account, p_now, p_rules);
    ELSIF p_enough AND p_case.signed_at IS NULL THEN
        PERFORM enrolment_step(p_case.id, 'sign', '{agreement}', 'agreement', today, p_account, p_now, p_rules);
    ELSE
        PERFORM enrolment_note(p_case.id, NULL, NULL, 'agree', '', '', p_account, p_now);
    END IF;
END $$;

-- The open agreement of a case makes room for another text: what was signed under the old one does not count for it.
-- False where the case is no longer before its signing. The caller draws up the new one in the same transaction.
CREATE OR REPLACE FUNCTION agreements_make_room(p_case bigint, p_now timestamptz, p_rules jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    held enrolment_case;
BEGIN
    PERFORM enrolment_turn_cases(ARRAY[p_case]); -- guard
    SELECT * INTO held FROM enrolment_case WHERE id = p_case;
    IF held.state <> 'agreement' THEN
        RETURN false;
    END IF;
    UPDATE agreements_paper SET state = 'replaced', ended_at = p_now, modified_at = p_now
    WHERE case_id = p_case AND kind = 'agreement' AND state = 'open';
    IF held.signed_at IS NOT NULL THEN
        UPDATE enrolment_case SET signed_at = NULL WHERE id = p_case;
        PERFORM enrolment_put(p_case, 'agreement', p_now, p_rules);
    END IF;
    RETURN true;
END $$;

-- A proposed change is taken back by who proposed it, or declined by the other side. False where it is not open.
CREATE OR REPLACE FUNCTION agreements_withdraw(p_paper bigint, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM enrolment_turn_cases(ARRAY(SELECT case_id FROM agreements_paper WHERE id = p_paper)); -- guard
    UPDATE agreements_paper SET state = 'withdrawn', ended_at = p_now, modified_at = p_now
    WHERE id = p_paper AND kind = 'change' AND state = 'open';
    RETURN FOUND;
END $$;
