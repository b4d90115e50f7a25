"""A session's own page: what everybody may read."""

from shanyu.domain.booking.models import Session
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@query("booking.session_page", on=Session, audited=False)
def session_page(actor: Actor, session: Session) -> Session:
    """One session with its host and counter."""
    return Session.objects.select_related("host__site", "host__partner", "counter", "room").get(pk=session.pk)
