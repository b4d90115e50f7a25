"""Asking about illness: the board of a site, one's own child, and what the authority watches."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from shanyu.domain.care.here import placements
from shanyu.domain.care.kinds import Symptom
from shanyu.domain.people.models import Child
from shanyu.domain.protection import rules
from shanyu.domain.protection.counting import SYMPTOM, sign_counts
from shanyu.domain.protection.kinds import ILL, Disease, IllnessState, ProofState, SuspensionState
from shanyu.domain.protection.models import Illness, ReturnProof, Suspension, Warning
from shanyu.domain.protection.queries.incidents import said
from shanyu.domain.protection.queries.returning import MayReturn, may_return, suspended
from shanyu.domain.protection.reach import children_at
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule

#: For how long a warning, and an illness that has ended, is still shown.
SHOWN_DAYS = 30


@dataclass(frozen=True)
class IllnessLine:
    """One episode. `name` is the child's, for those who may read it; `proof` the newest paper."""

    illness: Illness
    name: str
    disease: str
    state: str
    source: str
    words: str
    proof: ReturnProof | None
    returns: MayReturn


@dataclass(frozen=True)
class WarningLine:
    """One warning with its threshold, and what was proposed or decided."""

    warning: Warning
    signal: str
    first: date
    last: date
    rule: Rule | None
    proposed: Suspension | None
    in_force: Suspension | None


@dataclass(frozen=True)
class SignCell:
    """How many children of a class show a sign today, and how many on a usual day. `high`: more than usual."""

    care_class: str
    symptom: str
    today: int
    usual: float
    high: bool


@dataclass(frozen=True)
class Board:
    """The illness board of a site."""

    site: Site
    ill: list[IllnessLine]
    proofs: list[IllnessLine]
    ended: list[IllnessLine]
    warnings: list[WarningLine]
    closed: list[Suspension]
    signs: list[SignCell]
    children: list[tuple[UUID, str]]
    usual: Rule


@query("protection.my_health_sites", of=Site)
def my_health_sites(actor: Actor, sites: QuerySet[Site]) -> list[Site]:
    """The sites whose children's health somebody looks after."""
    return list(sites.select_related("operator").order_by("sort_key", "pk"))


@query("protection.illness_board", on=Site)
def illness_board(actor: Actor, site: Site) -> Board:
    """Who is ill, whose paper waits, who may come again, what goes round and which classes are closed."""
    day = today()
    rows = Illness.objects.filter(site=site).select_related("child", "care_class").prefetch_related("proofs")
    ill = [line_of(one, day) for one in rows.filter(state__in=ILL).order_by("onset_on", "pk")]
    ended = rows.exclude(state__in=ILL).filter(ended_on__gt=day - timedelta(days=SHOWN_DAYS))
    children = list(Child.objects.filter(pk__in=children_at(Site.objects.filter(pk=site.pk))))
    audit.touched(*(line.illness.child for line in ill), *children)
    return Board(
        site=site,
        ill=ill,
        proofs=[line for line in ill if line.proof and line.proof.state == ProofState.WAITING],
        ended=[line_of(one, day) for one in ended.order_by("-ended_on", "-pk")],
        warnings=_warnings(Warning.objects.filter(site=site), day),
        closed=list(_in_force(Suspension.objects.filter(site=site), day).select_related("care_class")),
        signs=_signs(site, day),
        children=sorted(((one.public_id, one.name.reveal()) for one in children), key=lambda pair: pair[1]),
        usual=rules.book.rule("symptoms.usual", day),
    )


@query("protection.read_proof", on=ReturnProof)
def read_proof(actor: Actor, proof: ReturnProof) -> File:
    """The paper itself. Raises NoFile and FileLost."""
    return opened(proof.upload)


@dataclass(frozen=True)
class Door:
    """What must be known at the door of a class: that it is closed, and children who may not come, or are looked at."""

    closed: Suspension | None
    children: list[tuple[str, MayReturn]]


@query("protection.at_the_door", on=CareClass)
def at_the_door(actor: Actor, care_class: CareClass) -> Door:
    """Today's class: closed or not, and by name the children whom an illness still keeps away or in sight."""
    day = today()
    there = Child.objects.filter(pk__in=placements(day).filter(care_class=care_class).values("child"))
    late = Q(illnesses__proofs__returns_on__gt=day, illnesses__state=IllnessState.CLEARED)
    kept = list(there.filter(Q(illnesses__state__in=ILL) | late).distinct().order_by("pk"))
    audit.touched(*kept)
    return Door(suspended(care_class, day), [(one.name.reveal(), may_return(one, day)) for one in kept])


@dataclass(frozen=True)
class ChildHealth:
    """What a guardian sees of one child: episodes, whether the child may come, and which class is closed."""

    child: Child
    name: str
    lines: list[IllnessLine]
    returns: MayReturn
    closed: list[Suspension]
    sites: list[Site]


@query("protection.health_of_children", of=Child)
def health_of_children(actor: Actor, children: QuerySet[Child]) -> list[ChildHealth]:
    """One's own children, the eldest first: no other child stands in it, also not as a count."""
    own = list(children.order_by("born", "pk"))
    audit.touched(*own)
    return [_health(one, today()) for one in own]


def _health(child: Child, day: date) -> ChildHealth:
    rows = Illness.objects.filter(child=child).select_related("child", "site").prefetch_related("proofs")
    placed = list(placements(day).filter(child=child).select_related("care_class", "site__operator"))
    closed = [
        one
        for place in placed
        for one in _in_force(Suspension.objects.filter(site=place.site_id), day).select_related(
            "care_class", "site"
        )
        if one.care_class_id in (None, place.care_class_id)
    ]
    return ChildHealth(
        child=child,
        name=child.name.reveal(),
        lines=[line_of(one, day) for one in rows.order_by("-onset_on", "-pk")],
        returns=may_return(child, day),
        closed=closed,
        sites=[place.site for place in placed],
    )


@query("protection.watched_warnings", of=Warning)
def watched_warnings(actor: Actor, rows: QuerySet[Warning]) -> list[WarningLine]:
    """The warnings of the region within a month, the newest first: site, class, days and numbers, no child."""
    found = _warnings(rows, today())
    audit.touched(*(line.warning for line in found))
    return found


def signal_words(signal: str) -> str:
    """The disease, or the sign, that a warning is about."""
    if signal.startswith(SYMPTOM):
        return str(Symptom(signal.removeprefix(SYMPTOM)).label)
    return str(Disease(signal).label)


def line_of(one: Illness, day: date) -> IllnessLine:
    proofs = sorted(one.proofs.all(), key=lambda proof: proof.pk)
    return IllnessLine(
        illness=one,
        name=one.child.name.reveal(),
        disease=one.get_disease_display(),
        state=one.get_state_display(),
        source=one.get_source_display(),
        words=said(one.words),
        proof=proofs[-1] if proofs else None,
        returns=may_return(one.child, day),
    )


def _in_force(rows: QuerySet[Suspension], day: date) -> QuerySet[Suspension]:
    """What is closed on a day, or will be."""
    return rows.filter(state=SuspensionState.IN_FORCE, during__endswith__gt=day).order_by("pk")


def _warnings(rows: QuerySet[Warning], day: date) -> list[WarningLine]:
    late = rows.filter(during__endswith__gt=day - timedelta(days=SHOWN_DAYS))
    found = late.select_related("site__region", "site__operator", "care_class").prefetch_related(
        "suspensions"
    )
    return [_warning(one, day) for one in found.order_by("-raised_at", "-pk")]


def _warning(one: Warning, day: date) -> WarningLine:
    by_state = {suspension.state: suspension for suspension in one.suspensions.all()}
    return WarningLine(
        warning=one,
        signal=signal_words(one.signal),
        first=one.during.lower,
        last=one.during.upper - timedelta(days=1),
        rule=rules.book.in_force(one.rule, day),
        proposed=by_state.get(SuspensionState.PROPOSED),
        in_force=by_state.get(SuspensionState.IN_FORCE),
    )


def _signs(site: Site, day: date) -> list[SignCell]:
    back = rules.book.rule("symptoms.usual", day).value["usual_days"]
    names = dict(site.classes.values_list("pk", "name"))
    found = []
    for (care_class, symptom), counts in sign_counts(site, day).items():
        before = sum(count for on, count in counts.items() if on < day)
        if counts.get(day):
            label = str(Symptom(symptom).label)
            high = rules.unusual(counts, day)
            found.append(SignCell(names.get(care_class, ""), label, counts[day], before / back, high))
    return sorted(found, key=lambda cell: (not cell.high, -cell.today, cell.care_class, cell.symptom))
