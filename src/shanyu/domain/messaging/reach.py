"""Whose threads, announcements and requests an actor reaches: the functions that `policy` is made of.

A thread lists nobody. A guardian reaches it through the child, a carer through a post in the class today and the
child's being there today, a head likewise through the site: who leaves, or whose child leaves, reaches nothing.
"""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.messaging.audiences import places_of, still_there
from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.domain.messaging.models import Announcement, ConsentRequest, Message, Thread
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.policy import own_sites, own_station
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]


def threads_of_own_children(actor: Actor) -> Q:
    return Q(child__in=actor.targets(Role.GUARDIAN, "child"))


def own_threads(actor: Actor) -> Q:
    """What somebody wrote to a station or the authority for themselves."""
    return Q(family=actor.account_id)


def threads_of_own_classes(actor: Actor) -> Q:
    here = Q(kind=ThreadKind.CLASS, care_class__in=actor.targets(Role.CARER, "class"))
    return here & still_there(child="child", care_class="care_class")


def threads_of_own_sites(actor: Actor) -> Q:
    sites = actor.targets(Role.HEAD, "site")
    with_families = Q(kind=ThreadKind.HEAD, site__in=sites) & still_there(child="child", site="site")
    return with_families | Q(kind=ThreadKind.AUTHORITY, site__in=sites)


def threads_of_own_station(actor: Actor) -> Q:
    return Q(kind=ThreadKind.STATION, site__in=actor.targets(Role.STATION_KEEPER, "site"))


def threads_of_own_district(actor: Actor) -> Q:
    regions = actor.targets(Role.DISTRICT_OFFICER, "region")
    return Q(kind=ThreadKind.AUTHORITY, region__lineage__overlap=regions)


#: Who takes part in a thread, and on which side.
THREADS: dict[Role, Reach] = {
    Role.GUARDIAN: threads_of_own_children,
    Role.MEMBER: own_threads,
    Role.CARER: threads_of_own_classes,
    Role.HEAD: threads_of_own_sites,
    Role.STATION_KEEPER: threads_of_own_station,
    Role.DISTRICT_OFFICER: threads_of_own_district,
}
SIDE_OF = {
    Role.GUARDIAN: Side.FAMILY,
    Role.MEMBER: Side.FAMILY,
    Role.CARER: Side.STAFF,
    Role.HEAD: Side.STAFF,
    Role.STATION_KEEPER: Side.STAFF,
    Role.DISTRICT_OFFICER: Side.AUTHORITY,
}


def _in_threads(threads: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(thread__in=Thread.objects.filter(threads(actor)))

    reach.__name__ = f"messages_in_{threads.__name__}"
    return reach


MESSAGES: dict[Role, Reach] = {role: _in_threads(threads) for role, threads in THREADS.items()}


def classes_of_own_children(actor: Actor) -> tuple[set[int], set[int]]:
    """Classes and sites at which the actor's own children are today."""
    places = places_of(child__in=actor.targets(Role.GUARDIAN, "child"))
    return {place[1] for place in places}, {place[2] for place in places}


def to_own_children(actor: Actor) -> Q:
    """What was said to a class of one's children of today, or to its whole site."""
    classes, sites = classes_of_own_children(actor)
    return Q(care_class__in=classes) | Q(care_class=None, site__in=sites)


def for_own_families(actor: Actor) -> Q:
    return to_own_children(actor) & Q(withdrawn_at=None)


def for_own_classes(actor: Actor) -> Q:
    """What families of one's class are told: a carer knows it as well."""
    classes = actor.targets(Role.CARER, "class")
    sites = CareClass.objects.filter(pk__in=classes).values("site")
    return Q(care_class__in=classes) | Q(care_class=None, site__in=sites)


def for_own_sites(actor: Actor) -> Q:
    """What the authority lets the actor's sites know."""
    return Q(region__in=_regions_of(own_sites(actor)), withdrawn_at=None)


def for_own_station(actor: Actor) -> Q:
    """What the authority lets the actor's station know."""
    return Q(region__in=_regions_of(own_station(actor)), withdrawn_at=None)


def _regions_of(sites: Q) -> set[int]:
    lineages = Site.objects.filter(sites).values_list("region__lineage", flat=True)
    return {region for lineage in lineages for region in lineage}


def at_own_sites(actor: Actor) -> Q:
    return Q(site__in=actor.targets(Role.HEAD, "site"))


def of_own_district(actor: Actor) -> Q:
    return Q(region__lineage__overlap=actor.targets(Role.DISTRICT_OFFICER, "region"))


def to_own_classes(actor: Actor) -> Q:
    return Q(care_class__in=actor.targets(Role.CARER, "class"))


#: Who is told by an announcement, and who looks after it.
READ: dict[Role, Reach] = {
    Role.GUARDIAN: for_own_families,
    Role.HEAD: for_own_sites,
    Role.STATION_KEEPER: for_own_station,
}
KEEP: dict[Role, Reach] = {
    Role.HEAD: at_own_sites,
    Role.CARER: to_own_classes,
    Role.DISTRICT_OFFICER: of_own_district,
}
#: Who reads how a request for consent was answered: the heads who ask, and the carers who go along.
ANSWERS: dict[Role, Reach] = {Role.HEAD: at_own_sites, Role.CARER: for_own_classes}


def _files(role: Role) -> Reach:
    """Files of messages one reads, and of announcements one reads or looks after."""

    def reach(actor: Actor) -> Q:
        found = Q(pk__in=[])
        if role in MESSAGES:
            found |= Q(message__in=Message.objects.filter(MESSAGES[role](actor)))
        for table in (READ, KEEP):
            if role in table:
                found |= Q(announcement__in=Announcement.objects.filter(table[role](actor)))
        return found

    reach.__name__ = f"files_for_the_{role.value}"
    return reach


FILES: dict[Role, Reach] = {role: _files(role) for role in THREADS}


def reports_of_own_district(actor: Actor) -> Q:
    return Q(region__lineage__overlap=actor.targets(Role.DISTRICT_OFFICER, "region"))


def requests_for_own_children(actor: Actor) -> Q:
    """Requests to answer, and those that somebody's guardian has answered before."""
    answered = ConsentRequest.objects.filter(answers__child__in=actor.targets(Role.GUARDIAN, "child"))
    return (to_own_children(actor) & Q(withdrawn_at=None)) | Q(pk__in=answered.values("pk"))
