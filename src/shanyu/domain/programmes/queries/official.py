"""What officials ask: counts, evidence by the clock, two runs side by side, contests; and what sites may know."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from shanyu.domain.programmes.kinds import ContestState, EntryState, EvidenceState, Group
from shanyu.domain.programmes.market import verified_groups
from shanyu.domain.programmes.models import (
    ClosedList,
    Contest,
    Entry,
    Evidence,
    Placing,
    Programme,
    ProgrammeClass,
    Run,
    Wish,
)
from shanyu.domain.programmes.placings import current_placings
from shanyu.domain.programmes.queries.entering import has_file
from shanyu.domain.programmes.refusals import EvidenceDecided, NotAtThisStep, ProtocolHeld
from shanyu.domain.programmes.rules import evidence_due, shown, smallest_group
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, OutOfReach
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class ClassCounts:
    """A class with how many wish it at all and first; None where a few might be recognised."""

    code: str
    cap: int
    wished: int | None
    first: int | None


@dataclass(frozen=True)
class Counts:
    """A programme in numbers. Entries and evidence are the office's own work and are told exactly."""

    entered: int
    withdrawn: int
    seats: int
    evidence_waiting: int
    contests_open: int
    classes: tuple[ClassCounts, ...]


@dataclass(frozen=True)
class ToCheck:
    """A claim that waits for a verifier: not who, only what, for which programme, and until when."""

    evidence: UUID
    programme: Programme
    group: str
    claimed_at: datetime
    due_at: datetime
    late: bool


@dataclass(frozen=True)
class Claim:
    """A claim in full, for the verifier on duty.

    lives, around: of a claim to live near a site, the street and the community of the family's address and of the
    site, from the outer to the inner; else, and where the address is not known, empty.
    """

    evidence: Evidence
    child: str
    months: int
    details: str
    has_file: bool = False
    lives: tuple[Region, ...] = ()
    around: tuple[Region, ...] = ()


@dataclass(frozen=True)
class GroupLine:
    """How a group (`all`: everybody) came off in the runs that are compared; None where a few might be recognised.

    placed, first: children with a place, and with their first wish, by run.
    """

    group: str
    entries: int | None
    placed: tuple[int | None, ...]
    first: tuple[int | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Runs side by side. differing: children whom the first two place differently."""

    runs: tuple[Run, ...]
    groups: tuple[GroupLine, ...]
    same_inputs: bool
    differing: int | None


@dataclass(frozen=True)
class GivenPlace:
    """A child who has a place, for its future class: nothing of why."""

    child: UUID
    name: str
    months: int


@dataclass(frozen=True)
class Contested:
    """A contest in full for whoever reviews it."""

    contest: Contest
    words: str
    reasons: list[dict]


@query("programmes.counts", on=Programme)
def counts(actor: Actor, programme: Programme) -> Counts:
    """How many entered, what waits, and how the classes are wished. Six questions, however many entries."""
    states = Counter(dict(_grouped(Entry.objects.filter(programme=programme), "state")))
    current = Wish.objects.filter(
        entry__programme=programme, entry__state=EntryState.ENTERED, version=F("entry__version")
    )
    wished = dict(_grouped(current, "programme_class"))
    first = dict(_grouped(current.filter(rank=1), "programme_class"))
    classes = list(programme.classes.order_by("code"))
    return Counts(
        entered=states[EntryState.ENTERED],
        withdrawn=states[EntryState.WITHDRAWN],
        seats=sum(one.cap for one in classes),
        evidence_waiting=Evidence.objects.filter(
            entry__programme=programme, entry__state=EntryState.ENTERED, state=EvidenceState.CLAIMED
        ).count(),
        contests_open=Contest.objects.filter(run__programme=programme, state=ContestState.OPEN).count(),
        classes=tuple(
            ClassCounts(one.code, one.cap, shown(wished.get(one.pk, 0)), shown(first.get(one.pk, 0)))
            for one in classes
        ),
    )


def _grouped(rows: QuerySet, by: str) -> QuerySet:
    return rows.order_by().values_list(by).annotate(number=Count("pk"))


@query("programmes.evidence_to_check", of=Evidence)
def evidence_to_check(actor: Actor, evidence: QuerySet[Evidence]) -> list[ToCheck]:
    """What the verifier has to check, the most urgent first."""
    rows = evidence.filter(state=EvidenceState.CLAIMED, entry__state=EntryState.ENTERED)
    rows = rows.select_related("entry__programme").defer("details", "reason", "entry__programme__seed")
    found = []
    for one in rows.order_by("created_at", "pk"):
        due = evidence_due(one.created_at)
        programme = one.entry.programme
        found.append(ToCheck(one.public_id, programme, one.group, one.created_at, due, due <= now()))
    return found


@query("programmes.read_evidence", on=Evidence)
def read_evidence(actor: Actor, evidence: Evidence) -> Claim:
    """One claim in full, while it waits for the verifier. Raises EvidenceDecided afterwards."""
    if evidence.state != EvidenceState.CLAIMED:
        raise EvidenceDecided
    child = evidence.entry.child
    touched(child)
    details = evidence.details.reveal() if evidence.details else ""
    months = completed_months(child.born, today())
    lives, around = (), ()
    if evidence.group == Group.NEIGHBOUR:
        lives, around = _way_to(child.household.region), _way_to(evidence.site.region)
    return Claim(evidence, child.name.reveal(), months, details, has_file(evidence), lives, around)


def _way_to(region: Region | None) -> tuple[Region, ...]:
    """The street and the community that a region lies in."""
    if region is None:
        return ()
    rows = Region.objects.filter(pk__in=region.lineage, level__in=[Level.TOWN, Level.COMMUNITY])
    return tuple(rows.order_by("code"))


@query("programmes.compare_runs", on=Programme)
def compare_runs(actor: Actor, programme: Programme, *, runs: list[UUID]) -> Comparison:
    """Runs of a programme side by side, by group; small numbers hidden, and with them what they could be taken from.

    Groups overlap, so no line is the rest of others. Raises OutOfReach for a run of another programme.
    """
    rows = {
        one.public_id: one
        for one in Run.objects.filter(programme=programme, public_id__in=runs).defer("protocol")
    }
    if not runs or len(rows) != len(set(runs)):
        raise OutOfReach
    chosen = [rows[key] for key in runs]
    members: dict[str, set[int]] = defaultdict(set)
    for entry, groups in verified_groups(programme, programme.starts_on).items():
        for group, _site in groups:
            members[group].add(entry)
    everybody = set(Entry.objects.filter(programme=programme).values_list("pk", flat=True))
    results: dict[int, dict[int, tuple[int | None, int]]] = defaultdict(dict)
    values = Placing.objects.filter(run__in=chosen, contest=None)
    for run, entry, given, position in values.values_list("run", "entry", "programme_class", "position"):
        results[run][entry] = (given, position)
    lines = [_group_line("all", everybody, chosen, results)]
    lines += [_group_line(group, members[group], chosen, results) for group in sorted(members)]
    differing = 0
    if len(chosen) > 1:
        one, two = (results[run.pk] for run in chosen[:2])
        differing = sum(one.get(entry, (None, 0)) != two.get(entry, (None, 0)) for entry in everybody)
    same = len({run.inputs_digest for run in chosen}) == 1
    return Comparison(tuple(chosen), tuple(lines), same, shown(differing))


def _group_line(group: str, members: set[int], chosen: list[Run], results: dict) -> GroupLine:
    placed = [sum(1 for entry in members if results[run.pk].get(entry, (None, 0))[1]) for run in chosen]
    first = [sum(1 for entry in members if results[run.pk].get(entry, (None, 0))[1] == 1) for run in chosen]
    size = len(members)
    if shown(size) is None:
        return GroupLine(group, None, (None,) * len(chosen), (None,) * len(chosen))
    return GroupLine(group, size, tuple(_of(n, size) for n in placed), tuple(_of(n, size) for n in first))


def _of(number: int, size: int) -> int | None:
    """A part of a group: hidden where the part or what is left of it is small."""
    return None if shown(number) is None or shown(size - number) is None else number


@query("programmes.contests", of=Contest)
def contests(actor: Actor, rows: QuerySet[Contest]) -> list[Contested]:
    """What waits for a review, the oldest first, with the engine's reasons."""
    waiting = list(
        rows.filter(state=ContestState.OPEN)
        .select_related("entry", "run__programme")
        .defer("run__protocol", "run__programme__seed")
        .order_by("opened_at", "pk")
    )
    given = Placing.objects.filter(entry__in=[one.entry_id for one in waiting], contest=None)
    why = {
        (run, entry): reasons
        for run, entry, reasons in given.filter(run__published_at__isnull=False).values_list(
            "run", "entry", "reasons"
        )
    }
    touched(*waiting)
    return [Contested(one, one.words.reveal(), why.get((one.run_id, one.entry_id), [])) for one in waiting]


@query("programmes.given_places", on=ProgrammeClass)
def given_places(actor: Actor, programme_class: ProgrammeClass) -> list[GivenPlace]:
    """Who comes to a class once the result is published: that a place is given, and nothing of why."""
    done = Run.objects.filter(programme=programme_class.programme_id, published_at__isnull=False)
    run = done.defer("protocol").first()
    if run is None:
        return []
    rows = current_placings(run).filter(programme_class=programme_class)
    children = [one.entry.child for one in rows.select_related("entry__child").order_by("entry")]
    touched(*children)
    on = programme_class.programme.starts_on
    return [GivenPlace(one.public_id, one.name.reveal(), completed_months(one.born, on)) for one in children]


@query("programmes.protocol", on=Programme, audited=False)
def protocol(actor: Actor, programme: Programme) -> dict:
    """The public protocol of the published result, without names. Raises NotAtThisStep, ProtocolHeld."""
    run = Run.objects.filter(programme=programme, published_at__isnull=False).first()
    if run is None:
        raise NotAtThisStep
    listed = ClosedList.objects.get(programme=programme).applications
    sizes = Counter(group for one in listed for group in set(one["groups"]))
    if any(number < smallest_group(today()) for number in sizes.values()):
        raise ProtocolHeld
    return run.protocol
