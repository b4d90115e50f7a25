"""What a guardian's pages ask while entering and afterwards: the form, one entry whole, its evidence as a file."""

from dataclasses import dataclass
from uuid import UUID

from shanyu.domain.people.models import Child
from shanyu.domain.programmes.kinds import EntryState, EvidenceState, ProgrammeState
from shanyu.domain.programmes.models import Contest, Entry, Evidence, Programme, ProgrammeClass, Wish
from shanyu.domain.programmes.queries.family import (
    EntryLine,
    EvidenceLine,
    entry_line,
    evidence_lines,
    is_open,
    with_results,
)
from shanyu.domain.programmes.rules import most_wishes
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.files import File, opened
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, OutOfReach
from shanyu.kernel.door.verbs import query
from shanyu.kernel.models import Upload


@dataclass(frozen=True)
class EntryForm:
    """What may be entered for a child. fitting: classes that take its age when the period starts, by code.

    chosen: the wishes of the entry that is already there, the most wanted first. siblings: other children of the
    household who entered or could; together_fixed: what the household already asked for, None where it is free.
    """

    programme: Programme
    child: UUID
    name: str
    months: int
    fitting: tuple[ProgrammeClass, ...]
    entry: Entry | None
    chosen: tuple[UUID, ...]
    together: str
    together_fixed: str | None
    siblings: int
    most: int
    open_now: bool


@dataclass(frozen=True)
class EntryPage:
    """One entry whole, for its family: the result with its reasons, evidence, and what was said about a contest.

    classes: those of the programme by code. sites: where a group may hold at one site. files: the keys of claims
    with a paper.
    """

    line: EntryLine
    classes: dict[str, ProgrammeClass]
    sites: tuple[Site, ...]
    evidence: tuple[EvidenceLine, ...]
    files: frozenset[int]
    contest: Contest | None
    contest_words: str
    open_now: bool
    may_contest: bool


@query("programmes.entry_form", on=Child)
def entry_form(actor: Actor, child: Child, programme: UUID) -> EntryForm:
    """The form for one child and one announced programme. Raises OutOfReach for a draft."""
    rows = Programme.objects.exclude(state=ProgrammeState.DRAFT).select_related("rules", "region")
    row = rows.defer("seed").filter(public_id=programme).first()
    if row is None:
        raise OutOfReach
    entry = Entry.objects.filter(programme=row, child=child).first()
    months = completed_months(child.born, row.starts_on) if child.born <= row.starts_on else -1
    family = Entry.objects.filter(programme=row, household=child.household).exclude(child=child)
    asked = list(family.filter(state=EntryState.ENTERED).values_list("together", flat=True))
    others = Child.objects.filter(household=child.household).exclude(pk=child.pk)
    wishes = entry.wishes.filter(version=entry.version).order_by("rank") if entry else Wish.objects.none()
    return EntryForm(
        programme=row,
        child=child.public_id,
        name=child.name.reveal(),
        months=months,
        fitting=tuple(one for one in row.classes.select_related("site") if _takes(row, one, months)),
        entry=entry,
        chosen=tuple(wishes.values_list("programme_class__public_id", flat=True)),
        together=entry.together if entry else next(iter(asked), ""),
        together_fixed=next(iter(asked), None),
        siblings=sum(1 for one in others if _old_enough(row, one)),
        most=most_wishes(today()),
        open_now=is_open(row, now()),
    )


def _takes(row: Programme, one: ProgrammeClass, months: int) -> bool:
    return max(one.from_month, row.from_month) <= months < min(one.to_month, row.to_month)


def _old_enough(row: Programme, child: Child) -> bool:
    if child.born > row.starts_on:
        return False
    return row.from_month <= completed_months(child.born, row.starts_on) < row.to_month


@query("programmes.my_entry", on=Entry)
def my_entry(actor: Actor, entry: Entry) -> EntryPage:
    """One entry of one's own child, with everything its family may know."""
    row = with_results(Entry.objects.filter(pk=entry.pk)).get()
    line = entry_line(row)
    classes = list(row.programme.classes.select_related("site"))
    claims = Evidence.objects.filter(entry=row).select_related("site").order_by("-pk")
    contest = row.contests.all()[0] if row.contests.all() else None
    deadline = line.contest_until
    return EntryPage(
        line=line,
        classes={one.code: one for one in classes},
        sites=tuple({one.site_id: one.site for one in classes}.values()),
        evidence=tuple(evidence_lines(claims)),
        files=frozenset(_files(claims).values_list("owner_id", flat=True)),
        contest=contest,
        contest_words=contest.words.reveal() if contest else "",
        open_now=is_open(row.programme, now()),
        may_contest=bool(
            deadline
            and now() < deadline
            and row.programme.state == ProgrammeState.PUBLISHED
            and row.state == EntryState.ENTERED
            and not (contest and contest.state == "open")
        ),
    )


@query("programmes.my_evidence_file", on=Evidence)
def my_evidence_file(actor: Actor, evidence: Evidence) -> File:
    """The paper that the asker's family handed in. Raises NoFile, FileLost."""
    return opened(_files([evidence]).first())


@query("programmes.evidence_file", on=Evidence)
def evidence_file(actor: Actor, evidence: Evidence) -> File:
    """The paper of a claim, for the verifier while it waits. Raises OutOfReach afterwards, NoFile, FileLost."""
    if evidence.state != EvidenceState.CLAIMED:
        raise OutOfReach
    return opened(_files([evidence]).first())


def has_file(evidence: Evidence) -> bool:
    return _files([evidence]).exists()


def _files(evidence):
    keys = [one.pk for one in evidence]
    return Upload.objects.filter(owner_label=Evidence._meta.label_lower, owner_id__in=keys).order_by("-pk")
