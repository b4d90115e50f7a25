"""Writing down what happened to a child, whom it was told, and everything that followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from shanyu.domain.enrolment.notices import guardians_of
from shanyu.domain.people.models import Account, Child
from shanyu.domain.protection import rules
from shanyu.domain.protection.kinds import WRITTEN, IncidentKind, Outcome, Severity, StepKind, Way
from shanyu.domain.protection.models import Acknowledgement, HurtChild, Incident, IncidentStep
from shanyu.domain.protection.notices import tell_of_incident, tell_of_report, tell_of_step
from shanyu.domain.protection.refusals import AlreadyClosed, NobodyToldYet, NotReportedYet
from shanyu.domain.protection.there import children_there
from shanyu.domain.providers.models import CareClass, Room, Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, audit
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import PICTURES, keep

MOST_WORDS = 1000
#: How far back somebody may still write something down, in days.
LATEST_DAYS = 30


@dataclass(frozen=True)
class NewIncident:
    """What a worker enters. `children` are public ids; `mark` is made once by the page or the device."""

    mark: UUID
    children: Sequence[UUID]
    kind: str
    severity: int
    happened_at: datetime
    what: str
    first_aid: str = ""
    room: int | None = None
    photo: IO[bytes] | None = None
    photo_name: str = ""


@action("protection.record_incident", on=Site)
def record_incident(actor: Actor, site: Site, new: NewIncident) -> Incident:
    """Write an incident down and tell the guardians and the head at once. The same mark twice is one incident.

    Raises Invalid, also for a child who is not in the actor's care there today.
    """
    known = Incident.objects.filter(mark=new.mark, site=site, recorded_by=actor.account_id).first()
    if known is not None:
        return known
    there = children_there(actor, site)
    concerned = [there[key] for key in new.children if key in there]
    _check(new, len(concerned) == len(new.children))
    room = Room.objects.filter(site=site, pk=new.room).first() if new.room else None
    if Incident.objects.filter(mark=new.mark).exists():
        raise Invalid({"mark": _("请重新打开这一页再填。")})
    made = Incident.objects.create(
        mark=new.mark,
        site=site,
        care_class=_one_class([one.care_class for one in concerned]),
        room=room,
        kind=new.kind,
        severity=new.severity,
        happened_at=new.happened_at,
        what=new.what.strip(),
        first_aid=new.first_aid.strip() or None,
        recorded_by_id=actor.account_id,
        report_due_at=rules.report_due(new.severity, new.happened_at, today()),
    )
    for one in concerned:
        HurtChild.objects.create(incident=made, child=one.child, at=now())
        audit.touched(one.child)
    if new.photo is not None:
        made.photo = keep(new.photo, name=new.photo_name, owner=made, allowed=PICTURES)
        made.save(update_fields=["photo"])
    tell_of_incident(made, actor.account_id)
    return made


@action("protection.add_step", on=Incident)
def add_step(actor: Actor, incident: Incident, *, mark: UUID, kind: str, words: str) -> IncidentStep:
    """Write down what was done since. The same mark twice is one step. Raises Invalid, AlreadyClosed."""
    if (known := _known(incident, mark)) is not None:
        return known
    _check_open(incident)
    if kind not in WRITTEN:
        raise Invalid({"kind": _("请选择做了什么。")})
    step = _step(actor, incident, kind, mark=mark, words=_worded(words))
    tell_of_step(step)
    return step


@action("protection.tell_guardian", on=Incident)
def tell_guardian(
    actor: Actor, incident: Incident, *, mark: UUID, child: UUID, guardian: UUID, way: str, at: datetime,
    words: str = "",
) -> IncidentStep:  # fmt: skip
    """Write down which guardian was told when and how. Raises Invalid, AlreadyClosed."""
    if (known := _known(incident, mark)) is not None:
        return known
    _check_open(incident)
    concerned = Child.objects.filter(incidents__incident=incident, public_id=child).first()
    told = _guardian(concerned, guardian)
    errors = {}
    if told is None:
        errors["guardian"] = _("请选择告知了谁。")
    if way not in Way.values:
        errors["way"] = _("请选择怎样告知。")
    if not incident.happened_at <= at <= now():
        errors["at"] = _("请核对告知的时间。")
    if errors:
        raise Invalid(errors)
    return _step(
        actor, incident, StepKind.TOLD, mark=mark, at=at, told=told, child=concerned, way=way,
        words=words.strip()[:MOST_WORDS] or None,
    )  # fmt: skip


@action("protection.grade_incident", on=Incident)
def grade_incident(actor: Actor, incident: Incident, *, severity: int, words: str) -> Incident:
    """Change how grave it is, with the reason. The time to report counts from when it happened. Raises Invalid."""
    _check_open(incident)
    if severity not in Severity.values or severity == incident.severity:
        raise Invalid({"severity": _("请选择与现在不同的严重程度。")})
    _step(actor, incident, StepKind.GRADED, severity=severity, words=_worded(words))
    incident.severity = severity
    incident.report_due_at = rules.report_due(severity, incident.happened_at, today())
    incident.save(update_fields=["severity", "report_due_at"])
    return incident


@action("protection.report_incident", on=Incident)
def report_incident(actor: Actor, incident: Incident) -> Incident:
    """Report it to the authority, which sees site, kind, severity and times, and no name. Twice is once."""
    if incident.reported_at is None:
        _check_open(incident)
        incident.reported_at = now()
        incident.save(update_fields=["reported_at"])
        _step(actor, incident, StepKind.REPORTED)
        tell_of_report(incident)
    return incident


@action("protection.close_incident", on=Incident)
def close_incident(actor: Actor, incident: Incident, *, outcome: str, words: str = "") -> Incident:
    """End it with its outcome. Raises Invalid, AlreadyClosed, NotReportedYet and NobodyToldYet."""
    _check_open(incident)
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("请选择结果。")})
    if incident.report_due_at is not None and incident.reported_at is None:
        raise NotReportedYet
    children = set(incident.concerned.values_list("child", flat=True))
    if children - set(incident.steps.filter(kind=StepKind.TOLD).values_list("child", flat=True)):
        raise NobodyToldYet
    step = _step(actor, incident, StepKind.CLOSED, words=words.strip()[:MOST_WORDS] or None)
    incident.closed_at, incident.outcome = now(), outcome
    incident.save(update_fields=["closed_at", "outcome"])
    tell_of_step(step)
    return incident


@action("protection.acknowledge_incident", on=Incident)
def acknowledge_incident(actor: Actor, incident: Incident) -> Incident:
    """A guardian has read it. Twice is once."""
    Acknowledgement.objects.get_or_create(
        incident=incident, account_id=actor.account_id, defaults={"at": now()}
    )
    return incident


def _check(new: NewIncident, all_there: bool) -> None:
    errors = {}
    if not new.children or not all_there or len(set(new.children)) != len(new.children):
        errors["children"] = _("请选择涉及的孩子，只能是今天由您照护的。")
    if new.kind not in IncidentKind.values:
        errors["kind"] = _("请选择发生了什么。")
    if new.severity not in Severity.values:
        errors["severity"] = _("请选择严重程度。")
    if not now() - timedelta(days=LATEST_DAYS) <= new.happened_at <= now():
        errors["happened_at"] = _("请核对发生的时间，不能晚于现在，也不能早于 30 天前。")
    if not 0 < len(new.what.strip()) <= MOST_WORDS:
        errors["what"] = _("请写下经过，最多 %(most)s 个字。") % {"most": MOST_WORDS}
    if len(new.first_aid) > MOST_WORDS:
        errors["first_aid"] = _("最多 %(most)s 个字。") % {"most": MOST_WORDS}
    if errors:
        raise Invalid(errors)


def _one_class(classes: Sequence[CareClass | None]) -> CareClass | None:
    """The class of all of them; none where they come from several, and then only the office sees it."""
    return classes[0] if len({one and one.pk for one in classes}) == 1 else None


def _known(incident: Incident, mark: UUID) -> IncidentStep | None:
    return IncidentStep.objects.filter(mark=mark, incident=incident).first()


def _check_open(incident: Incident) -> None:
    if incident.closed_at is not None:
        raise AlreadyClosed


def _worded(words: str) -> str:
    if not 0 < len(words.strip()) <= MOST_WORDS:
        raise Invalid({"words": _("请写下来，最多 %(most)s 个字。") % {"most": MOST_WORDS}})
    return words.strip()


def _guardian(child: Child | None, guardian: UUID) -> Account | None:
    held = guardians_of(child.pk) if child else []
    return next((one for one in held if one.public_id == guardian), None)


def _step(actor: Actor, incident: Incident, kind: str, **facts: object) -> IncidentStep:
    defaults = {"mark": uuid4(), "at": now(), "account_id": actor.account_id}
    return IncidentStep.objects.create(incident=incident, kind=kind, **(defaults | facts))
