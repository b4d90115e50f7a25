-- A month of the daily record. Made beside the table and attached, which keeps nobody from writing to other months.
CREATE OR REPLACE FUNCTION care_month(wanted date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  first_day CONSTANT date := date_trunc('month', wanted)::date;
  month CONSTANT text := 'care_entry_' || to_char(first_day, 'YYYY_MM');
BEGIN
  IF to_regclass(month) IS NOT NULL THEN
    RETURN false;
  END IF;
  PERFORM pg_advisory_xact_lock(7310200);
  -- to_regclass may still remember that there was none; a statement of its own sees what was committed meanwhile.
  IF EXISTS (SELECT FROM pg_class WHERE relname = month AND relnamespace = current_schema()::regnamespace) THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE care_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', month);
  EXECUTE format(
    'ALTER TABLE care_entry ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    month, first_day, (first_day + interval '1 month')::date
  );
  RETURN true;
END
$$;
