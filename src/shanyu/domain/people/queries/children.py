"""Asking about children, guardians, invitations and consents, as a guardian does."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanyu.domain.people import rules
from shanyu.domain.people.actions.guardians import hash_of, is_open
from shanyu.domain.people.models import Child, Consent, Guardianship, Household, Invitation
from shanyu.domain.people.refusals import InvitationGone
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_identity, mask_name


@dataclass(frozen=True)
class ChildCard:
    """A child in its own guardian's list: the name, so that siblings can be told apart, and the age in completed
    months, never the birth date. Nobody else's list has names of children."""

    public_id: str
    name: str
    sex: str
    sex_word: str
    months: int
    household: str


@dataclass(frozen=True)
class Adult:
    """A guardian as the others of the household see them."""

    name: str
    relation: str
    since: date | None
    me: bool


@dataclass(frozen=True)
class ChildPage:
    """What the page of a child needs: numbers masked, guardians, and the state of each consent."""

    card: ChildCard
    born: date
    identity: str
    birth_certificate: str
    guardians: list[Adult]
    consents: list["ConsentState"]


@dataclass(frozen=True)
class ConsentState:
    """One purpose and what this account last decided about it."""

    purpose: rules.Purpose
    decision: str
    decided: datetime | None
    until: date | None
    holds: bool
    newer_text: bool


@dataclass(frozen=True)
class InvitationLine:
    """An open invitation: its key for taking it back, to be what, until when."""

    key: int
    relation: str
    expires_at: datetime


@dataclass(frozen=True)
class HouseholdView:
    """A household of one's own: the key to invite into it, adults, children, open invitations."""

    public_id: str
    children: list[ChildCard]
    adults: list[Adult]
    invitations: list[InvitationLine]


@dataclass(frozen=True)
class InvitationView:
    """What somebody reads before accepting: who asks, to be what, for how many children, until when."""

    invited_by: str
    relation: str
    children: int
    expires_at: datetime


def card_of(child: Child) -> ChildCard:
    return ChildCard(
        public_id=str(child.public_id),
        name=child.name.reveal(),
        sex=child.sex,
        sex_word=str(_("女孩") if child.sex == "f" else _("男孩")),
        months=completed_months(child.born, today()),
        household=str(child.household.public_id),
    )


@query("people.my_children", of=Child)
def my_children(actor: Actor, children: QuerySet[Child]) -> list[ChildCard]:
    """One's own children, the eldest first."""
    rows = list(children.select_related("household").order_by("born", "pk"))
    audit.touched(*rows)
    return [card_of(child) for child in rows]


@query("people.child_page", on=Child)
def child_page(actor: Actor, child: Child) -> ChildPage:
    """One child for its guardian: masked numbers, guardians, consents of this account."""
    return ChildPage(
        card=card_of(child),
        born=child.born,
        identity=child.identity.masked(mask_identity) if child.identity else "",
        birth_certificate=child.birth_certificate.masked(mask_identity) if child.birth_certificate else "",
        guardians=_adults(actor, Guardianship.objects.filter(child=child)),
        consents=_consents(actor, "child", child),
    )


@query("people.my_consents")
def my_consents(actor: Actor) -> list[ConsentState]:
    """What this account decided for itself, purpose by purpose."""
    return _consents(actor, "account", None)


@query("people.my_households", of=Household)
def my_households(actor: Actor, households: QuerySet[Household]) -> list[HouseholdView]:
    """The households of one's children: almost always one."""
    rows = list(households.prefetch_related("children").order_by("pk"))
    audit.touched(*rows)
    views = []
    for household in rows:
        kept = household.children.filter(guardianships__valid__contains=today()).distinct()
        waiting = household.invitations.filter(
            accepted_at=None, withdrawn_at=None, expires_at__gt=now()
        ).order_by("pk")
        views.append(
            HouseholdView(
                public_id=str(household.public_id),
                children=[card_of(child) for child in kept.select_related("household").order_by("born")],
                adults=_adults(actor, Guardianship.objects.filter(child__household=household)),
                invitations=[
                    InvitationLine(one.pk, one.get_relation_display(), one.expires_at) for one in waiting
                ],
            )
        )
    return views


@query("people.see_invitation")
def see_invitation(actor: Actor, *, secret: str) -> InvitationView:
    """What a link invites to. Raises InvitationGone, whatever the reason."""
    found = Invitation.objects.select_related("invited_by").filter(secret_hash=hash_of(secret)).first()
    if found is None or not is_open(found):
        raise InvitationGone
    audit.touched(found)
    children = Child.objects.filter(household=found.household, guardianships__valid__contains=today())
    return InvitationView(
        invited_by=mask_name(found.invited_by.name),
        relation=found.get_relation_display(),
        children=children.distinct().count(),
        expires_at=found.expires_at,
    )


def _adults(actor: Actor, rows: QuerySet[Guardianship]) -> list[Adult]:
    """Each guardian once, by the first of their guardianships."""
    found: dict[int, Adult] = {}
    for row in rows.filter(valid__contains=today()).select_related("account").order_by("created_at", "pk"):
        found.setdefault(
            row.account_id,
            Adult(
                name=row.account.name if row.account_id == actor.account_id else mask_name(row.account.name),
                relation=row.get_relation_display(),
                since=row.valid.lower,
                me=row.account_id == actor.account_id,
            ),
        )
    return list(found.values())


def _consents(actor: Actor, about: str, child: Child | None) -> list[ConsentState]:
    rows = Consent.objects.filter(account_id=actor.account_id, child=child).order_by("created_at", "pk")
    newest = {row.purpose: row for row in rows}
    day = today()
    states = []
    for purpose in rules.purposes(day):
        if purpose.about != about:
            continue
        row = newest.get(purpose.key)
        states.append(
            ConsentState(
                purpose=purpose,
                decision=row.decision if row else "",
                decided=row.created_at if row else None,
                until=row.until if row else None,
                holds=row is not None and rules.holds(row.decision, row.until, day),
                newer_text=row is not None and row.text_version != purpose.version,
            )
        )
    return states
