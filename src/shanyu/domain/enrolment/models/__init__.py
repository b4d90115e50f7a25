"""Tables of enrolment."""

from shanyu.domain.enrolment.models.cases import Application, Case, SiteLine
from shanyu.domain.enrolment.models.ledger import Assent, Entry, Untold
from shanyu.domain.enrolment.models.places import Offer, Placement

__all__ = ["Application", "Assent", "Case", "Entry", "Offer", "Placement", "SiteLine", "Untold"]
