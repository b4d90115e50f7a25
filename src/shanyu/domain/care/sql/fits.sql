-- Whether the facts of an entry are those that its kind may have: the table is `care.facts.FACTS`.
CREATE OR REPLACE FUNCTION care_part_fits(part jsonb, given jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE part ->> 'type'
    WHEN 'one' THEN jsonb_typeof(given) = 'string' AND part -> 'of' ? (given #>> '{}')
    WHEN 'some' THEN jsonb_typeof(given) = 'array' AND part -> 'of' @> given
    WHEN 'number' THEN jsonb_typeof(given) = 'number'
      AND given::numeric BETWEEN (part ->> 'least')::numeric AND (part ->> 'most')::numeric
    WHEN 'yes' THEN jsonb_typeof(given) = 'boolean'
    WHEN 'id' THEN jsonb_typeof(given) = 'string' AND length(given #>> '{}') = 36
    ELSE jsonb_typeof(given) = 'array'
  END
$$;

CREATE OR REPLACE FUNCTION care_fits(kind text, facts jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  parts CONSTANT jsonb := $facts$/* facts */$facts$::jsonb -> kind;
  named record;
BEGIN
  IF parts IS NULL OR jsonb_typeof(facts) <> 'object' THEN
    RETURN false;
  END IF;
  FOR named IN SELECT * FROM jsonb_each(facts) LOOP
    IF NOT parts ? named.key OR NOT care_part_fits(parts -> named.key, named.value) THEN
      RETURN false;
    END IF;
  END LOOP;
  FOR named IN SELECT * FROM jsonb_each(parts) LOOP
    IF (named.value ->> 'needed')::boolean AND NOT facts ? named.key THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN kind <> 'medication' OR facts ->> 'given_by' <> facts ->> 'witnessed_by';
END
$$;
