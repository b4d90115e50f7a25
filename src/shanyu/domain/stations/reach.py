"""Whose stations, children and duties an actor reaches: the functions that `policy` is made of."""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.people.models import Child
from shanyu.domain.providers.kinds import SiteKind, SiteState
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import operators_sites, own_sites, own_station
from shanyu.domain.stations.kinds import DutyState
from shanyu.domain.stations.models import Duty
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]


def _station(sites: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return sites(actor) & Q(kind=SiteKind.STATION)

    reach.__name__ = f"stations_of_{sites.__name__}"
    return reach


def _posted(role: Role) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(pk__in=actor.targets(role, "site"), kind=SiteKind.STATION)

    reach.__name__ = f"stations_where_{role.value}"
    return reach


def _on_duty(role: Role) -> Reach:
    """Stations where somebody has a post of this role and is on duty now: reach ends with the duty."""

    def reach(actor: Actor) -> Q:
        duties = Duty.objects.filter(
            worker__account=actor.account_id or 0, state=DutyState.CONFIRMED, during__contains=now()
        )
        return _posted(role)(actor) & Q(pk__in=duties.values("site"))

    reach.__name__ = f"stations_on_duty_as_{role.value}"
    return reach


#: Who keeps a station, who works there, and who of these is there now.
KEEPERS: dict[Role, Reach] = {
    Role.HEAD: _station(own_sites),
    Role.OPERATOR: _station(operators_sites),
    Role.STATION_KEEPER: _station(own_station),
}
WORKERS: dict[Role, Reach] = {
    **KEEPERS,
    **{role: _posted(role) for role in (Role.CARER, Role.NEIGHBOUR_CARER)},
}
ON_DUTY: dict[Role, Reach] = {
    **KEEPERS,
    **{role: _on_duty(role) for role in (Role.CARER, Role.NEIGHBOUR_CARER)},
}


def at(who: dict[Role, Reach], path: str) -> dict[Role, Reach]:
    """The same people, over rows whose `path` is a station within reach."""

    def through(reach: Reach) -> Reach:
        def reached(actor: Actor) -> Q:
            return Q(**{f"{path}__in": Site.objects.filter(reach(actor))})

        reached.__name__ = f"{path}_in_{reach.__name__}"
        return reached

    return {role: through(reach) for role, reach in who.items()}


def open_stations(actor: Actor) -> Q:
    """Stations that families can go to."""
    return Q(kind=SiteKind.STATION, state=SiteState.OPEN)


def public_stations(actor: Actor) -> Q:
    """Stations with a public page."""
    return Q(kind=SiteKind.STATION) & ~Q(state=SiteState.DRAFT)


def own_households(actor: Actor) -> Q:
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    return Q(pk__in=children.values("household"))


def of_own_household(actor: Actor) -> Q:
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    return Q(household__in=children.values("household"))


def own_duties(actor: Actor) -> Q:
    return Q(worker__account=actor.account_id or 0)


def own_visits(actor: Actor) -> Q:
    return Q(account=actor.account_id or 0)
