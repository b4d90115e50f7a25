"""A verifier on duty says what evidence shows."""

from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import EvidenceState, ProgrammeState
from shanyu.domain.programmes.models import Evidence
from shanyu.domain.programmes.notices import tell_evidence
from shanyu.domain.programmes.refusals import EvidenceDecided, NotAtThisStep, OwnFamily
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@action("programmes.verify", on=Evidence)
def verify(
    actor: Actor, evidence: Evidence, *, holds: bool, reason: str = "", expires_on: date | None = None
) -> Evidence:
    """It holds (until the day `expires_on`), or not, with the reason that the family reads; before the list is frozen.

    Raises EvidenceDecided, OwnFamily, NotAtThisStep, Invalid.
    """
    if evidence.state != EvidenceState.CLAIMED:
        raise EvidenceDecided
    if evidence.claimed_by_id == actor.account_id:
        raise OwnFamily
    if evidence.entry.programme.state not in (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN):
        raise NotAtThisStep
    errors = {}
    if not holds and not reason.strip():
        errors["reason"] = _("请写明为什么没有通过，家长会看到。")
    if len(reason.strip()) > 500:
        errors["reason"] = _("最多 %(most)s 个字。") % {"most": 500}
    if expires_on is not None and expires_on < today():
        errors["expires_on"] = _("有效期已经过了。")
    if errors:
        raise Invalid(errors)
    evidence.state = EvidenceState.VERIFIED if holds else EvidenceState.REFUSED
    evidence.verifier_id, evidence.decided_at = actor.account_id, now()
    evidence.expires_on = expires_on if holds else None
    evidence.reason = reason.strip() or None
    evidence.save()
    tell_evidence(evidence)
    return evidence
