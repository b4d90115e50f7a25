"""Guardians invite each other by a secret link."""

import hashlib
import secrets
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.people import rules
from shanyu.domain.people.models import Guardianship, Household, Invitation
from shanyu.domain.people.refusals import AlreadyGuardian, InvitationGone
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, audit
from shanyu.kernel.door.verbs import action


def hash_of(secret: str) -> str:
    """What is kept of a link's secret: it is random, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action("people.invite_guardian", on=Household)
def invite_guardian(actor: Actor, household: Household, *, relation: str) -> tuple[Invitation, str]:
    """Ask another adult to be guardian of the household's children: the invitation, and the secret of its link.

    The secret is told once and never kept. Raises Invalid.
    """
    if relation not in Guardianship.Relation.values:
        raise Invalid({"relation": _("请选择对方是孩子的什么人。")})
    secret = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        household=household,
        invited_by_id=actor.account_id,
        relation=relation,
        secret_hash=hash_of(secret),
        expires_at=now() + timedelta(days=rules.INVITATION_DAYS),
    )
    audit.touched(made)
    return made, secret


@action("people.withdraw_invitation", on=Invitation)
def withdraw_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Take an invitation back. Raises InvitationGone when it was accepted or has expired."""
    if not is_open(invitation):
        raise InvitationGone
    invitation.withdrawn_at = now()
    invitation.save()
    return invitation


@action("people.accept_invitation")
def accept_invitation(actor: Actor, *, secret: str) -> Invitation:
    """Become guardian of all children of the household. The row is locked: of two who come at once one gets it.

    Raises InvitationGone, and AlreadyGuardian when there is nothing to gain; then the link stays open.
    """
    found = Invitation.objects.select_for_update().filter(secret_hash=hash_of(secret)).first()
    if found is None or not is_open(found):
        raise InvitationGone
    day = today()
    held = Guardianship.objects.filter(account_id=actor.account_id, valid__contains=day)
    known = Guardianship.objects.filter(child__household=found.household, valid__contains=day)
    children = set(known.values_list("child_id", flat=True)) - set(held.values_list("child_id", flat=True))
    if not children:
        raise AlreadyGuardian
    made = [
        Guardianship.objects.create(
            account_id=actor.account_id, child_id=child, relation=found.relation, valid=DateRange(day, None)
        )
        for child in sorted(children)
    ]
    found.accepted_by_id, found.accepted_at = actor.account_id, now()
    found.save()
    audit.touched(*made)
    return found


def is_open(invitation: Invitation) -> bool:
    """Whether the link still works."""
    ended = invitation.accepted_at or invitation.withdrawn_at
    return not ended and invitation.expires_at > now()
