"""Whose cases an actor reaches: the functions that `policy` is made of."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from shanyu.domain.enrolment.care import going_on, known_at
from shanyu.domain.enrolment.kinds import ReferralState
from shanyu.domain.enrolment.models import Case
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import HEADS, KEEPERS
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]


def of_own_child(path: str) -> Reach:
    """Rows whose `path` leads to a case of a child that the actor is a guardian of."""

    def reach(actor: Actor) -> Q:
        cases = Case.objects.filter(child_id__in=actor.targets(Role.GUARDIAN, "child"))
        return Q(**{f"{path}__in": cases})

    reach.__name__ = f"{path}_of_own_child"
    return reach


def own_documents(actor: Actor) -> Q:
    """What was handed in for the actor's children, and for their households."""
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    own = Q(child__in=children.values("pk")) | Q(household__in=children.values("household"))
    return own & Q(removed_at=None)


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


def going_on_at_own_site() -> dict[Role, Reach]:
    """Heads and operators, over cases at a site of theirs from the family's acceptance to the last day."""
    return {role: _going_on(reach) for role, reach in at_own_site("site").items()}


def documents_at_own_site() -> dict[Role, Reach]:
    """Heads and operators, over what was handed in for the children of those cases."""
    return {role: _documents_of(reach) for role, reach in going_on_at_own_site().items()}


def _going_on(cases: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return cases(actor) & going_on()

    reach.__name__ = f"{cases.__name__}_until_the_last_day"
    return reach


def _documents_of(cases: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        children = Child.objects.filter(cases__in=Case.objects.filter(cases(actor)))
        own = Q(child__in=children.values("pk")) | Q(household__in=children.values("household"))
        return own & Q(removed_at=None)

    reach.__name__ = f"documents_of_{cases.__name__}"
    return reach


def children_known() -> dict[Role, Reach]:
    """Heads, operators and keepers, over children whom a site of theirs may refer."""
    return {role: _through(sites, "children_known_at", known_at) for role, sites in KEEPERS.items()}


def referrals_out() -> dict[Role, Reach]:
    """Heads, operators and keepers, over referrals that a site of theirs has made."""

    def made(sites: QuerySet[Site]) -> Q:
        return Q(from_site__in=sites)

    return {role: _through(sites, "referrals_from", made) for role, sites in KEEPERS.items()}


def referrals_in() -> dict[Role, Reach]:
    """Heads, operators and keepers, over referrals to a site of theirs that a guardian has agreed to."""

    def asked(sites: QuerySet[Site]) -> Q:
        return Q(to_site__in=sites, decided_at__isnull=False) & ~Q(state=ReferralState.REFUSED)

    return {role: _through(sites, "referrals_to", asked) for role, sites in KEEPERS.items()}


def referrals_either() -> dict[Role, Reach]:
    """The same people, over referrals from and to their sites."""
    out, into = referrals_out(), referrals_in()
    return {role: _either(out[role], into[role]) for role in KEEPERS}


def own_referrals(actor: Actor) -> Q:
    return Q(child_id__in=actor.targets(Role.GUARDIAN, "child"))


def _through(sites: Reach, name: str, over: Callable[[QuerySet[Site]], Q]) -> Reach:
    def reach(actor: Actor) -> Q:
        return over(Site.objects.filter(sites(actor)))

    reach.__name__ = f"{name}_{sites.__name__}"
    return reach


def _either(one: Reach, other: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return one(actor) | other(actor)

    reach.__name__ = f"{one.__name__}_or_{other.__name__}"
    return reach
