"""Noting that a child is ill, settling it, and the paper with which the child comes back."""

from datetime import date, timedelta
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.care.kinds import Symptom
from shanyu.domain.people.models import Child
from shanyu.domain.protection.jobs import count_soon
from shanyu.domain.protection.kinds import ILL, Disease, IllnessState, ProofState, Source
from shanyu.domain.protection.models import Illness, ReturnProof, Sign
from shanyu.domain.protection.notices import tell_of_proof
from shanyu.domain.protection.noting import note_episode, note_signs
from shanyu.domain.protection.reach import workplaces
from shanyu.domain.protection.refusals import ProofWaits, Settled
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid, Role
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import keep

MOST_WORDS = 500
#: How far back an illness may have begun that is noted now, in days.
LATEST_DAYS = 60


@action("protection.note_illness", on=Child)
def note_illness(
    actor: Actor, child: Child, *, site: UUID, symptoms: list[str] | None = None, disease: str = "",
    onset_on: date | None = None, confirmed: bool = False, words: str = "",
) -> list[Sign | Illness]:  # fmt: skip
    """Note signs, a disease, or both, at the site where the child is in care. Returns the rows that stand for it.

    A guardian's word is a suspicion unless it says what a doctor found. Raises Invalid.
    """
    where = _site(actor, child, site)
    onset = onset_on or today()
    errors = {}
    if where is None:
        errors["site"] = _("请选择孩子所在的机构。")
    if not (symptoms or disease) or set(symptoms or []) - set(Symptom.values):
        errors["symptoms"] = _("请选择症状，或选择疾病。")
    if disease and disease not in Disease.values:
        errors["disease"] = _("请选择疾病。")
    if not today() - timedelta(days=LATEST_DAYS) <= onset <= today():
        errors["onset_on"] = _("请核对从哪天开始。")
    if len(words) > MOST_WORDS:
        errors["words"] = _("最多 %(most)s 个字。") % {"most": MOST_WORDS}
    if errors:
        raise Invalid(errors)
    guardian = child.pk in actor.targets(Role.GUARDIAN, "child")
    source = Source.DOCTOR if confirmed else (Source.GUARDIAN if guardian else Source.CHECK)
    made: list[Sign | Illness] = note_signs(child, where, onset, symptoms or [], source)
    if disease:
        state = IllnessState.CONFIRMED if confirmed else IllnessState.SUSPECTED
        made.append(
            note_episode(child, where, disease, onset, source, state, by=actor.account_id, words=words)
        )
    count_soon(where.pk)
    return made


@action("protection.settle_illness", on=Illness)
def settle_illness(actor: Actor, illness: Illness, *, as_: str) -> Illness:
    """A health worker or head says that it is confirmed, or was not that. Raises Invalid, Settled.

    A disease that needs proof is cleared by its proof alone.
    """
    if illness.state not in ILL:
        raise Settled
    if as_ not in (IllnessState.CONFIRMED, IllnessState.DISMISSED):
        raise Invalid({"as_": _("请选择确诊或排除。")})
    illness.state, illness.settled_by_id = as_, actor.account_id
    illness.ended_on = today() if as_ == IllnessState.DISMISSED else None
    illness.save(update_fields=["state", "settled_by", "ended_on"])
    count_soon(illness.site_id)
    return illness


@action("protection.hand_in_proof", on=Illness)
def hand_in_proof(actor: Actor, illness: Illness, *, file: IO[bytes] | None, name: str = "") -> ReturnProof:
    """A guardian hands in a doctor's paper. Raises Invalid, Settled, ProofWaits."""
    if illness.state not in ILL:
        raise Settled
    if illness.proofs.filter(state=ProofState.WAITING).exists():
        raise ProofWaits
    if file is None:
        raise Invalid({"file": _("请上传复课证明，拍照也可以。")})
    made = ReturnProof.objects.create(illness=illness, handed_in_by_id=actor.account_id)
    made.upload = keep(file, name=name, owner=made)
    made.save(update_fields=["upload"])
    tell_of_proof(made, actor.account_id)
    return made


@action("protection.check_proof", on=ReturnProof)
def check_proof(
    actor: Actor, proof: ReturnProof, *, accept: bool, returns_on: date | None = None
) -> ReturnProof:
    """The health worker or head has looked at the paper. Accepted, the child may come from `returns_on` on.

    Raises Invalid, Settled.
    """
    if proof.state != ProofState.WAITING:
        raise Settled
    if accept and (returns_on is None or returns_on < proof.illness.onset_on):
        raise Invalid({"returns_on": _("请填写从哪天起可以返园。")})
    proof.state = ProofState.ACCEPTED if accept else ProofState.REFUSED
    proof.looked_at_by_id, proof.returns_on = actor.account_id, returns_on if accept else None
    proof.save(update_fields=["state", "looked_at_by", "returns_on"])
    if accept:
        Illness.objects.filter(pk=proof.illness_id, state__in=ILL).update(
            state=IllnessState.CLEARED,
            ended_on=max(today(), proof.illness.onset_on),
            settled_by=actor.account_id,
        )
    tell_of_proof(proof, actor.account_id)
    return proof


def _site(actor: Actor, child: Child, site: UUID) -> Site | None:
    """The site if the child is there, or had its place there of late."""
    placed = Site.objects.filter(public_id=site, placements__child=child).first()
    return placed or workplaces(actor).filter(public_id=site).first()
