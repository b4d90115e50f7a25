"""Which children a site may know of, for as long as it needs to: what `health` and documents are reached by.

Before a family has accepted a place at a site, the site knows nothing of the child's health and papers; after the
last day, or once the case has ended otherwise, nothing any more.
"""

from django.db.models import Q

from shanyu.domain.enrolment.kinds import ENTERING, THERE, CaseState, PlacementState
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.health.reach import grant_sites
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Role

#: A place that is settled or taken; a held one is only an offer.
_REAL = (PlacementState.PLANNED, PlacementState.CURRENT)
#: Whoever is not through with documents, check-up and agreement does not come yet, whatever day it is.
_COMING = (CaseState.PLACED, *THERE)


def going_on() -> Q:
    """Cases between acceptance and the last day."""
    there = Q(state__in=THERE) & (Q(last_day=None) | Q(last_day__gte=today()))
    return Q(state__in=ENTERING) | there


def children_of_cases(actor: Actor, role: Role) -> Q:
    """Children of whom one of the actor's sites has a case between acceptance and the last day."""
    cases = Case.objects.filter(going_on(), site__in=actor.targets(role, "site"))
    return Q(pk__in=cases.values("child"))


def children_placed(actor: Actor, role: Role) -> Q:
    """Children who have a place at one of the actor's sites today, and whose papers are done."""
    here = Placement.objects.filter(
        site__in=actor.targets(role, "site"),
        state__in=_REAL,
        during__contains=today(),
        case__state__in=_COMING,
    )
    return Q(pk__in=here.values("child"))


grant_sites(whole=children_of_cases, card=children_placed)
