-- Applications, offers, and the family's answer. Each is one transaction, or part of one.

-- A case asks at a site. code: joined, already, too_many, or gone where the case no longer looks for a place.
CREATE OR REPLACE FUNCTION enrolment_join(
    p_case bigint, p_site bigint, p_rank int, p_group text, p_priority int, p_public uuid,
    p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS TABLE (code text, application bigint) LANGUAGE plpgsql AS $$
DECLARE
    number bigint;
    held enrolment_case;
BEGIN
    PERFORM enrolment_turn_cases(ARRAY[p_case]);
    SELECT * INTO held FROM enrolment_case WHERE id = p_case;
    IF held.state NOT IN ('applied', 'offered') THEN
        code := 'gone';
    ELSIF EXISTS (SELECT 1 FROM enrolment_application WHERE case_id = p_case AND site_id = p_site
                  AND state IN ('waiting', 'offered', 'accepted')) THEN
        code := 'already';
    ELSIF (SELECT count(*) FROM enrolment_application WHERE case_id = p_case
           AND state IN ('waiting', 'offered')) >= (p_rules ->> 'most')::int THEN
        code := 'too_many';
    END IF;
    IF code IS NOT NULL THEN
        RETURN NEXT; RETURN;
    END IF;
    INSERT INTO enrolment_siteline AS line (site_id, next_line, created_at, modified_at)
    VALUES (p_site, 2, p_now, p_now)
    ON CONFLICT (site_id) DO UPDATE SET next_line = line.next_line + 1, modified_at = p_now
    RETURNING next_line - 1 INTO number;
    INSERT INTO enrolment_application
        (public_id, case_id, site_id, rank, "group", priority, line, state, reason, created_at, modified_at)
    VALUES (p_public, p_case, p_site, p_rank, p_group, p_priority, number, 'waiting', '', p_now, p_now)
    RETURNING id INTO application;
    PERFORM enrolment_put(p_case, held.state, p_now, p_rules);
    PERFORM enrolment_note(p_case, application, NULL, 'join', '', '', p_account, p_now);
    code := 'joined';
    RETURN NEXT;
END $$;

-- How many families that wait at a site come before an application in its list, and how many of these the class would
-- suit on the day as well.
CREATE OR REPLACE FUNCTION enrolment_ahead(
    p_application enrolment_application, p_class bigint, p_starts date
) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int
    FROM enrolment_application AS a
    JOIN enrolment_case AS c ON c.id = a.case_id
    JOIN people_child AS child ON child.id = c.child_id
    JOIN providers_careclass AS class ON class.id = p_class
    CROSS JOIN LATERAL enrolment_band(class.band, p_starts) AS band
    WHERE a.site_id = p_application.site_id AND a.state = 'waiting' AND a.id <> p_application.id
      AND (a.priority, a.line) < (p_application.priority, p_application.line)
      AND c.wanted_from <= p_starts
      AND enrolment_months(child.born, p_starts) >= band.from_month
      AND enrolment_months(child.born, p_starts) < band.to_month
$$;

-- A site offers a place in a class from a day on; the place is held at once. code: offered; gone where the
-- application does not wait; out_of_turn where somebody before it fits as well and no reason is given; or an obstacle
-- (closed, too_young, too_old, full).
CREATE OR REPLACE FUNCTION enrolment_offer(
    p_application bigint, p_class bigint, p_starts date, p_ends date, p_reason text, p_words text, p_public uuid,
    p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS TABLE (code text, offer bigint) LANGUAGE plpgsql AS $$
DECLARE
    asked enrolment_application;
    held enrolment_case;
    place bigint;
    late bigint[] := enrolment_late(p_class, p_now);
    during daterange := daterange(p_starts, p_ends);
BEGIN
    SELECT * INTO asked FROM enrolment_application WHERE id = p_application;
    PERFORM enrolment_turn_cases(late || asked.case_id);
    PERFORM enrolment_turn_classes(ARRAY[p_class]);
    PERFORM enrolment_lapse(p_class, late, p_now, p_rules);
    SELECT * INTO asked FROM enrolment_application WHERE id = p_application;
    SELECT * INTO held FROM enrolment_case WHERE id = asked.case_id;
    IF asked.state <> 'waiting' THEN
        code := 'gone';
    ELSE
        PERFORM 1 FROM providers_careclass WHERE id = p_class FOR NO KEY UPDATE; -- guard
        code := enrolment_obstacle(p_class, held.child_id, during, 0);
        IF code IS NULL AND p_reason = '' AND enrolment_ahead(asked, p_class, p_starts) > 0 THEN
            code := 'out_of_turn';
        END IF;
    END IF;
    IF code IS NOT NULL THEN
        RETURN NEXT; RETURN;
    END IF;
    INSERT INTO enrolment_placement
        (public_id, case_id, child_id, site_id, care_class_id, form, during, state, created_at, modified_at)
    VALUES (gen_random_uuid(), held.id, held.child_id, asked.site_id, p_class, held.form, during, 'held',
            p_now, p_now)
    RETURNING id INTO place;
    INSERT INTO enrolment_offer
        (public_id, application_id, placement_id, starts_on, until, state, made_by_id, created_at, modified_at)
    VALUES (p_public, p_application, place, p_starts, enrolment_offer_until(p_starts, p_now, p_rules),
            'standing', p_account, p_now, p_now)
    RETURNING id INTO offer;
    UPDATE enrolment_application SET state = 'offered', modified_at = p_now WHERE id = p_application;
    PERFORM enrolment_put(held.id, 'offered', p_now, p_rules);
    PERFORM enrolment_recount(p_class, p_now);
    PERFORM enrolment_note(held.id, p_application, place, 'offer', p_reason, p_words, p_account, p_now);
    code := 'offered';
    RETURN NEXT;
END $$;

-- Whether two guardians have agreed to an offer, or the only one that the child has.
CREATE OR REPLACE FUNCTION enrolment_both_agree(p_child bigint, p_offer bigint, p_now timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT (SELECT count(*) FROM enrolment_assent WHERE offer_id = p_offer AND step = 'accept')
        >= least(2, (SELECT count(DISTINCT account_id) FROM people_guardianship
                     WHERE child_id = p_child AND valid @> enrolment_today(p_now)))
$$;

-- A guardian takes up an offer. code: accepted; waits where the law or the family wants a second guardian's yes;
-- clash where the child has a place elsewhere in that time (p_leave gives that one up from the same day on); gone.
CREATE OR REPLACE FUNCTION enrolment_accept(
    p_offer bigint, p_leave boolean, p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    taken enrolment_offer;
    asked enrolment_application;
    held enrolment_case;
    place enrolment_placement;
    old enrolment_case;
    gives_up boolean;
    assented int;
BEGIN
    SELECT * INTO taken FROM enrolment_offer WHERE id = p_offer;
    SELECT * INTO asked FROM enrolment_application WHERE id = taken.application_id;
    SELECT * INTO held FROM enrolment_case WHERE id = asked.case_id;
    SELECT * INTO old FROM enrolment_case
    WHERE child_id = held.child_id AND state IN ('attending', 'suspended');
    PERFORM enrolment_turn_cases(ARRAY[held.id, old.id]);
    PERFORM enrolment_turn_classes(ARRAY(
        SELECT care_class_id FROM enrolment_placement
        WHERE case_id IN (held.id, old.id) AND state IN ('held', 'planned', 'current')));
    PERFORM enrolment_lapse(NULL, ARRAY[held.id], p_now, p_rules);
    SELECT * INTO taken FROM enrolment_offer WHERE id = p_offer;
    SELECT * INTO held FROM enrolment_case WHERE id = asked.case_id;
    SELECT * INTO old FROM enrolment_case WHERE id = old.id;
    SELECT * INTO place FROM enrolment_placement WHERE id = taken.placement_id;
    IF taken.state = 'accepted' THEN
        RETURN 'accepted';
    ELSIF taken.state <> 'standing' THEN
        RETURN 'gone';
    END IF;
    -- Giving up the place it has gives up what is planned after it there as well, such as moving up.
    gives_up := p_leave AND EXISTS (
        SELECT 1 FROM enrolment_placement WHERE case_id = old.id AND state IN ('planned', 'current')
          AND lower(during) < taken.starts_on);
    IF EXISTS (SELECT 1 FROM enrolment_placement AS p
               WHERE p.child_id = held.child_id AND p.state IN ('planned', 'current') AND p.during && place.during
                 AND NOT (gives_up AND p.case_id = old.id)) THEN
        RETURN 'clash';
    END IF;
    INSERT INTO enrolment_assent (case_id, offer_id, step, account_id, at)
    SELECT held.id, p_offer, 'accept', p_account, p_now WHERE p_account IS NOT NULL
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS assented = ROW_COUNT;
    IF held.needs_both AND NOT enrolment_both_agree(held.child_id, p_offer, p_now) THEN
        IF assented > 0 THEN
            PERFORM enrolment_note(held.id, asked.id, place.id, 'agree', '', '', p_account, p_now);
        END IF;
        RETURN 'waits';
    END IF;
    -- A last day that was fixed before, and earlier, stays.
    IF gives_up AND (old.last_day IS NULL OR old.last_day >= taken.starts_on) THEN
        PERFORM enrolment_leave(old.id, taken.starts_on - 1, p_account, p_now, p_rules);
    END IF;
    UPDATE enrolment_offer SET state = 'accepted', ended_at = p_now, modified_at = p_now WHERE id = p_offer;
    UPDATE enrolment_placement SET state = 'planned', modified_at = p_now WHERE id = place.id;
    UPDATE enrolment_application SET state = 'accepted', modified_at = p_now WHERE id = asked.id;
    UPDATE enrolment_case SET site_id = asked.site_id WHERE id = held.id;
    PERFORM enrolment_put(held.id, 'accepted', p_now, p_rules);
    PERFORM enrolment_note(held.id, asked.id, place.id, 'accept', '', '', p_account, p_now);
    PERFORM enrolment_clear(held.id, 'superseded', 'supersede', '', '', p_account, p_now, p_rules);
    PERFORM enrolment_recount(place.care_class_id, p_now);
    RETURN 'accepted';
END $$;

-- Every application of a case that still waits or has an offer ends, and every offer of it. The turn of the case and of
-- the classes is the caller's.
CREATE OR REPLACE FUNCTION enrolment_clear(
    p_case bigint, p_state text, p_kind text, p_reason text, p_words text,
    p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    other record;
BEGIN
    FOR other IN SELECT a.id, o.id AS offer FROM enrolment_application AS a
        LEFT JOIN enrolment_offer AS o ON o.application_id = a.id AND o.state = 'standing'
        WHERE a.case_id = p_case AND a.state IN ('waiting', 'offered') ORDER BY a.id
    LOOP
        IF other.offer IS NULL THEN
            UPDATE enrolment_application SET state = p_state, modified_at = p_now WHERE id = other.id;
            PERFORM enrolment_note(p_case, other.id, NULL, p_kind, p_reason, p_words, p_account, p_now);
        ELSE
            PERFORM enrolment_drop(
                other.offer, CASE p_state WHEN 'superseded' THEN 'superseded' ELSE 'declined' END, p_state,
                p_kind, p_reason, p_words, p_account, p_now, p_rules);
        END IF;
    END LOOP;
END $$;

-- One application ends, or its offer does: p_kind is decline (the family), retract (the site; it waits again in its
-- old place), withdraw_one (the family) or refuse (the site). False where it is too late for it.
CREATE OR REPLACE FUNCTION enrolment_release(
    p_application bigint, p_kind text, p_reason text, p_words text, p_account bigint,
    p_now timestamptz, p_rules jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    asked enrolment_application;
    offer enrolment_offer;
    ends text := CASE p_kind WHEN 'decline' THEN 'declined' WHEN 'retract' THEN 'waiting'
                             WHEN 'refuse' THEN 'refused' ELSE 'withdrawn' END;
BEGIN
    SELECT * INTO asked FROM enrolment_application WHERE id = p_application;
    PERFORM enrolment_turn_cases(ARRAY[asked.case_id]);
    PERFORM enrolment_turn_classes(ARRAY(
        SELECT p.care_class_id FROM enrolment_offer AS o JOIN enrolment_placement AS p ON p.id = o.placement_id
        JOIN enrolment_application AS a ON a.id = o.application_id
        WHERE a.case_id = asked.case_id AND o.state = 'standing'));
    PERFORM enrolment_lapse(NULL, ARRAY[asked.case_id], p_now, p_rules);
    SELECT * INTO asked FROM enrolment_application WHERE id = p_application;
    SELECT * INTO offer FROM enrolment_offer WHERE application_id = p_application AND state = 'standing';
    IF FOUND AND p_kind <> 'refuse' THEN
        PERFORM enrolment_drop(
            offer.id, CASE p_kind WHEN 'retract' THEN 'retracted' ELSE 'declined' END, ends,
            p_kind, p_reason, p_words, p_account, p_now, p_rules);
    ELSIF asked.state = 'waiting' AND p_kind IN ('refuse', 'withdraw_one') THEN
        UPDATE enrolment_application SET state = ends, reason = p_reason, modified_at = p_now
        WHERE id = p_application;
        PERFORM enrolment_note(asked.case_id, p_application, NULL, p_kind, p_reason, p_words, p_account, p_now);
    ELSE
        RETURN false;
    END IF;
    RETURN true;
END $$;
