"""What an account was granted by people: guardianship over children, roles over regions and the platform."""

from shanyu.kernel.door import grant_source

grant_source("""
    SELECT 'guardian', 'child', child_id FROM people_guardianship
    WHERE account_id = %(account)s AND (valid @> %(on)s::date) IS TRUE
""")

grant_source("""
    SELECT role, CASE WHEN region_id IS NULL THEN 'platform' ELSE 'region' END, region_id FROM people_rolegrant
    WHERE account_id = %(account)s AND (valid @> %(on)s::date) IS TRUE
""")
