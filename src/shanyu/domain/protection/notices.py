"""Telling guardians, heads and the authority. No name, no injury and no disease stands in a notice: it may be seen.

Of a report of suspected harm only the officers of its district are told.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from shanyu.domain.care.here import placements
from shanyu.domain.enrolment.notices import guardians_of, heads_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account, RoleGrant
from shanyu.domain.protection.kinds import ProofState
from shanyu.domain.protection.models import (
    HarmReport,
    Illness,
    Incident,
    IncidentStep,
    ReturnProof,
    Suspension,
    Warning,
)
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Role


def officers_of(region: Region) -> Iterable[Account]:
    """The officers of the district that a place lies in."""
    grants = RoleGrant.objects.filter(
        role=Role.DISTRICT_OFFICER, region__in=region.lineage, valid__contains=today()
    )
    return Account.objects.filter(pk__in=grants.values("account")).order_by("pk")


def office_of(site: Site) -> Iterable[Account]:
    """Today's heads and health workers of a site, or keepers of a station."""
    posts = site.posts.filter(
        role=PostRole.HEALTH_WORKER, valid__contains=today(), worker__account__isnull=False
    )
    heads = {one.pk for one in heads_of(site)}
    workers = set(posts.values_list("worker__account", flat=True))
    return Account.objects.filter(pk__in=heads | workers).order_by("pk")


def tell_of_incident(incident: Incident, by: int | None) -> None:
    """Guardians and the head, at once; the authority where it must be reported is told by the report itself."""
    for child in incident.concerned.values_list("child", flat=True):
        for one in guardians_of(child):
            _tell(
                one, by, "incident", _("孩子在园有一件事要告诉您"), _("请打开看经过和处理，看过请点“已知道”。"),
                f"/family/incidents/{incident.public_id}/", f"incident:{incident.pk}", urgent=True,
            )  # fmt: skip
    for one in heads_of(incident.site):
        _tell(
            one, by, "incident", _("班上记下了一件意外事件"), _("请打开看经过，跟进处理和报告。"),
            f"/office/incidents/{incident.public_id}/", f"incident:{incident.pk}:office", urgent=True,
        )  # fmt: skip


def tell_of_step(step: IncidentStep) -> None:
    """Guardians of what was done since."""
    for child in step.incident.concerned.values_list("child", flat=True):
        for one in guardians_of(child):
            _tell(
                one, step.account_id, "incident_step", _("之前的那件事有了新的记录"), _("请打开看后来的处理。"),
                f"/family/incidents/{step.incident.public_id}/", f"incident_step:{step.pk}",
            )  # fmt: skip


def tell_of_report(incident: Incident) -> None:
    """The officers of the district: a site has reported an incident."""
    for one in officers_of(incident.site.region):
        _tell(
            one, None, "incident_reported", _("有机构报告了一件意外事件"), _("请打开看机构、类型、程度和时间。"),
            f"/authority/incidents/{incident.public_id}/", f"incident_reported:{incident.pk}", urgent=True,
        )  # fmt: skip


def tell_of_harm(report: HarmReport) -> None:
    """The officers of the district, and nobody else."""
    for one in officers_of(report.district):
        _tell(
            one, None, "harm", _("收到一份强制报告"), _("请立即打开受理。"),
            f"/authority/harm/{report.public_id}/", f"harm:{report.pk}", urgent=True,
        )  # fmt: skip


def tell_of_warning(warning: Warning) -> None:
    """The head, the health worker and the officers of the district, at once and once."""
    for one in office_of(warning.site):
        _tell(
            one, None, "warning", _("本园达到传染病聚集预警"), _("请打开看依据和建议，尽快处理。"),
            f"/office/sites/{warning.site.public_id}/illness/", f"warning:{warning.pk}:office", urgent=True,
        )  # fmt: skip
    for one in officers_of(warning.site.region):
        _tell(
            one, None, "warning", _("有机构达到传染病聚集预警"), _("请打开看机构、日期和人数。"),
            "/authority/protection/", f"warning:{warning.pk}", urgent=True,
        )  # fmt: skip


def tell_of_suspension(suspension: Suspension, ended: bool = False) -> None:
    """The guardians of the children of a class (or of the whole site): from when to when, and no child's name."""
    day = max(today(), suspension.during.lower) if suspension.during.lower else today()
    placed = placements(day).filter(site=suspension.site)
    if suspension.care_class_id:
        placed = placed.filter(care_class=suspension.care_class)
    title = _("停班提前结束") if ended else _("班级停班通知")
    body = _("请打开看从哪天起可以送孩子来。") if ended else _("请打开看从哪天到哪天，以及家里怎样照护。")
    held = Account.objects.filter(
        guardianships__child__in=placed.values("child"), guardianships__valid__contains=today()
    )
    for one in held.distinct().order_by("pk"):
        _tell(
            one, None, "suspension", title, body, "/family/protection/",
            f"suspension:{suspension.pk}:{suspension.state}", urgent=True,
        )  # fmt: skip


def tell_of_proof(proof: ReturnProof, by: int | None) -> None:
    """The office that a paper waits, or the guardians how it was looked at."""
    illness = proof.illness
    if proof.state == ProofState.WAITING:
        for one in office_of(illness.site):
            _tell(
                one, by, "proof", _("有一份复课证明等您查看"), _("认可后，孩子才能返园。"),
                f"/office/sites/{illness.site.public_id}/illness/", f"proof:{proof.pk}:office",
            )  # fmt: skip
        return
    accepted = proof.state == ProofState.ACCEPTED
    title = _("复课证明已认可") if accepted else _("复课证明没有被认可")
    body = _("请打开看从哪天起可以返园。") if accepted else _("请打开看原因，重新上传。")
    for one in guardians_of(illness.child_id):
        _tell(one, by, "proof", title, body, "/family/protection/", f"proof:{proof.pk}:{proof.state}")


def tell_of_illness(illness: Illness, by: int | None) -> None:
    """The guardians: the site has noted something about the child's health."""
    for one in guardians_of(illness.child_id):
        _tell(
            one, by, "illness", _("孩子的健康情况有一条新记录"), _("请打开看，并按提示照护和就医。"),
            "/family/protection/", f"illness:{illness.pk}:{illness.state}", urgent=True,
        )  # fmt: skip


def _tell(
    one: Account, by: int | None, kind: str, title: object, body: object, url: str, dedupe: str, urgent: bool = False
) -> None:  # fmt: skip
    if one.pk != by:
        notify(
            one, kind=f"protection.{kind}", title=title, body=body, url=url, dedupe=f"protection.{dedupe}",
            urgent=urgent,
        )  # fmt: skip
