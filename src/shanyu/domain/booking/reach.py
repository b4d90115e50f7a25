"""Whose sessions and bookings an actor reaches: the functions that `policy` is made of."""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.models import Host
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import AUTHORITY, operators_sites, own_sites, own_station
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]


def published(actor: Actor) -> Q:
    """Sessions with a public page: published ones, and cancelled ones, whose page says so."""
    return Q(state__in=[SessionState.PUBLISHED, SessionState.CANCELLED])


def own_bookings(actor: Actor) -> Q:
    """Bookings of the actor's own, and those of the households whose children they are guardian of."""
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    # As a list: beside an OR, PostgreSQL would read every booking for a subquery, but uses both indexes for values.
    homes = list(children.order_by().values_list("household", flat=True).distinct())
    return Q(account_id=actor.account_id) | Q(household_id__in=homes)


def own_marks(actor: Actor) -> Q:
    """Trust marks of the actor's own bookings and those of their households."""
    return own_bookings(actor)


def of_own_account(actor: Actor) -> Q:
    return Q(account_id=actor.account_id)


def _hosts_at(sites: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(site__in=Site.objects.filter(sites(actor)))

    reach.__name__ = f"hosts_at_{sites.__name__}"
    return reach


def own_partners(actor: Actor) -> Q:
    return Q(partner_id__in=actor.targets(Role.PARTNER, "partner"))


def through(reach: Reach, path: str) -> Reach:
    """Rows whose `path` leads to a host within `reach`."""

    def reached(actor: Actor) -> Q:
        return Q(**{f"{path}__in": Host.objects.filter(reach(actor))})

    reached.__name__ = f"{path}_of_{reach.__name__}"
    return reached


#: Who acts for a host, and over which hosts.
HOSTS: dict[Role, Reach] = {
    Role.HEAD: _hosts_at(own_sites),
    Role.OPERATOR: _hosts_at(operators_sites),
    Role.STATION_KEEPER: _hosts_at(own_station),
    Role.PARTNER: own_partners,
}


def of_hosts(path: str) -> dict[Role, Reach]:
    """The same people, over rows whose `path` is a host: `of_hosts("host")` for sessions."""
    return {role: through(reach, path) for role, reach in HOSTS.items()}


def _in_regions(role: Role) -> Reach:
    def reach(actor: Actor) -> Q:
        if any(grant.role == role and grant.over == "platform" for grant in actor.grants):
            return Q(pk__isnull=False)
        return Q(region__lineage__overlap=actor.targets(role, "region"))

    reach.__name__ = f"sessions_for_the_{role.value}"
    return reach


#: Who watches over sessions: those of the regions that an officer answers for.
WATCHERS: dict[Role, Reach] = {role: _in_regions(role) for role in AUTHORITY}
