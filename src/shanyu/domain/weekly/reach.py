"""Whose tables and classes an actor reaches: the functions that `policy` is made of; and who eats at a site."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from shanyu.domain.enrolment.kinds import THERE, CaseState, PlacementState
from shanyu.domain.enrolment.models import Placement
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import HEADS
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]

#: Places that a child has or will have; a held one is only an offer.
_REAL = (PlacementState.PLANNED, PlacementState.CURRENT)
_COMING = (CaseState.PLACED, *THERE)


def carers_sites(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.CARER, "site"))


def sites_of_own_children(actor: Actor) -> Q:
    """Sites where a child of the actor has a place today."""
    children = actor.targets(Role.GUARDIAN, "child")
    here = Placement.objects.filter(child__in=children, state__in=_REAL, during__contains=today())
    return Q(pk__in=here.values("site"))


def own_child(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.GUARDIAN, "child"))


def through(path: str, reach: Reach) -> Reach:
    """The same reach over rows whose `path` is a site."""

    def reached(actor: Actor) -> Q:
        return Q(**{f"{path}__in": Site.objects.filter(reach(actor))})

    reached.__name__ = f"{path}_in_{reach.__name__}"
    return reached


def at(who: dict[Role, Reach], path: str) -> dict[Role, Reach]:
    return {role: through(path, reach) for role, reach in who.items()}


STAFF: dict[Role, Reach] = {**HEADS, Role.CARER: carers_sites}
EATERS: dict[Role, Reach] = {**STAFF, Role.GUARDIAN: sites_of_own_children}


def children_at(site: Site, on: date) -> QuerySet[Child]:
    """The children who have a place at a site on a day and whose papers are done."""
    here = Placement.objects.filter(site=site, state__in=_REAL, during__contains=on, case__state__in=_COMING)
    return Child.objects.filter(pk__in=here.values("child"))


def place_in_week(child: Child, monday: date) -> Placement | None:
    """Where a child is cared for in a week: its latest place on any day of it."""
    week = (monday, monday + timedelta(days=7))
    rows = child.placements.filter(during__overlap=week).exclude(
        state__in=[PlacementState.HELD, PlacementState.RELEASED]
    )
    return rows.select_related("site__operator", "care_class").order_by("-during").first()
