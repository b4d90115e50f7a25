"""What other rooms of the house ask: is a class closed on a day, may a child come. Plain functions, no verbs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from shanyu.domain.care.here import placements
from shanyu.domain.people.models import Child
from shanyu.domain.protection import rules
from shanyu.domain.protection.kinds import ILL, IllnessState, ProofState, SuspensionState
from shanyu.domain.protection.models import Illness, ReturnProof, Suspension
from shanyu.domain.providers.models import CareClass


@dataclass(frozen=True)
class MayReturn:
    """Whether a child may come on a day. `look`: a health worker looks first. `why` says it without the disease."""

    may: bool
    look: bool = False
    why: str = ""


def suspended(care_class: CareClass, day: date) -> Suspension | None:
    """The suspension that closes a class on a day, its own or that of the whole site; None where it is open."""
    own = Q(care_class=care_class) | Q(care_class=None)
    rows = Suspension.objects.filter(
        own, site=care_class.site_id, state__in=[SuspensionState.IN_FORCE, SuspensionState.LIFTED],
        during__contains=day,
    )  # fmt: skip
    return rows.order_by("care_class", "pk").first()


def may_return(child: Child, day: date) -> MayReturn:
    """Whether a child may be taken in on a day, for the screen at the door.

    No while its class is closed; no with a confirmed disease that needs a doctor's paper, until the paper has been
    accepted for that day; with a suspicion, only once a health worker has looked.
    """
    placed = placements(day).filter(child=child).select_related("care_class").first()
    if placed is not None and suspended(placed.care_class, day) is not None:
        return MayReturn(False, why=_("班级停班中。"))
    later = ReturnProof.objects.filter(
        illness__child=child,
        illness__state=IllnessState.CLEARED,
        state=ProofState.ACCEPTED,
        returns_on__gt=day,
    )
    if later.exists():
        return MayReturn(False, why=_("复课证明从以后的日期起有效。"))
    ill = list(Illness.objects.filter(child=child, state__in=ILL))
    if any(one.state == IllnessState.CONFIRMED and rules.needs_proof(one.disease, day) for one in ill):
        return MayReturn(False, why=_("需要先交复课证明，并由机构认可。"))
    if ill:
        return MayReturn(True, look=True, why=_("请保健人员先看过，再进班。"))
    return MayReturn(True)
