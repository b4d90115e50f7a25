"""Who has which place now."""

from django.db.models import QuerySet

from shanyu.domain.programmes.kinds import EntryState
from shanyu.domain.programmes.models import Placing, Run


def current_placings(run: Run) -> QuerySet[Placing]:
    """The latest placing of every entry that still stands."""
    latest = Placing.objects.filter(run=run).order_by("entry", "-pk").distinct("entry")
    return Placing.objects.filter(pk__in=latest.values("pk"), entry__state=EntryState.ENTERED)
