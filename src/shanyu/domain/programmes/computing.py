"""What a run computes, step by step: outside any transaction until it is kept, so that nobody waits for it."""

from dataclasses import asdict, dataclass

from django.db import transaction

from shanyu.domain.programmes import notices
from shanyu.domain.programmes.kinds import ProgrammeState, RunKind, RunProblem, RunState, Step
from shanyu.domain.programmes.market import announcement_of, current_list, market, rehearsal
from shanyu.domain.programmes.models import ClosedList, Entry, Placing, Programme, RuleSet, Run
from shanyu.engines.allocation import invariants, lottery, protocol, running
from shanyu.engines.allocation.reasons import all_reasons
from shanyu.kernel.clock import now

#: How far a run is when it begins a step, in hundredths.
PROGRESS = {
    Step.READING: 2,
    Step.SHADOW: 10,
    Step.ALLOCATING: 30,
    Step.CHECKING: 55,
    Step.EXPLAINING: 70,
    Step.WRITING: 80,
    Step.KEEPING: 90,
}


class Stopped(Exception):
    """Somebody stopped the run, or took it for lost: what was computed is thrown away."""


class Failed(Exception):
    """The run cannot give a result; the problem's code says why."""


@dataclass(frozen=True)
class Found:
    """What a run found: its result, what is wrong with it, and the rows that families and officials read."""

    run: running.Run
    wrong: list[dict]
    digest: str


def compute(key: int) -> str:
    """Take a planned run and compute it. Returns the state it is in then; nothing happens to one that was taken."""
    mine = Run.objects.filter(pk=key, state=RunState.WAITING)
    if not mine.update(state=RunState.RUNNING, progress=PROGRESS[Step.READING], modified_at=now()):
        return Run.objects.values_list("state", flat=True).get(pk=key)
    run = Run.objects.select_related("programme__last_rules", "programme__region", "rules").get(pk=key)
    try:
        (_final if run.kind == RunKind.FINAL else _dry)(run)
    except Stopped:
        return Run.objects.values_list("state", flat=True).get(pk=key)
    except Failed as failed:
        fail(run, failed.args[0])
    run.refresh_from_db()
    notices.tell_run(run)
    return Run.objects.values_list("state", flat=True).get(pk=key)


def fail(run: Run, problem: RunProblem) -> None:
    """Say of a run under way that it gives no result."""
    Run.objects.filter(pk=run.pk, ended_at=None).update(
        state=RunState.FAILED, problem=problem, ended_at=now(), modified_at=now()
    )


def report(run: Run, step: Step) -> None:
    """Tell how far the run is. Raises Stopped where it is no longer wanted."""
    going = Run.objects.filter(pk=run.pk, state=RunState.RUNNING)
    if not going.update(step=step, progress=PROGRESS[step], modified_at=now()):
        raise Stopped


def _dry(run: Run) -> None:
    programme = run.programme
    closed = ClosedList.objects.filter(programme=programme).first()
    listed = closed.applications if closed else current_list(programme)
    report(run, Step.ALLOCATING)
    found = _checked(run, _run(run, run.rules, listed, rehearsal(listed)), listed)
    report(run, Step.KEEPING)
    with transaction.atomic():
        _keep(run, found)


def _final(run: Run) -> None:
    programme = run.programme
    if programme.state != ProgrammeState.DRAWN:
        raise Failed(RunProblem.CHANGED)
    listed, seed = programme.closed_list.applications, bytes.fromhex(programme.seed.reveal())
    shadow = None
    if programme.last_rules is not None:
        report(run, Step.SHADOW)
        shadow = _checked(run, _drawn(run, programme.last_rules, listed, seed), listed)
    report(run, Step.ALLOCATING)
    result = _drawn(run, run.rules, listed, seed)
    report(run, Step.CHECKING)
    found = _checked(run, result, listed)
    report(run, Step.EXPLAINING)
    why = {name: [vars(one) for one in rows] for name, rows in all_reasons(result).items()}
    report(run, Step.WRITING)
    document = protocol.write(result, announcement_of(programme), seed, programme.drawn_value)
    report(run, Step.KEEPING)
    with transaction.atomic():
        # The programme first, as whoever publishes locks it: its state stands until this run is kept.
        row = Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
        if (row.state, row.drawn_value) != (ProgrammeState.DRAWN, programme.drawn_value):
            raise Failed(RunProblem.CHANGED)
        if shadow:
            beside = Run.objects.create(
                programme=programme,
                kind=RunKind.SHADOW,
                rules=programme.last_rules,
                rehearsal=False,
                state=RunState.RUNNING,
                progress=PROGRESS[Step.KEEPING],
                made_by_id=run.made_by_id,
            )
            _keep(beside, shadow)
        _keep(run, found, document, why)


def _drawn(run: Run, rules: RuleSet, listed: list[dict], seed: bytes) -> running.Run:
    drawn = protocol.draw(market(run.programme, listed, rules), seed, run.programme.drawn_value)
    return _run(run, rules, listed, drawn)


def _run(run: Run, rules: RuleSet, listed: list[dict], drawn: list[str]) -> running.Run:
    """The engine's run; between its turns whoever stopped it is heard. Raises Failed, Stopped."""

    def watch(_turn: int) -> None:
        if not Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(modified_at=now()):
            raise Stopped

    try:
        return running.run(market(run.programme, listed, rules), drawn, watch)
    except ValueError as problem:
        raise Failed(RunProblem.IMPOSSIBLE) from problem


def _checked(run: Run, found: running.Run, listed: list[dict]) -> Found:
    """The result as the second program sees it."""
    placed = [(name, site) for name, site in found.assigned().items() if site is not None]
    wrong = invariants.check(found.programme, found.lines, placed, [closure.site for closure in found.closed])
    return Found(found, [asdict(one) for one in wrong], lottery.digest(listed))


def _keep(
    run: Run, found: Found, document: dict | None = None, why: dict[str, list[dict]] | None = None
) -> None:
    """The run's result and placings, in a fixed number of statements. Raises Stopped."""
    going = Run.objects.select_for_update(of=("self",), no_key=True).filter(pk=run.pk, state=RunState.RUNNING)
    if not going.exists():
        raise Stopped
    Placing.objects.bulk_create(_placings(run, found.run, why or {}), batch_size=1000)
    going.update(
        state=RunState.DONE,
        step=Step.KEEPING,
        progress=100,
        ended_at=now(),
        modified_at=now(),
        inputs_digest=found.digest,
        findings=found.wrong,
        objections=len(found.run.objections()),
        closed=[asdict(one) for one in found.run.closed],
        protocol=document,
    )


def _placings(run: Run, found: running.Run, why: dict[str, list[dict]]) -> list[Placing]:
    """Only a final run is told to families, so only it keeps its reasons."""
    entries = dict(Entry.objects.filter(programme=run.programme).values_list("alias", "pk"))
    classes = dict(run.programme.classes.values_list("code", "pk"))
    wishes = {one.id: one.wishes for one in found.programme.applications}
    seats, moment = found.seats(), now()
    return [
        Placing(
            run=run,
            entry_id=entries[name],
            programme_class_id=None if code is None else classes[code],
            position=0 if code is None else wishes[name].index(code) + 1,
            seat=seats.get(name, ""),
            reasons=why.get(name, []),
            created_at=moment,
        )
        for name, code in found.assigned().items()
    ]
