"""What people's domain does by itself, day by day. Each job may run twice without harm."""

from datetime import date, timedelta
from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app

from shanyu.domain.people.models import Household, Invitation
from shanyu.kernel import throttle
from shanyu.kernel.clock import now
from shanyu.kernel.events import subscribe

#: An invitation that nobody accepted is forgotten so long after its last day.
KEEP_INVITATIONS = timedelta(days=30)


@app.periodic(cron="10 3 * * *")
@app.task(name="people.forget_invitations")
def forget_invitations(timestamp: int = 0) -> int:
    """Delete invitations that nobody accepted and that ended a month ago; how many there were."""
    gone = Invitation.objects.filter(accepted_at=None, expires_at__lt=now() - KEEP_INVITATIONS)
    return gone.delete()[0]


@app.periodic(cron="20 3 * * *")
@app.task(name="people.sweep_rate_counts")
def sweep_rate_counts(timestamp: int = 0) -> int:
    """Forget how often keys were used before yesterday."""
    return throttle.sweep()


@app.periodic(cron="30 3 * * *")
@app.task(name="people.clear_sessions")
def clear_sessions(timestamp: int = 0) -> None:
    """Remove sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _region_merged(region_id: int, successor_id: int, on: date) -> None:
    """The households of a merged division live in its successor, or they would count as residents nowhere."""
    Household.objects.filter(region_id=region_id).update(region_id=successor_id)


subscribe("regions.region_merged", _region_merged)
