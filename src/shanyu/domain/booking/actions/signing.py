"""Agreements that a guardian signs before a booking."""

from shanyu.domain.booking.models import Agreement, Signature
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action


@action("booking.sign_agreement", on=Agreement)
def sign_agreement(actor: Actor, agreement: Agreement) -> Signature:
    """Sign one version of a text. Signing twice is once."""
    made, _ = Signature.objects.get_or_create(
        agreement=agreement, account_id=actor.account_id, defaults={"at": now()}
    )
    return made
