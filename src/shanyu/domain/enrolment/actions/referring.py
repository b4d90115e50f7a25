"""One site asks another to look after a child too, or next; a guardian allows exactly what is passed on."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.enrolment import rules
from shanyu.domain.enrolment.care import kept_sites, known_at
from shanyu.domain.enrolment.kinds import OPEN_REFERRALS, ReferralPart, ReferralState
from shanyu.domain.enrolment.models import Referral
from shanyu.domain.enrolment.referral_notices import tell_family, tell_site
from shanyu.domain.enrolment.refusals import AlreadyReferred, TooLate
from shanyu.domain.people.models import Child
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action

MOST_NOTE = 500


@action("enrolment.refer", on=Child)
def refer(
    actor: Actor, child: Child, *, from_site: UUID, to: UUID, parts: Sequence[str], note: str = ""
) -> Referral:
    """Ask a guardian whether the child's other site may be told these parts and these words.

    `from_site` is the actor's own, where the child is known. Raises Invalid, OutOfReach, AlreadyReferred.
    """
    origin, target = _own_site(actor, from_site, child), _other_site(from_site, to)
    wrong = {}
    if target is None:
        wrong["to"] = _("请选择另一家正在开放的机构。")
    if len(note.strip()) > MOST_NOTE:
        wrong["note"] = _("最多 %(most)s 个字。") % {"most": MOST_NOTE}
    if set(parts) - set(ReferralPart.values):
        wrong["parts"] = _("请重新选择要转达的内容。")
    elif not parts and not note.strip():
        wrong["parts"] = _("请选择要转达的内容，或写几句话。")
    if wrong:
        raise Invalid(wrong)
    with guarded(referral_open_once=AlreadyReferred()):
        made = Referral.objects.create(
            child=child,
            from_site=origin,
            to_site=target,
            parts=[part for part in ReferralPart.values if part in parts],
            note=note.strip() or None,
            made_by_id=actor.account_id,
        )
    tell_family(made)
    return made


@action("enrolment.agree_referral", on=Referral)
def agree_referral(actor: Actor, referral: Referral) -> Referral:
    """A guardian allows all of it; the other site is asked now. Raises TooLate."""
    _decided(actor, referral, ReferralState.AGREED)
    tell_site(referral, referral.to_site)
    return referral


@action("enrolment.refuse_referral", on=Referral)
def refuse_referral(actor: Actor, referral: Referral) -> Referral:
    """A guardian does not want it; the other site hears of nothing. Raises TooLate."""
    _decided(actor, referral, ReferralState.REFUSED)
    tell_site(referral, referral.from_site)
    return referral


@action("enrolment.take_referral", on=Referral)
def take_referral(actor: Actor, referral: Referral) -> Referral:
    """The other site takes it up and reads the parts for the days of the rule. Raises TooLate."""
    last = today() + timedelta(days=rules.referral_days(today()))
    return _answered(actor, referral, ReferralState.TAKEN, until=last)


@action("enrolment.decline_referral", on=Referral)
def decline_referral(actor: Actor, referral: Referral) -> Referral:
    """The other site cannot take it up. Raises TooLate."""
    return _answered(actor, referral, ReferralState.DECLINED)


@action("enrolment.end_referral", on=Referral)
def end_referral(actor: Actor, referral: Referral) -> Referral:
    """A guardian or either site ends it: from now on nobody reads anything through it. Raises TooLate."""
    if referral.state not in OPEN_REFERRALS:
        raise TooLate
    return _put(referral, state=ReferralState.ENDED, ended_at=now())


def _own_site(actor: Actor, key: UUID, child: Child) -> Site:
    """The site that refers: the actor's own, and one that the child is known at."""
    found = kept_sites(actor).filter(public_id=key)
    if not Child.objects.filter(known_at(found), pk=child.pk).exists():
        raise OutOfReach
    return found.get()


def _other_site(origin: UUID, key: UUID) -> Site | None:
    return Site.objects.filter(public_id=key, state=SiteState.OPEN).exclude(public_id=origin).first()


def _decided(actor: Actor, referral: Referral, state: ReferralState) -> None:
    if referral.state != ReferralState.PROPOSED:
        raise TooLate
    _put(referral, state=state, decided_by_id=actor.account_id, decided_at=now())


def _answered(actor: Actor, referral: Referral, state: ReferralState, **facts: object) -> Referral:
    if referral.state != ReferralState.AGREED:
        raise TooLate
    _put(referral, state=state, answered_by_id=actor.account_id, answered_at=now(), **facts)
    tell_family(referral)
    tell_site(referral, referral.from_site)
    return referral


def _put(referral: Referral, **facts: object) -> Referral:
    for name, value in facts.items():
        setattr(referral, name, value)
    referral.save(update_fields=list(facts))
    return referral
