"""What the codes of the database's functions mean to people."""

from shanyu.domain.enrolment import refusals, rules
from shanyu.domain.providers.models import CareClass
from shanyu.kernel.clock import today
from shanyu.kernel.door import Refusal

_OF_A_CLASS = {
    "full": refusals.PlaceFull,
    "closed": refusals.ClassCloses,
    "too_young": refusals.ChildTooYoung,
    "too_old": refusals.ChildTooOld,
}
_PLAIN = {
    "already": refusals.AlreadyAsked,
    "gone": refusals.OfferGone,
    "out_of_turn": refusals.OutOfTurn,
    "clash": refusals.ElsewhereThen,
    "sign_first": refusals.SignFirst,
    "not_yet": refusals.BeforeFirstDay,
}


def refuse(code: str, care_class: CareClass | None = None) -> Refusal:
    """The refusal that a code stands for; whatever else happened in between is TooLate."""
    if code in _OF_A_CLASS and care_class is not None:
        return _OF_A_CLASS[code](name=care_class.name)
    if code == "too_many":
        return refusals.TooManySites(most=rules.most_applications(today()))
    if code == "checkup_first":
        return refusals.CheckupNeeded(months=rules.book.rule("suspend.recheck", today()).value["months"])
    return _PLAIN.get(code, refusals.TooLate)()
