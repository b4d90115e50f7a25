"""What officials ask of runs: how far one is, and which there are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from shanyu.domain.programmes.kinds import UNDER_WAY, RunKind, RunProblem, RunState, Step
from shanyu.domain.programmes.models import Programme, Run
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class RunView:
    """One run as the office sees it.

    progress: hundredths; step and problem as words (problem is empty unless it failed). under_way: ask again soon.
    findings: what the second program found wrong, as codes with where; objections: of families with several
    children. placed: how many got a place. signed: by how many. May it be published: `publishable`.
    """

    public_id: UUID
    kind: str
    kind_words: str
    rules: str
    state: str
    state_words: str
    progress: int
    step: str
    problem: str
    under_way: bool
    asked_at: datetime
    ended_at: datetime | None
    published_at: datetime | None
    findings: tuple[dict, ...]
    closed: tuple[dict, ...]
    objections: int
    placed: int
    signed: tuple[str, ...]
    publishable: bool
    programme: UUID
    signed_by_me: bool


@query("programmes.run", on=Run)
def run(actor: Actor, row: Run) -> RunView:
    """How far a run is, and what came of it once it is done."""
    return _view(_whole(Run.objects.filter(pk=row.pk)).get(), actor)


@query("programmes.runs", on=Programme)
def runs(actor: Actor, programme: Programme) -> list[RunView]:
    """A programme's runs, the newest first. A fixed number of questions."""
    rows = list(_whole(Run.objects.filter(programme=programme)).order_by("-pk"))
    touched(*rows)
    return [_view(row, actor) for row in rows]


def _whole(rows: QuerySet[Run]) -> QuerySet[Run]:
    placed = Count("placings__programme_class")
    rows = (
        rows.defer("protocol", "programme__seed")
        .select_related("rules", "programme")
        .prefetch_related("sign_offs__account")
    )
    return rows.annotate(placed=placed)


def _view(row: Run, actor: Actor) -> RunView:
    ready = row.state == RunState.DONE and row.kind == RunKind.FINAL and row.published_at is None
    return RunView(
        public_id=row.public_id,
        kind=row.kind,
        kind_words=str(RunKind(row.kind).label),
        rules=str(row.rules),
        state=row.state,
        state_words=str(RunState(row.state).label),
        progress=row.progress,
        step=str(Step(row.step).label),
        problem=str(RunProblem(row.problem).label) if row.problem else "",
        under_way=row.state in UNDER_WAY,
        asked_at=row.created_at,
        ended_at=row.ended_at,
        published_at=row.published_at,
        findings=tuple(row.findings),
        closed=tuple(row.closed),
        objections=row.objections,
        placed=row.placed,
        signed=tuple(one.account.name for one in sorted(row.sign_offs.all(), key=lambda one: one.pk)),
        publishable=ready and not row.findings,
        programme=row.programme.public_id,
        signed_by_me=any(one.account_id == actor.account_id for one in row.sign_offs.all()),
    )
