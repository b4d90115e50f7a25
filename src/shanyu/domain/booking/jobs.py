"""What booking does by itself: settle what falls due, and tell families. Each job may run twice without harm."""

import time

from django.db import connection
from procrastinate.contrib.django import app

from shanyu.domain.booking import claims
from shanyu.domain.booking.models import Counter
from shanyu.domain.booking.telling import in_a_rush, tell_all
from shanyu.kernel.clock import now
from shanyu.kernel.planning import plan, planned

#: Seconds that `tell` waits for more to tell.
_WAITS = 1


@app.periodic(cron="* * * * *")
@app.task(name="booking.settle_due", queueing_lock="booking.settle_due")
def settle_due(timestamp: int = 0) -> int:
    """Settle every session in which something has fallen due. Returns how many.

    Claims settle too, so that nothing depends on this job being on time; it is for sessions nobody touches.
    """
    due = list(Counter.objects.filter(due_at__lte=now()).order_by("due_at").values_list("pk", flat=True))
    for session in due:
        claims.settle(session)
    tell()
    return len(due)


@app.task(name="booking.tell")
def tell() -> int:
    """Tell families what the ledger has noted and nobody has told yet. Returns how many entries.

    A rush comes first: everybody in it reads the answer on the page, and is told once it is over, or when the oldest
    has waited a minute.
    """
    told = tell_all()
    # One that is planned already is enough: else they would grow with every second of a rush.
    if in_a_rush() and not planned(tell):
        plan(tell, seconds=_WAITS)
    return told


class _Planned:
    """Until when what commits in this process is told by the job that it has planned last, by its own clock."""

    until = 0.0


def tell_soon() -> None:
    """Plan `tell`. It waits a second, so that in a rush one job of each process tells of many claims.

    Inside a transaction, whose commit may come late, a job of its own is planned. `settle_due` makes up for a lost one.
    """
    alone = not connection.in_atomic_block
    if alone and time.monotonic() < _Planned.until:
        return
    plan(tell, seconds=_WAITS)
    if alone:
        _Planned.until = time.monotonic() + _WAITS * 0.9
