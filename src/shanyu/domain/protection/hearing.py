"""What protection hears from the daily record: signs of checks and absences, refused hand-overs, corrections."""

from collections.abc import Sequence

from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Entry, Leave
from shanyu.domain.people.models import Child
from shanyu.domain.protection import rules
from shanyu.domain.protection.jobs import count_soon
from shanyu.domain.protection.kinds import IllnessState, IncidentKind, Severity, Source
from shanyu.domain.protection.models import HurtChild, Incident, Sign
from shanyu.domain.protection.notices import tell_of_incident
from shanyu.domain.protection.noting import note_episode, note_signs
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.events import subscribe


def on_recorded(site: Site, entries: Sequence[Entry]) -> None:
    """Note what new entries say of illness, in the transaction that keeps them; the counting is planned."""
    replaced = [mark for one in entries for mark in one.replaces]
    changed = bool(replaced) and Sign.objects.filter(mark__in=replaced).delete()[0] > 0
    for one in entries:
        if one.withdrawn:
            continue
        if one.kind == Kind.CHECK:
            changed |= _check(site, one)
        elif one.kind == Kind.REFUSED:
            _refused(site, one)
    if changed:
        count_soon(site.pk)


def _check(site: Site, entry: Entry) -> bool:
    symptoms = entry.facts.get("symptoms") or []
    if not symptoms:
        return False
    child = Child.objects.get(pk=entry.child_id)
    note_signs(child, site, entry.day, symptoms, Source.CHECK, mark=entry.mark)
    for disease in rules.suspected_of(symptoms, entry.facts.get("temperature"), today()):
        note_episode(
            child, site, disease, entry.day, Source.CHECK, IllnessState.SUSPECTED, by=entry.account_id
        )
    return True


def _refused(site: Site, entry: Entry) -> None:
    """A child was not handed over: an incident, told to the guardians and the head like any other."""
    if entry.account_id is None or Incident.objects.filter(mark=entry.mark).exists():
        return
    made = Incident.objects.create(
        mark=entry.mark, site_id=site.pk, care_class_id=entry.care_class_id, kind=IncidentKind.REFUSED,
        severity=Severity.SLIGHT, happened_at=entry.at, what=entry.note, recorded_by_id=entry.account_id,
        report_due_at=rules.report_due(Severity.SLIGHT, entry.at, today()),
    )  # fmt: skip
    HurtChild.objects.create(incident=made, child_id=entry.child_id, at=now())
    tell_of_incident(made, entry.account_id)


def on_leave_told(leave: Leave) -> None:
    """Note the signs that a guardian named with an absence: for its first day, or today if that is to come."""
    if leave.symptoms:
        day = min(leave.during.lower, today())
        note_signs(leave.child, leave.site, day, leave.symptoms, Source.ABSENCE, mark=leave.public_id)
        count_soon(leave.site_id)


def on_leave_withdrawn(leave: Leave) -> None:
    """The child comes after all: what was said for today is taken back with it; days that have passed stay."""
    if Sign.objects.filter(mark=leave.public_id, day__gte=today()).delete()[0]:
        count_soon(leave.site_id)


subscribe("care.recorded", on_recorded)
subscribe("care.leave_told", on_leave_told)
subscribe("care.leave_withdrawn", on_leave_withdrawn)
