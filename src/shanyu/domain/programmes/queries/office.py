"""What the office asks to make and lead programmes: its list with drafts, one whole, rules, and who may check."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from shanyu.domain.people.models import Account
from shanyu.domain.programmes.kinds import ContestState, EntryState, EvidenceState, ProgrammeState
from shanyu.domain.programmes.models import Programme, ProgrammeClass, RuleSet, Verifier
from shanyu.domain.programmes.reach import VERIFIER_ROLES
from shanyu.domain.programmes.rules import contest_until
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class OfficeLine:
    """A programme with its numbers. next: what the office does next, as the verb's name; empty while it waits."""

    programme: Programme
    seats: int
    entered: int
    evidence_waiting: int
    contests_open: int
    next: str


@query("programmes.office_programmes", of=Programme)
def office_programmes(actor: Actor, programmes: QuerySet[Programme]) -> list[OfficeLine]:
    """The programmes of the asker's regions, drafts too, the newest window first. A fixed number of questions."""
    rows = list(programmes.select_related("region", "rules").defer("seed").order_by("-opens_at", "-pk"))
    seats = _sums(programmes, ProgrammeClass.objects.all())
    entered = _counts(rows, Q(entries__state=EntryState.ENTERED), "entries")
    waiting = _counts(
        rows,
        Q(entries__state=EntryState.ENTERED, entries__evidence__state=EvidenceState.CLAIMED),
        "entries__evidence",
    )
    contests = _counts(rows, Q(runs__contests__state=ContestState.OPEN), "runs__contests")
    touched(*rows)
    return [
        OfficeLine(
            row,
            seats.get(row.pk, 0),
            entered.get(row.pk, 0),
            waiting.get(row.pk, 0),
            contests.get(row.pk, 0),
            _next(row, waiting.get(row.pk, 0), contests.get(row.pk, 0)),
        )
        for row in rows
    ]


@query("programmes.office_programme", on=Programme)
def office_programme(actor: Actor, row: Programme) -> Programme:
    """One programme, a draft too, with classes, reserves, parts, verifiers, amendments and its list's digest."""
    verifiers = Verifier.objects.filter(ended_at=None).select_related("account").order_by("pk")
    whole = Programme.objects.select_related("region", "rules", "last_rules", "closed_list").prefetch_related(
        "classes__reserves", "classes__parts", "classes__site", "amendments", Prefetch("verifiers", verifiers)
    )
    return whole.defer("seed", "closed_list__applications").get(pk=row.pk)


@query("programmes.rule_sets", of=RuleSet)
def rule_sets(actor: Actor, rows: QuerySet[RuleSet]) -> list[RuleSet]:
    """Sets of rules that the asker's programmes may use, the newest first."""
    return list(rows.select_related("region").order_by("-since", "name", "-pk"))


@query("programmes.officials", on=Programme)
def officials(actor: Actor, programme: Programme) -> list[Account]:
    """Who may be named to check the programme's evidence: officials whose region holds it, today."""
    grants = Q(
        role_grants__role__in=VERIFIER_ROLES,
        role_grants__valid__contains=today(),
        role_grants__region__in=programme.region.lineage,
    )
    return list(Account.objects.filter(grants, is_active=True).distinct().order_by("name", "pk"))


@query("programmes.host_classes", of=ProgrammeClass)
def host_classes(actor: Actor, rows: QuerySet[ProgrammeClass]) -> list[ProgrammeClass]:
    """Classes of announced programmes at the asker's sites, those that begin last first."""
    found = rows.exclude(programme__state=ProgrammeState.DRAFT).select_related("programme", "site")
    found = found.defer("programme__seed").order_by("-programme__starts_on", "programme", "code")
    return list(found)


def _sums(programmes: QuerySet[Programme], classes: QuerySet[ProgrammeClass]) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = classes.filter(programme__in=programmes.values("pk")).values_list("programme", "cap")
    for programme, cap in rows:
        found[programme] = found.get(programme, 0) + cap
    return found


def _counts(rows: list[Programme], which: Q, what: str) -> dict[int, int]:
    found = Programme.objects.filter(which, pk__in=[row.pk for row in rows]).order_by()
    return dict(found.values_list("pk").annotate(number=Count(what)))


def _next(row: Programme, waiting: int, contests: int) -> str:
    """What stands next, by state and clock."""
    gathering = row.state in (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN)
    if row.state == ProgrammeState.DRAFT:
        return "announce"
    if gathering and now() >= row.closes_at:
        return "verify" if waiting else "close_list"
    if row.state == ProgrammeState.CLOSED:
        return "draw" if now() >= row.public_value_at else ""
    if row.state == ProgrammeState.DRAWN:
        return "publish"
    if row.state == ProgrammeState.PUBLISHED:
        return "review" if contests else _finish(row)
    return "verify" if waiting else ""


def _finish(row: Programme) -> str:
    return "finish" if now() >= contest_until(row.published_at) else ""
