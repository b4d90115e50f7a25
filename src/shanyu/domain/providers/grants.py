"""What an account was granted by providers: posts at sites, and acting for an operator.

A post gives its role over the site, and over the class where it names one. A health worker is a carer, and by the
second factor also the one who looks after the health of all children of the site; a cook or a guard has no role.
"""

from shanyu.kernel.door import grant_source

grant_source("""
    SELECT CASE post.role WHEN 'health_worker' THEN 'carer' ELSE post.role END, place.over, place.target
    FROM providers_post AS post
    JOIN providers_worker AS worker ON worker.id = post.worker_id
    CROSS JOIN LATERAL (VALUES ('site', post.site_id), ('class', post.care_class_id)) AS place (over, target)
    WHERE worker.account_id = %(account)s AND (post.valid @> %(on)s::date) IS TRUE AND place.target IS NOT NULL
      AND post.role IN ('head', 'carer', 'health_worker', 'station_keeper', 'neighbour_carer')
""")

grant_source("""
    SELECT 'health_worker', 'site', post.site_id FROM providers_post AS post
    JOIN providers_worker AS worker ON worker.id = post.worker_id
    WHERE worker.account_id = %(account)s AND (post.valid @> %(on)s::date) IS TRUE AND post.role = 'health_worker'
""")

grant_source("""
    SELECT 'operator', 'operator', operator_id FROM providers_operatorpost
    WHERE account_id = %(account)s AND (valid @> %(on)s::date) IS TRUE
""")
