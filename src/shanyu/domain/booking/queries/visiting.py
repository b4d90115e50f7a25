"""When a site can be visited: the sessions of kind VISIT of its host."""

from datetime import date

from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.models import Host
from shanyu.domain.booking.queries.finding import FoundSession, SessionSearch, find_sessions
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@query("booking.site_visits", on=Site, audited=False)
def site_visits(actor: Actor, site: Site, *, until: date, limit: int = 4) -> list[FoundSession]:
    """The next slots of a site, the soonest first; none where it has never offered any."""
    host = Host.objects.filter(site=site).values_list("pk", flat=True).first()
    if host is None:
        return []
    search = SessionSearch(since=today(), until=until, kinds=(SessionKind.VISIT,), host=host, limit=limit)
    return find_sessions(actor, search).items
