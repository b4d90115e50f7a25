"""What everybody may ask of a published result without loading it."""

from django.db import connection

from shanyu.domain.programmes.models import Programme, Run
from shanyu.domain.programmes.rules import smallest_group
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

_SMALLEST = """
    SELECT min(children) FROM (
        SELECT count(*) AS children
        FROM programmes_closedlist c,
             jsonb_array_elements(c.applications) AS entry,
             jsonb_array_elements_text(entry -> 'groups') AS name
        WHERE c.programme_id = %s
        GROUP BY name
    ) AS sizes
"""


@query("programmes.protocol_state", on=Programme, audited=False)
def protocol_state(actor: Actor, programme: Programme) -> str:
    """`public`: the protocol can be fetched; `held`: a group is too small for that; else empty."""
    if not Run.objects.filter(programme=programme, published_at__isnull=False).exists():
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_SMALLEST, [programme.pk])
        smallest = cursor.fetchone()[0]
    return "held" if smallest is not None and smallest < smallest_group(today()) else "public"
