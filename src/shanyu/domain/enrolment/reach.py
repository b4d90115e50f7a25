"""Whose cases an actor reaches: the functions that `policy` is made of."""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.enrolment.models import Case
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import HEADS
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]


def of_own_child(path: str) -> Reach:
    """Rows whose `path` leads to a case of a child that the actor is a guardian of."""

    def reach(actor: Actor) -> Q:
        cases = Case.objects.filter(child_id__in=actor.targets(Role.GUARDIAN, "child"))
        return Q(**{f"{path}__in": cases})

    reach.__name__ = f"{path}_of_own_child"
    return reach


def own_child(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.GUARDIAN, "child"))


def own_cases(actor: Actor) -> Q:
    return Q(child_id__in=actor.targets(Role.GUARDIAN, "child"))


def at_own_site(path: str) -> dict[Role, Reach]:
    """Heads and operators, over rows whose `path` is a site of theirs."""

    def through(sites: Reach) -> Reach:
        def reach(actor: Actor) -> Q:
            return Q(**{f"{path}__in": Site.objects.filter(sites(actor))})

        reach.__name__ = f"{path}_in_{sites.__name__}"
        return reach

    return {role: through(sites) for role, sites in HEADS.items()}
