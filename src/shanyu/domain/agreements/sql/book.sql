-- The book of a site: what came for the months of its cases, numbered from 1 in every year without gaps.

-- The number of the next entry. Whoever asks has the book until the end of the transaction, so that an entry that is
-- not made after all leaves no gap.
CREATE OR REPLACE FUNCTION agreements_next_number(p_site bigint, p_year int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    PERFORM enrolment_turn(8304, ARRAY[p_site]); -- guard
    RETURN (SELECT coalesce(max(number), 0) + 1 FROM agreements_payment WHERE site_id = p_site AND year = p_year);
END $$;

-- An entry has the next number of the year in which it is made, in the book of the site of its case; a reversing one is
-- the mirror of a payment, whose receipt holds no more.
CREATE OR REPLACE FUNCTION agreements_payment_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    made date := enrolment_today(NEW.created_at);
    paid agreements_payment;
    wrong text;
BEGIN
    SELECT * INTO paid FROM agreements_payment WHERE id = NEW.reverses_id FOR NO KEY UPDATE;
    wrong := CASE
        WHEN NEW.year <> extract(year FROM made) THEN 'payment_of_its_year'
        WHEN NEW.number <> agreements_next_number(NEW.site_id, NEW.year) THEN 'payment_numbers_without_gaps'
        WHEN NEW.received_on > made THEN 'payment_received_by_then'
        WHEN NOT EXISTS (SELECT 1 FROM enrolment_case WHERE id = NEW.case_id AND site_id = NEW.site_id)
            THEN 'payment_at_its_site'
        WHEN NEW.reverses_id IS NOT NULL AND (paid.reverses_id IS NOT NULL
            OR (paid.case_id, paid.month, paid.method, -paid.amount_fen)
                IS DISTINCT FROM (NEW.case_id, NEW.month, NEW.method, NEW.amount_fen)) THEN 'payment_reversed_whole'
    END;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'an entry that the book of site % does not take: %', NEW.site_id, wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = wrong;
    END IF;
    UPDATE kernel_document SET revoked_at = greatest(NEW.created_at, made_at), modified_at = NEW.created_at
    WHERE id = paid.document_id AND revoked_at IS NULL;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER agreements_payment_holds BEFORE INSERT ON agreements_payment
    FOR EACH ROW EXECUTE FUNCTION agreements_payment_holds();
