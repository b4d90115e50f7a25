"""What an account was granted by booking: acting for a partner."""

from shanyu.kernel.door import grant_source

grant_source("""
    SELECT 'partner', 'partner', partner_id FROM booking_partnerpost
    WHERE account_id = %(account)s AND (valid @> %(on)s::date) IS TRUE
""")
