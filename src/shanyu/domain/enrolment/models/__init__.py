"""Tables of enrolment."""

from shanyu.domain.enrolment.models.cases import Application, Case, SiteLine
from shanyu.domain.enrolment.models.ledger import Assent, Entry, Untold
from shanyu.domain.enrolment.models.papers import Document, Referral
from shanyu.domain.enrolment.models.places import Offer, Placement

__all__ = [
    "Application",
    "Assent",
    "Case",
    "Document",
    "Entry",
    "Offer",
    "Placement",
    "Referral",
    "SiteLine",
    "Untold",
]
