-- Turns, the ledger, and what every other function uses. Whoever changes cases or places stands in PostgreSQL's own
-- line for a turn: first for all cases it touches, then for all classes, each in ascending order, so that no two
-- functions wait for each other.

CREATE OR REPLACE FUNCTION enrolment_turn(p_kind int, p_keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one bigint;
BEGIN
    FOR one IN SELECT DISTINCT k FROM unnest(p_keys) AS k WHERE k IS NOT NULL ORDER BY k LOOP
        PERFORM pg_advisory_xact_lock(p_kind::bigint << 40 | one); -- guard
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION enrolment_turn_cases(p_cases bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT enrolment_turn(8302, p_cases)
$$;

CREATE OR REPLACE FUNCTION enrolment_turn_classes(p_classes bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT enrolment_turn(8303, p_classes)
$$;

CREATE OR REPLACE FUNCTION enrolment_today(p_now timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT (p_now AT TIME ZONE 'Asia/Shanghai')::date
$$;

CREATE OR REPLACE FUNCTION enrolment_note(
    p_case bigint, p_application bigint, p_placement bigint, p_kind text, p_reason text, p_words text,
    p_account bigint, p_now timestamptz
) RETURNS void LANGUAGE sql AS $$
    WITH entry AS (
        INSERT INTO enrolment_entry
            (case_id, application_id, placement_id, kind, state, reason, words, account_id, at)
        SELECT p_case, p_application, p_placement, p_kind, state, p_reason, p_words, p_account, p_now
        FROM enrolment_case WHERE id = p_case
        RETURNING id
    )
    INSERT INTO enrolment_untold (entry_id, created_at, modified_at) SELECT id, p_now, p_now FROM entry
$$;

-- The numbers that pages of a class show: who is there today, and how many places more are spoken for on the fullest
-- day to come. Children who are not on the platform and places kept back by hand stay what they were.
CREATE OR REPLACE FUNCTION enrolment_recount(p_class bigint, p_now timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    today date := enrolment_today(p_now);
    here int;
    later int;
BEGIN
    PERFORM 1 FROM providers_careclass WHERE id = p_class FOR NO KEY UPDATE; -- guard
    SELECT count(*) INTO here FROM enrolment_placement
    WHERE care_class_id = p_class AND state <> 'released' AND during @> today;
    later := enrolment_peak(p_class, daterange(today, NULL), 0) - here;
    UPDATE providers_careclass
    SET placed = placed - placed_here + here, placed_here = here,
        held = held - held_here + later, held_here = later, modified_at = p_now
    WHERE id = p_class AND (placed_here, held_here) <> (here, later);
END $$;

-- The numbers of every class in which a case has or had a place, in the order of turns.
CREATE OR REPLACE FUNCTION enrolment_recount_all(p_case bigint, p_now timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class bigint;
BEGIN
    FOR class IN SELECT DISTINCT care_class_id FROM enrolment_placement WHERE case_id = p_case ORDER BY 1 LOOP
        PERFORM enrolment_recount(class, p_now);
    END LOOP;
END $$;

-- A case comes into a state; its clock is the rule's days for the state, or the moment the state itself waits for.
CREATE OR REPLACE FUNCTION enrolment_put(
    p_case bigint, p_state text, p_now timestamptz, p_rules jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    due timestamptz;
BEGIN
    IF p_state = 'offered' THEN
        SELECT min(o.until) INTO due FROM enrolment_offer AS o
        JOIN enrolment_application AS a ON a.id = o.application_id
        WHERE a.case_id = p_case AND o.state = 'standing';
    ELSIF p_state = 'placed' THEN
        SELECT (min(lower(during)) + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' INTO due
        FROM enrolment_placement WHERE case_id = p_case AND state = 'planned';
    ELSE
        due := p_now + make_interval(days => (p_rules -> 'days' ->> p_state)::int);
    END IF;
    IF p_state = 'checkup' THEN
        -- An examination counts for weeks: whoever comes in months has it made when the first day is near.
        SELECT greatest(due, min(lower(during))::timestamp AT TIME ZONE 'Asia/Shanghai') INTO due
        FROM enrolment_placement WHERE case_id = p_case AND state = 'planned';
    END IF;
    UPDATE enrolment_case SET state = p_state, due_at = due, modified_at = p_now WHERE id = p_case;
END $$;

-- A standing offer ends without being taken up: its place is free again, its application and its case go on.
CREATE OR REPLACE FUNCTION enrolment_drop(
    p_offer bigint, p_state text, p_application text, p_kind text, p_reason text, p_words text,
    p_account bigint, p_now timestamptz, p_rules jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    offer enrolment_offer;
    application enrolment_application;
    class bigint;
BEGIN
    UPDATE enrolment_offer SET state = p_state, ended_at = p_now, modified_at = p_now
    WHERE id = p_offer AND state = 'standing' RETURNING * INTO offer;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE enrolment_placement SET state = 'released', modified_at = p_now
    WHERE id = offer.placement_id RETURNING care_class_id INTO class;
    PERFORM enrolment_recount(class, p_now);
    UPDATE enrolment_application SET state = p_application, modified_at = p_now
    WHERE id = offer.application_id RETURNING * INTO application;
    IF EXISTS (SELECT 1 FROM enrolment_case WHERE id = application.case_id AND state = 'offered') THEN
        PERFORM enrolment_put(application.case_id, CASE WHEN EXISTS (
            SELECT 1 FROM enrolment_offer AS o JOIN enrolment_application AS a ON a.id = o.application_id
            WHERE a.case_id = application.case_id AND o.state = 'standing')
            THEN 'offered' ELSE 'applied' END, p_now, p_rules);
    END IF;
    PERFORM enrolment_note(application.case_id, application.id, offer.placement_id, p_kind, p_reason, p_words,
                           p_account, p_now);
END $$;

-- Offers that have run out, of a class or of a case, lapse. Only those whose case has its turn: p_cases.
CREATE OR REPLACE FUNCTION enrolment_lapse(
    p_class bigint, p_cases bigint[], p_now timestamptz, p_rules jsonb
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    late bigint;
    ended int := 0;
BEGIN
    FOR late IN SELECT o.id FROM enrolment_offer AS o
        JOIN enrolment_application AS a ON a.id = o.application_id
        JOIN enrolment_placement AS p ON p.id = o.placement_id
        WHERE o.state = 'standing' AND o.until <= p_now AND a.case_id = ANY (p_cases)
          AND (p_class IS NULL OR p.care_class_id = p_class)
        ORDER BY o.until, o.id
    LOOP
        PERFORM enrolment_drop(late, 'lapsed', 'lapsed', 'lapse', '', '', NULL, p_now, p_rules);
        ended := ended + 1;
    END LOOP;
    RETURN ended;
END $$;

-- The cases with an offer of a class that has run out.
CREATE OR REPLACE FUNCTION enrolment_late(p_class bigint, p_now timestamptz) RETURNS bigint[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(a.case_id), '{}') FROM enrolment_offer AS o
    JOIN enrolment_application AS a ON a.id = o.application_id
    JOIN enrolment_placement AS p ON p.id = o.placement_id
    WHERE o.state = 'standing' AND o.until <= p_now AND p.care_class_id = p_class
$$;

-- Do what has fallen due in a class: offers lapse, its numbers are those of today. Returns how many offers lapsed.
CREATE OR REPLACE FUNCTION enrolment_settle(p_class bigint, p_now timestamptz, p_rules jsonb) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    cases bigint[] := enrolment_late(p_class, p_now);
    ended int;
BEGIN
    PERFORM enrolment_turn_cases(cases);
    PERFORM enrolment_turn_classes(ARRAY[p_class]);
    ended := enrolment_lapse(p_class, cases, p_now, p_rules);
    PERFORM enrolment_recount(p_class, p_now);
    RETURN ended;
END $$;
