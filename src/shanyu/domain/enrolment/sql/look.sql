-- What the database knows of ages and places, and the trigger that keeps every placement within them.

-- Completed months of age on a day, as kernel.ages counts them (民法典 art. 202). Negative before the birth.
CREATE OR REPLACE FUNCTION enrolment_months(p_born date, p_on date) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT (extract(year FROM p_on)::int - extract(year FROM p_born)::int) * 12
         + extract(month FROM p_on)::int - extract(month FROM p_born)::int
         - (extract(day FROM p_on) < least(
                extract(day FROM p_born),
                extract(day FROM date_trunc('month', p_on::timestamp) + interval '1 month - 1 day')))::int
$$;

-- The most places of a class that children of the platform take on one day of p_during. The placement p_except
-- does not count. Only the first day and the days on which somebody comes can be the fullest.
CREATE OR REPLACE FUNCTION enrolment_peak(p_class bigint, p_during daterange, p_except bigint) RETURNS int
LANGUAGE sql STABLE AS $$
    SELECT coalesce(max(there), 0)::int FROM (
        SELECT (SELECT count(*) FROM enrolment_placement AS p
                WHERE p.care_class_id = p_class AND p.state <> 'released' AND p.id <> p_except
                  AND p.during @> moment.day) AS there
        FROM (SELECT lower(p_during) AS day
              UNION
              SELECT lower(p.during) FROM enrolment_placement AS p
              WHERE p.care_class_id = p_class AND p.state <> 'released' AND p.during && p_during
                AND p_during @> lower(p.during)) AS moment) AS days
$$;

-- Whether one more child is too many for a class on some day of p_during. Children who are not on the platform
-- (placed - placed_here) and places kept back by hand (held - held_here) count on every day.
CREATE OR REPLACE FUNCTION enrolment_is_full(p_class bigint, p_during daterange, p_except bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT enrolment_peak(p_class, p_during, p_except) + 1
        > licensed - (placed - placed_here) - (held - held_here)
    FROM providers_careclass WHERE id = p_class
$$;

-- Why a child may not have a place in a class in p_during: closed, too_young, too_old or full. NULL: it may.
CREATE OR REPLACE FUNCTION enrolment_obstacle(
    p_class bigint, p_child bigint, p_during daterange, p_except bigint
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    class providers_careclass;
    band record;
    months int;
BEGIN
    SELECT * INTO class FROM providers_careclass WHERE id = p_class;
    IF class.closed_on IS NOT NULL AND NOT p_during <@ daterange(NULL, class.closed_on) THEN
        RETURN 'closed';
    END IF;
    SELECT enrolment_months(born, lower(p_during)) INTO months FROM people_child WHERE id = p_child;
    SELECT * INTO band FROM enrolment_band(class.band, lower(p_during));
    IF NOT FOUND OR months < band.from_month THEN
        RETURN 'too_young';
    ELSIF months >= band.to_month THEN
        RETURN 'too_old';
    END IF;
    IF enrolment_is_full(p_class, p_during, p_except) THEN
        RETURN 'full';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION enrolment_placement_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong text;
BEGIN
    IF NEW.state = 'released' OR (
        TG_OP = 'UPDATE' AND OLD.state <> 'released' AND NEW.during <@ OLD.during
        AND (NEW.care_class_id, NEW.child_id, lower(NEW.during))
            = (OLD.care_class_id, OLD.child_id, lower(OLD.during))) THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM providers_careclass WHERE id = NEW.care_class_id FOR NO KEY UPDATE; -- guard
    wrong := enrolment_obstacle(NEW.care_class_id, NEW.child_id, NEW.during, NEW.id);
    IF wrong IS NULL AND NOT (
        EXISTS (SELECT 1 FROM providers_careclass WHERE id = NEW.care_class_id AND site_id = NEW.site_id)
        AND EXISTS (SELECT 1 FROM enrolment_case WHERE id = NEW.case_id AND child_id = NEW.child_id)) THEN
        wrong := 'elsewhere';
    END IF;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'no place in class % for child %: %', NEW.care_class_id, NEW.child_id, wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_' || wrong;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER enrolment_placement_fits BEFORE INSERT OR UPDATE ON enrolment_placement
    FOR EACH ROW EXECUTE FUNCTION enrolment_placement_fits();

-- Until when an offer stands. Steps: [[days before the start, hours], ...], the longest first. It does not end at
-- night (kernel_not_at_night) but stands until the morning.
CREATE OR REPLACE FUNCTION enrolment_offer_until(p_starts date, p_now timestamptz, p_rules jsonb)
RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT kernel_not_at_night(p_now + make_interval(hours => (step ->> 1)::int), p_rules -> 'night')
    FROM jsonb_array_elements(p_rules -> 'offer') WITH ORDINALITY AS steps(step, place)
    WHERE p_starts - (p_now AT TIME ZONE 'Asia/Shanghai')::date >= (step ->> 0)::int
    ORDER BY place LIMIT 1
$$;
