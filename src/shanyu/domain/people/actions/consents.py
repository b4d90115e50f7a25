"""A guardian's yes or no, purpose by purpose. Rows are only added; the latest counts."""

from shanyu.domain.people import rules
from shanyu.domain.people.models import Account, Child, Consent
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import action


@action("people.decide_for_child", on=Child)
def decide_for_child(actor: Actor, child: Child, *, purpose: str, agrees: bool) -> Consent:
    """Agree to one purpose for a child, refuse it, or take an earlier yes back. Raises Invalid."""
    return record(actor, rules.purpose_of(purpose, "child", today()), agrees=agrees, child=child)


@action("people.decide_for_me", on=Account)
def decide_for_me(actor: Actor, account: Account, *, purpose: str, agrees: bool) -> Consent:
    """The same for a purpose that is about the account itself. A no to places removes the kept ones."""
    made = record(actor, rules.purpose_of(purpose, "account", today()), agrees=agrees)
    if purpose == "family_places" and not agrees:
        account.places.all().delete()
    return made


def record(actor: Actor, purpose: rules.Purpose, *, agrees: bool, child: Child | None = None) -> Consent:
    """Add the row of a decision."""
    before = latest(actor.account_id, purpose.key, child)
    day = today()
    held = before is not None and rules.holds(before.decision, before.until, day)
    made = Consent.objects.create(
        account_id=actor.account_id,
        child=child,
        purpose=purpose.key,
        decision=rules.decision(agrees, held),
        text_version=purpose.version,
        until=purpose.until(day) if agrees else None,
        created_at=now(),
    )
    audit.touched(made)
    return made


def latest(account_id: int, purpose: str, child: Child | None = None) -> Consent | None:
    """The decision that counts."""
    rows = Consent.objects.filter(account_id=account_id, purpose=purpose, child=child)
    return rows.order_by("-created_at", "-pk").first()
