"""Reporting suspected harm to the authority, and working such a report. No one at a site is told, asked or shown.

The audit trail keeps that a report was made, and not by whom: `audit.unnamed`.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.protection.kinds import HarmKind, HarmOutcome, HarmState
from shanyu.domain.protection.models import HarmReport, HarmStep
from shanyu.domain.protection.notices import tell_of_harm
from shanyu.domain.protection.reach import own_reports, workplaces
from shanyu.domain.protection.refusals import AlreadyTaken, NotYours, Settled
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import now
from shanyu.kernel.codes import new_code
from shanyu.kernel.door import Actor, Invalid, audit
from shanyu.kernel.door.verbs import action

MOST_WORDS = 2000


@dataclass(frozen=True)
class NewReport:
    """What somebody reports: `district` and `site` are keys, `whom` says of which child in words.

    `shielded`: nobody but the officer who works the report sees who sent it.
    """

    mark: UUID
    kind: str
    whom: str
    what: str
    district: int | None = None
    site: int | None = None
    shielded: bool = True
    police_called: bool = False


@action("protection.report_harm")
def report_harm(actor: Actor, new: NewReport) -> HarmReport:
    """Send a report to the district's authority. The same mark twice is one report. Raises Invalid."""
    audit.unnamed()
    known = HarmReport.objects.filter(own_reports(actor), mark=new.mark).first()
    if known is not None:
        return known
    site = workplaces(actor).filter(pk=new.site).select_related("region").first() if new.site else None
    district = _district(site.region) if site else _chosen(new.district)
    errors = {}
    if district is None or (new.site and site is None):
        errors["district"] = _("请选择事情发生在哪个区县。")
    if new.kind not in HarmKind.values:
        errors["kind"] = _("请选择您担心的是什么，不用有把握。")
    for name, words in (("whom", new.whom), ("what", new.what)):
        if not 0 < len(words.strip()) <= MOST_WORDS:
            errors[name] = _("请写下来，最多 %(most)s 个字。") % {"most": MOST_WORDS}
    if errors or HarmReport.objects.filter(mark=new.mark).exists():
        raise Invalid(errors or {"mark": _("请重新打开这一页再填。")})
    made = HarmReport.objects.create(
        number=new_code(),
        mark=new.mark,
        district=district,
        site=site,
        kind=new.kind,
        whom=new.whom.strip(),
        what=new.what.strip(),
        reporter=str(actor.account_id),
        shielded=new.shielded,
        police_called=new.police_called,
    )
    tell_of_harm(made)
    return made


@action("protection.take_harm_report", on=HarmReport)
def take_harm_report(actor: Actor, report: HarmReport) -> HarmReport:
    """Take a report up: from now on it has a name who works it. Raises AlreadyTaken."""
    if report.state != HarmState.SENT:
        raise AlreadyTaken
    report.state, report.officer_id, report.taken_at = HarmState.TAKEN, actor.account_id, now()
    report.save(update_fields=["state", "officer", "taken_at"])
    return report


@action("protection.add_harm_step", on=HarmReport)
def add_harm_step(actor: Actor, report: HarmReport, *, words: str) -> HarmStep:
    """Write down what was done. Raises Invalid, NotYours, Settled."""
    _check_own(actor, report)
    if not 0 < len(words.strip()) <= MOST_WORDS:
        raise Invalid({"words": _("请写下来，最多 %(most)s 个字。") % {"most": MOST_WORDS}})
    return HarmStep.objects.create(report=report, at=now(), officer_id=actor.account_id, words=words.strip())


@action("protection.close_harm_report", on=HarmReport)
def close_harm_report(actor: Actor, report: HarmReport, *, outcome: str, words: str) -> HarmReport:
    """End it with its outcome and the reasons. Raises Invalid, NotYours, Settled."""
    _check_own(actor, report)
    if outcome not in HarmOutcome.values:
        raise Invalid({"outcome": _("请选择结果。")})
    if not 0 < len(words.strip()) <= MOST_WORDS:
        raise Invalid({"words": _("请写下来，最多 %(most)s 个字。") % {"most": MOST_WORDS}})
    HarmStep.objects.create(report=report, at=now(), officer_id=actor.account_id, words=words.strip())
    report.state, report.outcome, report.closed_at = HarmState.CLOSED, outcome, now()
    report.save(update_fields=["state", "outcome", "closed_at"])
    return report


def _check_own(actor: Actor, report: HarmReport) -> None:
    if report.state != HarmState.TAKEN:
        raise Settled
    if report.officer_id != actor.account_id:
        raise NotYours


def _district(region: Region) -> Region | None:
    return Region.objects.filter(pk__in=region.lineage, level=Level.COUNTY).first()


def _chosen(key: int | None) -> Region | None:
    return Region.objects.filter(pk=key, level=Level.COUNTY).first() if key else None
