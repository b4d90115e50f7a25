"""What programmes do by themselves: compute, open windows, let evidence expire. Each job may run twice without harm."""

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from shanyu.domain.programmes import computing, notices
from shanyu.domain.programmes.kinds import UNDER_WAY, EvidenceState, ProgrammeState, RunProblem, RunState
from shanyu.domain.programmes.models import Evidence, Programme, Run
from shanyu.engines.allocation.warming import warm_up
from shanyu.kernel.clock import now, today
from shanyu.kernel.planning import plan, planned

#: States in which evidence can still change the list.
GATHERING = (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN)

BUSY_SECONDS = 3
TOLD_AT_ONCE = 100
TELLING = timedelta(hours=1)
#: A run that has given no sign of life for so long has lost its worker; one that waits so long, its job.
LOST = {RunState.RUNNING: timedelta(minutes=20), RunState.WAITING: timedelta(hours=6)}


@app.task(name="programmes.compute")
def compute(run: int) -> str:
    """Compute one planned run; later where another is being computed, so that other jobs find a worker.

    Returns the run's state.
    """
    if Run.objects.filter(state=RunState.RUNNING).exists():
        plan(compute, seconds=BUSY_SECONDS, run=run)
        return RunState.WAITING.value
    return computing.compute(run)


@app.task(name="programmes.get_ready", queueing_lock="programmes.get_ready")
def get_ready() -> None:
    """Compile the engine days before a large list is allocated."""
    warm_up()


@app.task(name="programmes.tell_result")
def tell_result(run: int, after: int = 0) -> int:
    """Tell families a published result, some at a time; each is told once. Returns how many entries."""
    with transaction.atomic():
        row = (
            Run.objects.defer("protocol").select_related("programme").get(pk=run, published_at__isnull=False)
        )
        found = list(notices.told_next(row, after, TOLD_AT_ONCE))
        for entry in found:
            notices.tell_result(row, entry)
        if found:
            plan(tell_result, run=run, after=found[-1].pk)
        else:
            Run.objects.filter(pk=run).update(told_at=now(), modified_at=now())
    return len(found)


@app.periodic(cron="25 * * * *")
@app.task(name="programmes.go_on_telling", queueing_lock="programmes.go_on_telling")
def go_on_telling(timestamp: int = 0) -> int:
    """Begin again where telling a result broke off: its worker died. Returns how many results."""
    late = Run.objects.filter(published_at__lt=now() - TELLING, told_at=None)
    keys = [] if planned(tell_result) else list(late.values_list("pk", flat=True))
    for key in keys:
        plan(tell_result, run=key)
    return len(keys)


@app.periodic(cron="*/5 * * * *")
@app.task(name="programmes.give_up_lost_runs", queueing_lock="programmes.give_up_lost_runs")
def give_up_lost_runs(timestamp: int = 0) -> int:
    """Say of runs whose worker or job is gone that they failed. Returns how many."""
    found = [
        run
        for run in Run.objects.filter(state__in=UNDER_WAY).defer("protocol")
        if run.modified_at < now() - LOST[run.state]
    ]
    for run in found:
        computing.fail(run, RunProblem.LOST)
    return len(found)


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
