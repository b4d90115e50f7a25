-- What PostgreSQL holds true of papers and signatures, whoever writes them.

-- The published offer of a site for a form and a class on a day: that of the class's age band before the one for all.
CREATE OR REPLACE FUNCTION agreements_listed(p_site bigint, p_form text, p_class bigint, p_on date)
RETURNS SETOF providers_serviceoffer LANGUAGE sql STABLE AS $$
    SELECT o.* FROM providers_serviceoffer AS o
    JOIN providers_careclass AS c ON c.id = p_class
    WHERE o.site_id = p_site AND o.form = p_form AND o.band IN ('', c.band) AND o.valid @> p_on
    ORDER BY o.band DESC LIMIT 1
$$;

-- Whether what a paper asks is not above what its site publishes for the day from which it holds.
CREATE OR REPLACE FUNCTION agreements_is_listed(p_paper agreements_paper) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM enrolment_case AS c
        CROSS JOIN LATERAL agreements_listed(c.site_id, p_paper.form, p_paper.care_class_id, p_paper.begins_on) AS o
        WHERE c.id = p_paper.case_id AND o.fee_unit = p_paper.fee_unit
          AND p_paper.fee_fen <= o.fee_fen AND p_paper.meal_fee_fen <= o.meal_fee_fen)
$$;

-- A paper is drawn up open, at a fee that is published; it comes into force when everybody has signed it.
CREATE OR REPLACE FUNCTION agreements_paper_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    families int;
    sites int;
BEGIN
    IF TG_OP = 'INSERT' AND NOT agreements_is_listed(NEW) THEN
        RAISE EXCEPTION 'the fee of a paper of case % is not published', NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_fee_is_published';
    END IF;
    IF NEW.state = 'in_force' AND (TG_OP = 'INSERT' OR OLD.state <> 'in_force') THEN
        SELECT count(*) FILTER (WHERE side = 'family'), count(*) FILTER (WHERE side = 'site')
        INTO families, sites FROM agreements_signature WHERE paper_id = NEW.id;
        IF families < NEW.families_needed OR sites < 1 THEN
            RAISE EXCEPTION 'paper % is not signed by everybody', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_signed';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER agreements_paper_holds BEFORE INSERT OR UPDATE OF state ON agreements_paper
    FOR EACH ROW EXECUTE FUNCTION agreements_paper_holds();

-- A signature stands under the very text of an open paper.
CREATE OR REPLACE FUNCTION agreements_signature_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM agreements_paper
    WHERE id = NEW.paper_id AND state = 'open' AND sha256 = NEW.sha256 FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing with this text is open for signing as paper %', NEW.paper_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_under_its_text';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER agreements_signature_holds BEFORE INSERT ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION agreements_signature_holds();

-- The documents of papers that rule no longer: they stay genuine and no longer hold.
CREATE OR REPLACE FUNCTION agreements_revoke(p_papers bigint[], p_now timestamptz) RETURNS void LANGUAGE sql AS $$
    UPDATE kernel_document AS d SET revoked_at = greatest(p_now, d.made_at), modified_at = p_now
    FROM agreements_paper AS p
    WHERE p.id = ANY (p_papers) AND p.document_id = d.id AND d.revoked_at IS NULL
$$;

-- With a case its papers end: what was open is withdrawn, what was in force has ended, and its document holds no more.
CREATE OR REPLACE FUNCTION agreements_end_with_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended bigint[];
BEGIN
    -- The papers first: one that is being printed is waited for, and only then is its document there to be revoked.
    WITH papers AS (
        UPDATE agreements_paper
        SET state = CASE state WHEN 'open' THEN 'withdrawn' ELSE 'ended' END,
            ended_at = NEW.ended_at, modified_at = NEW.ended_at
        WHERE case_id = NEW.id AND state IN ('open', 'in_force')
        RETURNING id
    )
    SELECT array_agg(id) INTO ended FROM papers;
    PERFORM agreements_revoke(ended, NEW.ended_at);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER agreements_end_with_case AFTER UPDATE ON enrolment_case
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
    EXECUTE FUNCTION agreements_end_with_case();

-- Whether the agreement of a case is signed by both sides, or was on paper before the platform.
CREATE OR REPLACE FUNCTION agreements_is_agreed(p_case bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT c.imported OR EXISTS (
            SELECT 1 FROM agreements_paper WHERE case_id = c.id AND kind = 'agreement'
              AND (state = 'in_force' OR (state = 'ended' AND c.ended_at IS NOT NULL)))
        FROM enrolment_case AS c WHERE c.id = p_case);
END $$;

-- Nobody's child is placed, there, or was there, without an agreement that both sides have signed. Checked with each
-- statement, or at the end where many rows are written at once: SET CONSTRAINTS ... DEFERRED.
CREATE OR REPLACE FUNCTION agreements_case_is_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_case bigint;
BEGIN
    IF TG_TABLE_NAME = 'enrolment_case' THEN
        of_case := NEW.id;
    ELSE
        of_case := NEW.case_id;
    END IF;
    IF NOT agreements_is_agreed(of_case) THEN
        RAISE EXCEPTION 'case % has no agreement in force', of_case
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_is_agreed';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS agreements_case_is_agreed ON enrolment_case;
CREATE CONSTRAINT TRIGGER agreements_case_is_agreed AFTER INSERT OR UPDATE OF state ON enrolment_case
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
    WHEN (NEW.state IN ('placed', 'attending', 'suspended', 'left', 'transferred'))
    EXECUTE FUNCTION agreements_case_is_agreed();

DROP TRIGGER IF EXISTS agreements_place_is_agreed ON enrolment_placement;
CREATE CONSTRAINT TRIGGER agreements_place_is_agreed AFTER INSERT OR UPDATE OF state ON enrolment_placement
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (NEW.state IN ('current', 'ended'))
    EXECUTE FUNCTION agreements_case_is_agreed();

-- Nor may the agreement cease before the case ends.
CREATE OR REPLACE FUNCTION agreements_agreement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM enrolment_case WHERE id = NEW.case_id
               AND state IN ('placed', 'attending', 'suspended', 'left', 'transferred'))
        AND NOT agreements_is_agreed(NEW.case_id) THEN
        RAISE EXCEPTION 'the agreement of case % is needed', NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_is_agreed';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER agreements_agreement_stays AFTER UPDATE OF state ON agreements_paper
    FOR EACH ROW WHEN (OLD.kind = 'agreement' AND OLD.state IN ('in_force', 'ended') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION agreements_agreement_stays();
