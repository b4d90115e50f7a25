"""Which children a site may know of, for as long as it needs to: what `health` and documents are reached by.

Before a family has accepted a place at a site, the site knows nothing of the child's health and papers; after the
last day, or once the case has ended otherwise, nothing any more.
"""

from datetime import timedelta

from django.db.models import Q, QuerySet

from shanyu.domain.enrolment.kinds import (
    ENTERING,
    THERE,
    CaseState,
    PlacementState,
    ReferralPart,
    ReferralState,
)
from shanyu.domain.enrolment.models import Case, Placement, Referral
from shanyu.domain.health.reach import grant_sites
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import KEEPERS
from shanyu.domain.stations.models import Minding
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Role

#: A place that is settled or taken; a held one is only an offer.
_REAL = (PlacementState.PLANNED, PlacementState.CURRENT)
#: Whoever is not through with documents, check-up and agreement does not come yet, whatever day it is.
_COMING = (CaseState.PLACED, *THERE)
#: What a care card says.
_CARD = [ReferralPart.ALLERGIES.value, ReferralPart.MEDICATION.value, ReferralPart.EMERGENCY.value]
#: For how long after minding a child a station may refer it.
_MINDED_DAYS = 90


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


def kept_sites(actor: Actor) -> QuerySet[Site]:
    """The sites that somebody heads, runs or keeps."""
    found = Q(pk__in=[])
    for role, sites in KEEPERS.items():
        if role in actor.roles:
            found |= sites(actor)
    return Site.objects.filter(found)


def known_at(sites: QuerySet[Site]) -> Q:
    """Children whom one of these sites may refer: with a case that goes on there, or minded there of late."""
    cases = Case.objects.filter(going_on(), site__in=sites)
    since = now() - timedelta(days=_MINDED_DAYS)
    minded = Minding.objects.filter(site__in=sites, void=False, during__startswith__gte=since)
    return Q(pk__in=cases.values("child")) | Q(pk__in=minded.values("booked__child"))


def passing_on() -> Q:
    """Referrals through which the other site reads what a guardian has allowed."""
    return Q(state=ReferralState.TAKEN, until__gte=today())


def children_referred(actor: Actor, role: Role) -> Q:
    """Children referred to one of the actor's sites with everything that a care card says."""
    taken = Referral.objects.filter(
        passing_on(), to_site__in=actor.targets(role, "site"), parts__contains=_CARD
    )
    return Q(pk__in=taken.values("child"))


grant_sites(whole=children_of_cases, card=children_placed)
grant_sites(card=children_referred)
