"""A guardian's consent to keeping a health file: whose word counts, and the refusal without it."""

from shanyu.domain.health.refusals import AgreementNeeded
from shanyu.domain.people.models import Child, Consent
from shanyu.kernel.clock import today

PURPOSE = "health_file"


def agrees(child: Child) -> bool:
    """Whether the latest word of any guardian of the child about the health file is yes, and still holds."""
    said = child.consents.filter(purpose=PURPOSE).order_by("-created_at", "-pk").first()
    if said is None or said.decision != Consent.Decision.GRANTED:
        return False
    return said.until is None or said.until >= today()


def need_agreement(child: Child) -> None:
    """Raises AgreementNeeded where no guardian agrees to the health file."""
    if not agrees(child):
        raise AgreementNeeded
