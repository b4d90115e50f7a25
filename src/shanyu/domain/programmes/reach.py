"""Whose programmes, entries and evidence an actor reaches: the functions that `policy` is made of."""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.people.models import Child
from shanyu.domain.programmes.kinds import EntryState, ProgrammeState
from shanyu.domain.programmes.models import Programme, Verifier
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import operators_sites, own_sites, own_station
from shanyu.domain.regions.models import Region
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]


def _in_regions_of(role: Role) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(region__lineage__overlap=actor.targets(role, "region"))

    reach.__name__ = f"regions_of_{role.value}"
    return reach


def _themselves(role: Role) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(lineage__overlap=actor.targets(role, "region"))

    reach.__name__ = f"regions_themselves_of_{role.value}"
    return reach


OFFICER_ROLES = (Role.DISTRICT_OFFICER, Role.CITY_OFFICER)
#: Regions, and programmes (or sets of rules) in them, for the officers of a region.
REGIONS: dict[Role, Reach] = {role: _themselves(role) for role in OFFICER_ROLES}
OFFICERS: dict[Role, Reach] = {role: _in_regions_of(role) for role in OFFICER_ROLES}


def _usable(role: Role) -> Reach:
    def reach(actor: Actor) -> Q:
        own = actor.targets(role, "region")
        above = {key for one in Region.objects.filter(pk__in=own) for key in one.lineage}
        return Q(region__lineage__overlap=own) | Q(region__in=above)

    reach.__name__ = f"of_or_above_regions_of_{role.value}"
    return reach


#: Sets of rules in an officer's regions, and those of the regions above, which their programmes may use.
USABLE_RULES: dict[Role, Reach] = {role: _usable(role) for role in OFFICER_ROLES}


def announced(actor: Actor) -> Q:
    """Programmes that everybody may read about."""
    return ~Q(state=ProgrammeState.DRAFT)


def through(who: dict[Role, Reach], path: str) -> dict[Role, Reach]:
    """The same people, over rows whose `path` is a programme within reach."""

    def over(reach: Reach) -> Reach:
        def reached(actor: Actor) -> Q:
            return Q(**{f"{path}__in": Programme.objects.filter(reach(actor))})

        reached.__name__ = f"{path}_in_{reach.__name__}"
        return reached

    return {role: over(reach) for role, reach in who.items()}


def own_children(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.GUARDIAN, "child"))


def of_own_children(actor: Actor) -> Q:
    """Entries of children whose guardian the actor is."""
    return Q(child__in=actor.targets(Role.GUARDIAN, "child"))


def evidence_of_own_children(actor: Actor) -> Q:
    return Q(entry__child__in=actor.targets(Role.GUARDIAN, "child"))


def on_duty_as_verifier(actor: Actor) -> Q:
    """Evidence of the entries of one's programmes: none of one's own children, nor of an entry taken back."""
    duties = Verifier.objects.filter(account=actor.account_id or 0, ended_at=None)
    own = Child.objects.filter(guardianships__account=actor.account_id or 0)
    entered = Q(entry__programme__in=duties.values("programme"), entry__state=EntryState.ENTERED)
    return entered & ~Q(entry__child__in=own)


#: Verifiers are officials with a second factor, and named for the programme.
VERIFIER_ROLES = (Role.INSPECTOR, *OFFICER_ROLES)
VERIFIERS: dict[Role, Reach] = dict.fromkeys(VERIFIER_ROLES, on_duty_as_verifier)


def _hosting(sites: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(site__in=Site.objects.filter(sites(actor)))

    reach.__name__ = f"classes_at_{sites.__name__}"
    return reach


HOSTS: dict[Role, Reach] = {
    Role.HEAD: _hosting(own_sites),
    Role.OPERATOR: _hosting(operators_sites),
    Role.STATION_KEEPER: _hosting(own_station),
}
