"""Asking about incidents: the site's own, one's own child's, and what the authority sees of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.notices import guardians_of
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.unmasking import Reason
from shanyu.domain.protection import rules
from shanyu.domain.protection.kinds import StepKind
from shanyu.domain.protection.models import Incident, IncidentStep
from shanyu.domain.protection.there import There, children_there
from shanyu.domain.providers.models import Room, Site
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.clock import SHANGHAI, now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach, Role, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule

#: So many are listed at once, the newest first.
MOST = 100


@dataclass(frozen=True)
class Somebody:
    """A child or guardian by name, for those who may read it."""

    public_id: UUID
    name: str


@dataclass(frozen=True)
class StepView:
    """A step with its words in clear. `told` and `child` are names, empty where nobody was told."""

    kind: str
    label: str
    at: datetime
    by: str
    words: str
    told: str
    way: str
    child: str
    severity: str


@dataclass(frozen=True)
class IncidentLine:
    """One line of a list. `names` is empty for the authority; `late`: the time to report it has passed."""

    incident: Incident
    kind: str
    severity: str
    names: str
    late: bool
    acknowledged: bool


@dataclass(frozen=True)
class IncidentView:
    """All of an incident. `to_tell` are guardians by child, for the form; `grade` is the rule of its severity."""

    line: IncidentLine
    what: str
    first_aid: str
    recorded_by: str
    children: list[Somebody]
    steps: list[StepView]
    to_tell: list[tuple[Somebody, list[Somebody]]]
    untold: list[str]
    read_by: list[tuple[str, datetime]]
    has_photo: bool
    rule: Rule
    may_run: bool


@dataclass(frozen=True)
class IncidentForm:
    """What a worker chooses from: children in their care there today, and rooms."""

    site: Site
    children: list[There]
    names: dict[UUID, str]
    rooms: list[Room]


@query("protection.incident_form", on=Site)
def incident_form(actor: Actor, site: Site) -> IncidentForm:
    """The choices of the form; the names of the children are read."""
    there = children_there(actor, site)
    names = {key: one.child.name.reveal() for key, one in there.items()}
    audit.touched(*(one.child for one in there.values()))
    children = sorted(there.values(), key=lambda one: names[one.child.public_id])
    return IncidentForm(site, children, names, list(site.rooms.order_by("floor", "name")))


@query("protection.incidents", of=Incident)
def incidents(
    actor: Actor, rows: QuerySet[Incident], *, site: UUID | None = None, open_only: bool = False
) -> list[IncidentLine]:
    """The newest incidents within reach, of one site or of all; the open ones first."""
    found = rows.filter(site__public_id=site) if site else rows
    if open_only:
        found = found.filter(closed_at=None)
    found = found.select_related("site", "care_class", "room").prefetch_related(
        "concerned__child", "acknowledgements"
    )
    lines = [line_of(one) for one in found.order_by("-happened_at", "-pk")[:MOST]]
    audit.touched(*(line.incident for line in lines))
    return sorted(lines, key=lambda line: line.incident.closed_at is not None)


@query("protection.incident", on=Incident)
def incident(actor: Actor, one: Incident) -> IncidentView:
    """One incident with its words and names, for who works at the site."""
    return view_of(one, may_run=actor.has(Role.HEAD, Role.OPERATOR, Role.STATION_KEEPER, Role.HEALTH_WORKER))


@query("protection.incident_photo", on=Incident)
def incident_photo(actor: Actor, one: Incident) -> File:
    """The photograph of an incident. Raises NoFile and FileLost."""
    return opened(one.photo)


@query("protection.incidents_of_child", on=Child)
def incidents_of_child(actor: Actor, child: Child) -> list[IncidentLine]:
    """Every incident of one's own child, the newest first; no other child is named."""
    rows = Incident.objects.filter(concerned__child=child).select_related("site", "care_class", "room")
    return [line_of(one, only=child, by=actor.account_id) for one in rows.order_by("-happened_at", "-pk")]


@query("protection.own_incident", on=Incident)
def own_incident(actor: Actor, one: Incident) -> IncidentView:
    """An incident of one's own child: what happened, first aid, every step; of other children nothing."""
    children = actor.targets(Role.GUARDIAN, "child")
    own = Child.objects.filter(incidents__incident=one, pk__in=children).order_by("pk").first()
    if own is None:
        raise OutOfReach
    return view_of(one, only=own, by=actor.account_id)


@dataclass(frozen=True)
class WatchedIncident:
    """What the authority sees of an incident: site, kind, severity, times. No child and no words."""

    incident: Incident
    kind: str
    severity: str
    late: bool
    told_at: datetime | None
    steps: list[tuple[str, datetime]]
    children: int


@query("protection.watched_incidents", of=Incident)
def watched_incidents(
    actor: Actor, rows: QuerySet[Incident], *, since: date | None = None
) -> list[WatchedIncident]:
    """Incidents that must be or were reported, the open ones first, then the newest."""
    first = since or today() - timedelta(days=90)
    start = datetime.combine(first, datetime.min.time(), SHANGHAI)
    found = (
        rows.filter(happened_at__gte=start).select_related("site__region__parent").prefetch_related("steps")
    )
    watched = [_watched(one) for one in found.order_by("-happened_at", "-pk")[:MOST]]
    audit.touched(*(one.incident for one in watched))
    return sorted(watched, key=lambda one: (one.incident.closed_at is not None, not one.late))


@query("protection.watched_incident", on=Incident)
def watched_incident(actor: Actor, one: Incident) -> WatchedIncident:
    """One incident as the authority sees it."""
    return _watched(one)


@dataclass(frozen=True)
class Unmasked:
    """Names and words of an incident, for the officer who has said why."""

    children: list[str]
    what: str
    first_aid: str


@query("protection.unmask_incident", on=Incident)
def unmask_incident(actor: Actor, one: Incident, *, reason: str) -> Unmasked:
    """The names and words of an incident. Raises Invalid without a listed reason, which the trail keeps."""
    if reason not in Reason.values:
        raise Invalid({"reason": _("请选择查看的理由。")})
    audit.because(reason)
    children = [row.child for row in one.concerned.select_related("child")]
    audit.touched(*children)
    return Unmasked([child.name.reveal() for child in children], said(one.what), said(one.first_aid))


def line_of(one: Incident, *, only: Child | None = None, by: int | None = None) -> IncidentLine:
    """One line; `only` is the child that may be named."""
    children = [row.child for row in one.concerned.all() if only is None or row.child_id == only.pk]
    read = {row.account_id for row in one.acknowledgements.all()}
    late = one.reported_at is None and one.report_due_at is not None and one.report_due_at < now()
    return IncidentLine(
        one, one.get_kind_display(), one.get_severity_display(),
        "、".join(child.name.reveal() for child in children), late, by in read if by else bool(read),
    )  # fmt: skip


def view_of(
    one: Incident, *, only: Child | None = None, by: int | None = None, may_run: bool = False
) -> IncidentView:
    """All of an incident in clear; with `only`, nothing of another child and nothing that is only the site's."""
    children = [row.child for row in one.concerned.select_related("child")]
    audit.touched(*children)
    steps = list(one.steps.select_related("account", "told", "child").order_by("at", "pk"))
    told = {step.child_id for step in steps if step.kind == StepKind.TOLD}
    shown = [only] if only else children
    read = one.acknowledgements.select_related("account").order_by("at")
    return IncidentView(
        line=line_of(one, only=only, by=by),
        what=said(one.what),
        first_aid=said(one.first_aid),
        recorded_by=one.recorded_by.name,
        children=[Somebody(child.public_id, child.name.reveal()) for child in shown],
        steps=[_step(step) for step in steps if only is None or step.child_id in (None, only.pk)],
        to_tell=[
            (Somebody(child.public_id, child.name.reveal()), [_guardian(held) for held in guardians_of(child.pk)])
            for child in ([] if only else children)
        ],
        untold=[child.name.reveal() for child in shown if child.pk not in told],
        read_by=[] if only else [(row.account.name, row.at) for row in read],
        # On a photograph of several children a guardian would see another's.
        has_photo=one.photo_id is not None and only is None,
        rule=rules.book.rule(f"report.{one.severity}", today()),
        may_run=may_run,
    )  # fmt: skip


def said(sealed: object) -> str:
    """The words of a sealed field, or nothing."""
    return sealed.reveal() if sealed else ""


def _guardian(held: Account) -> Somebody:
    return Somebody(held.public_id, held.name)


def _step(step: IncidentStep) -> StepView:
    return StepView(
        kind=step.kind,
        label=step.get_kind_display(),
        at=step.at,
        by=step.account.name,
        words=said(step.words),
        told=step.told.name if step.told else "",
        way=step.get_way_display() if step.way else "",
        child=step.child.name.reveal() if step.child else "",
        severity=step.get_severity_display() if step.severity else "",
    )


def _watched(one: Incident) -> WatchedIncident:
    steps = sorted(one.steps.all(), key=lambda step: (step.at, step.pk))
    told = [step.at for step in steps if step.kind == StepKind.TOLD]
    line = line_of(one, only=Child())
    return WatchedIncident(
        one, line.kind, line.severity, line.late, min(told, default=None),
        [(step.get_kind_display(), step.at) for step in steps], one.concerned.count(),
    )  # fmt: skip
