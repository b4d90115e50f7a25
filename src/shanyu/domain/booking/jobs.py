"""What booking does by itself: settle what falls due, and tell families. Each job may run twice without harm."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from shanyu.domain.booking import claims
from shanyu.domain.booking.models import Counter
from shanyu.domain.booking.telling import tell_all
from shanyu.kernel.clock import now


@app.periodic(cron="* * * * *")
@app.task(name="booking.settle_due", queueing_lock="booking.settle_due")
def settle_due(timestamp: int = 0) -> int:
    """Settle every session in which something has fallen due. Returns how many.

    Claims settle too, so that nothing depends on this job being on time; it is for sessions nobody touches.
    """
    due = list(Counter.objects.filter(due_at__lte=now()).order_by("due_at").values_list("pk", flat=True))
    for session in due:
        claims.settle(session)
    tell_all()
    return len(due)


@app.task(name="booking.tell", queueing_lock="booking.tell")
def tell() -> int:
    """Tell families what the ledger has noted and nobody has told yet. Returns how many entries."""
    return tell_all()


def tell_soon() -> None:
    """Plan `tell`. In a rush one is planned for all and tells everything; `settle_due` makes up for a lost one."""
    try:
        with transaction.atomic():
            tell.defer()
    except AlreadyEnqueued:
        return
