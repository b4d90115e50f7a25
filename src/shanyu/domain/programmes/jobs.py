"""What programmes do by themselves: windows open, evidence expires. Each job may run twice without harm."""

from procrastinate.contrib.django import app

from shanyu.domain.programmes.kinds import EvidenceState, ProgrammeState
from shanyu.domain.programmes.models import Evidence, Programme
from shanyu.kernel.clock import now, today

#: States in which evidence can still change the list.
GATHERING = (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN)


@app.periodic(cron="* * * * *")
@app.task(name="programmes.open_windows", queueing_lock="programmes.open_windows")
def open_windows(timestamp: int = 0) -> int:
    """Say of every programme whose window has begun that it is open. Entering asks the clock, not this."""
    due = Programme.objects.filter(state=ProgrammeState.ANNOUNCED, opens_at__lte=now())
    return due.update(state=ProgrammeState.OPEN, modified_at=now())


@app.periodic(cron="10 0 * * *")
@app.task(name="programmes.expire_evidence", queueing_lock="programmes.expire_evidence")
def expire_evidence(timestamp: int = 0) -> int:
    """Say of evidence whose last day is over that it has expired, while it could still count."""
    due = Evidence.objects.filter(
        state=EvidenceState.VERIFIED, expires_on__lt=today(), entry__programme__state__in=GATHERING
    )
    return due.update(state=EvidenceState.EXPIRED, modified_at=now())
