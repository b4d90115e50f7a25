"""What families ask: which programmes there are, what became of their entries, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet, Sum

from shanyu.domain.people.models import Child
from shanyu.domain.programmes.kinds import EntryState, EvidenceState, ProgrammeState
from shanyu.domain.programmes.models import Contest, Entry, Evidence, Placing, Programme, Wish
from shanyu.domain.programmes.rules import contest_until, waives
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Role
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme with its places, and which of the asker's children it fits by age (their public ids)."""

    programme: Programme
    open_now: bool
    children: tuple[UUID, ...] = ()
    names: tuple[str, ...] = ()
    entered: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class WishLine:
    """One wish and what came of it. outcome and decided_by are the engine's codes; `seats_more` would have sufficed.

    drawn, last_drawn: the place in the lottery, of this child and of the last one on an open seat.
    """

    code: str
    name: str
    outcome: str = ""
    closed: bool = False
    place: int = 0
    last_place: int = 0
    seats_more: int = 0
    decided_by: str | None = None
    group: str | None = None
    drawn: int = 0
    last_drawn: int = 0


@dataclass(frozen=True)
class EntryLine:
    """An entry with its wishes; `placed` is the code of its class once the result is published, `waived` the fee."""

    entry: Entry
    name: str
    wishes: tuple[WishLine, ...]
    published: bool
    placed: str | None
    by_review: bool
    waived: bool
    fee_fen: int
    contest: str
    contest_reason: str
    contest_until: datetime | None


@dataclass(frozen=True)
class EvidenceLine:
    """A claim as its own family reads it."""

    evidence: Evidence
    details: str
    reason: str


def is_open(programme: Programme, moment: datetime) -> bool:
    gathering = programme.state in (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN)
    return gathering and programme.opens_at <= moment < programme.closes_at


@query("programmes.announced", of=Programme, audited=False)
def announced(
    actor: Actor, programmes: QuerySet[Programme], *, region: int | None = None
) -> list[ProgrammeLine]:
    """Programmes that are announced and not over, those that close first before; of one region if asked."""
    rows = programmes.exclude(state=ProgrammeState.OVER).select_related("region", "rules").defer("seed")
    rows = rows.annotate(seats=Sum("classes__cap"), class_count=Count("classes"))
    if region is not None:
        rows = rows.filter(region__lineage__contains=[region])
    return [ProgrammeLine(row, is_open(row, now())) for row in rows.order_by("closes_at", "pk")]


@query("programmes.programme", on=Programme, audited=False)
def programme(actor: Actor, row: Programme) -> Programme:
    """One announced programme with its classes, reserves, rules, amendments, and the digest of its frozen list."""
    whole = Programme.objects.select_related("region", "rules", "closed_list").prefetch_related(
        "classes__reserves", "classes__parts", "classes__site", "amendments"
    )
    return whole.defer("seed", "closed_list__applications").get(pk=row.pk)


@query("programmes.for_my_children", of=Programme)
def for_my_children(actor: Actor, programmes: QuerySet[Programme]) -> list[ProgrammeLine]:
    """Announced programmes whose region holds a child's home and whose ages fit one of the asker's children."""
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child")).select_related(
        "household__region"
    )
    children = list(children.order_by("pk"))
    rows = programmes.exclude(state=ProgrammeState.OVER).select_related("region").defer("seed")
    rows = rows.annotate(seats=Sum("classes__cap"), class_count=Count("classes"))
    entered = set(Entry.objects.filter(child__in=children).values_list("programme", "child"))
    found = []
    for row in rows.order_by("closes_at", "pk"):
        fits = [child for child in children if fits_child(row, child)]
        if fits:
            line = ProgrammeLine(
                row,
                is_open(row, now()),
                tuple(child.public_id for child in fits),
                tuple(child.name.reveal() for child in fits),
                tuple(child.public_id for child in fits if (row.pk, child.pk) in entered),
            )
            found.append(line)
    touched(*children)
    return found


def fits_child(row: Programme, child: Child) -> bool:
    """Whether the home is in the programme's region and the age within its ages when the period starts."""
    home = child.household.region
    if home is None or row.region_id not in home.lineage or child.born > row.starts_on:
        return False
    return row.from_month <= completed_months(child.born, row.starts_on) < row.to_month


@query("programmes.my_entries", of=Entry)
def my_entries(actor: Actor, entries: QuerySet[Entry]) -> list[EntryLine]:
    """The entries of the asker's children, the newest first, with the result once it is published and why.

    A fixed number of questions, however many entries.
    """
    rows = with_results(entries)
    found = [entry_line(row) for row in rows.order_by("-programme__opens_at", "pk")]
    touched(*[line.entry for line in found])
    return found


def with_results(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with all that `entry_line` reads, in a fixed number of questions."""
    return entries.select_related("programme__region", "child").prefetch_related(
        Prefetch("wishes", Wish.objects.select_related("programme_class__site").order_by("rank")),
        Prefetch("evidence", Evidence.objects.filter(state=EvidenceState.VERIFIED)),
        Prefetch("contests", Contest.objects.order_by("-pk")),
        Prefetch(
            "placings",
            Placing.objects.filter(run__published_at__isnull=False)
            .select_related("programme_class__site", "run")
            .defer("run__protocol")
            .order_by("-pk"),
        ),
    )


def waived(evidence: list[Evidence], on: date) -> bool:
    """Whether evidence that is verified and holds on a day waives the fee."""
    holding = {one.group for one in evidence if one.expires_on is None or one.expires_on >= on}
    return waives(holding, on)


def entry_line(row: Entry) -> EntryLine:
    """An entry as its family reads it; `row` comes from `with_results`."""
    placings = list(row.placings.all())
    computed = next((one for one in placings if one.contest_id is None), None)
    latest = placings[0] if placings and row.state == EntryState.ENTERED else None
    told = {reason["site"]: reason for reason in computed.reasons} if computed else {}
    free = waived(list(row.evidence.all()), row.programme.starts_on)
    contest = next(iter(row.contests.all()), None)
    ends = contest_until(computed.run.published_at) if computed else None
    return EntryLine(
        entry=row,
        name=row.child.name.reveal(),
        wishes=tuple(
            wish_line(one, told.get(one.programme_class.code))
            for one in row.wishes.all()
            if one.version == row.version
        ),
        published=computed is not None,
        placed=latest.programme_class.code if latest and latest.programme_class else None,
        by_review=bool(latest and latest.contest_id),
        waived=free,
        fee_fen=0 if free else row.programme.fee_fen,
        contest=contest.state if contest else "",
        contest_reason=contest.reason.reveal() if contest and contest.reason else "",
        contest_until=ends,
    )


def wish_line(one: Wish, why: dict | None) -> WishLine:
    """A wish with what the engine said of it, if it was run."""
    chosen = one.programme_class
    names = (
        "outcome", "closed", "place", "last_place", "seats_more", "decided_by", "group", "drawn", "last_drawn",
    )  # fmt: skip
    return WishLine(chosen.code, chosen.name, **{name: why[name] for name in names} if why else {})


@query("programmes.my_evidence", of=Evidence)
def my_evidence(actor: Actor, evidence: QuerySet[Evidence]) -> list[EvidenceLine]:
    """What the asker's family claimed, in full, with what was found."""
    rows = list(evidence.select_related("entry", "site").order_by("-pk"))
    touched(*rows)
    return evidence_lines(rows)


def evidence_lines(rows: Iterable[Evidence]) -> list[EvidenceLine]:
    return [
        EvidenceLine(
            one, one.details.reveal() if one.details else "", one.reason.reveal() if one.reason else ""
        )
        for one in rows
    ]
