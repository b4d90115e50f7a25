"""What the codes of the database's functions mean to people."""

from shanyu.domain.agreements import refusals
from shanyu.domain.agreements.models import Paper
from shanyu.domain.enrolment import answers as of_places
from shanyu.domain.enrolment.refusals import SignFirst
from shanyu.kernel.door import Refusal

_PLAIN = {
    "changed": refusals.TextChanged,
    "gone": refusals.NotOpen,
    "past": refusals.BeginsTooEarly,
    "dearer": refusals.ListChanged,
    "self": refusals.BothSides,
    "sign_first": SignFirst,
}


def refuse(code: str, paper: Paper) -> Refusal:
    """The refusal that a code stands for; what stands in the way of a class is said as enrolment says it."""
    if code in _PLAIN:
        return _PLAIN[code]()
    return of_places.refuse(code, paper.care_class)
