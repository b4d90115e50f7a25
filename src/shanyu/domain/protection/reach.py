"""Whose children, incidents and reports an actor reaches: the functions that `policy` is made of."""

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet

from shanyu.domain.care.here import classes_of_today, placements
from shanyu.domain.people.models import Child
from shanyu.domain.protection.models import HarmReport, Incident
from shanyu.domain.providers.models import CareClass, Post, Site
from shanyu.domain.providers.policy import AUTHORITY, district_sites, operators_sites, own_sites, own_station
from shanyu.domain.stations.models import Minding
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor, Role
from shanyu.kernel.fields import matching

Reach = Callable[[Actor], Q]


def own_children(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.GUARDIAN, "child"))


def of_own_children(actor: Actor) -> Q:
    return Q(child__in=actor.targets(Role.GUARDIAN, "child"))


def about_own_children(actor: Actor) -> Q:
    """Incidents that concern a child of the actor's."""
    return Q(
        pk__in=Incident.objects.filter(concerned__child__in=actor.targets(Role.GUARDIAN, "child")).values(
            "pk"
        )
    )


def proofs_of_own_children(actor: Actor) -> Q:
    return Q(illness__child__in=actor.targets(Role.GUARDIAN, "child"))


def health_workers_sites(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.HEALTH_WORKER, "site"))


def worked_sites(actor: Actor) -> Q:
    """Sites where somebody has a post today that brings them to children."""
    roles = (Role.CARER, Role.NEIGHBOUR_CARER)
    return Q(pk__in=[key for role in roles for key in actor.targets(role, "site")])


#: Who looks after a whole site, and who of them knows of its children's health.
OFFICE: dict[Role, Reach] = {
    Role.HEAD: own_sites,
    Role.OPERATOR: operators_sites,
    Role.STATION_KEEPER: own_station,
    Role.HEALTH_WORKER: health_workers_sites,
}
HEALTH: dict[Role, Reach] = {
    Role.HEAD: own_sites,
    Role.STATION_KEEPER: own_station,
    Role.HEALTH_WORKER: health_workers_sites,
}
STAFF: dict[Role, Reach] = {
    **OFFICE,
    Role.CARER: worked_sites,
    Role.NEIGHBOUR_CARER: worked_sites,
}
OFFICERS: dict[Role, Reach] = {
    Role.DISTRICT_OFFICER: district_sites,
    Role.CITY_OFFICER: AUTHORITY[Role.CITY_OFFICER],
}


def at(who: dict[Role, Reach], path: str) -> dict[Role, Reach]:
    """The same people, over rows whose `path` is a site within reach."""

    def through(reach: Reach) -> Reach:
        def reached(actor: Actor) -> Q:
            return Q(**{f"{path}__in": Site.objects.filter(reach(actor))})

        reached.__name__ = f"{path}_in_{reach.__name__}"
        return reached

    return {role: through(reach) for role, reach in who.items()}


def _of_own_classes(actor: Actor) -> Q:
    """Incidents of the classes in which somebody works today, and what they wrote down themselves."""
    own = Q(care_class__in=CareClass.objects.filter(classes_of_today(actor)))
    wrote = Q(recorded_by=actor.account_id or 0, site__in=Site.objects.filter(worked_sites(actor)))
    return own | wrote


_of_own_classes.__name__ = "incidents_of_own_classes"


def incidents_of_staff() -> dict[Role, Reach]:
    """Whoever works at a site, over its incidents: carers over those of their classes only."""
    return {
        **at(OFFICE, "site"),
        Role.CARER: _of_own_classes,
        Role.NEIGHBOUR_CARER: _of_own_classes,
    }


def _children_there(sites: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(pk__in=children_at(Site.objects.filter(sites(actor))))

    reach.__name__ = f"children_at_{sites.__name__}"
    return reach


def _children_of_own_classes(actor: Actor) -> Q:
    classes = CareClass.objects.filter(classes_of_today(actor))
    return Q(pk__in=placements(today()).filter(care_class__in=classes).values("child"))


_children_of_own_classes.__name__ = "children_of_own_classes"


def children_of_health() -> dict[Role, Reach]:
    """Who may note that a child is ill, over which children."""
    return {
        Role.GUARDIAN: own_children,
        Role.CARER: _children_of_own_classes,
        **{role: _children_there(reach) for role, reach in HEALTH.items()},
    }


def children_at(sites: QuerySet[Site]) -> QuerySet:
    """Keys of the children who have a place at these sites today, or are minded there today."""
    return Child.objects.filter(
        Q(pk__in=placements(today()).filter(site__in=sites).values("child"))
        | Q(pk__in=minded_today(sites).values("booked__child"))
    ).values("pk")


def minded_today(sites: Iterable[Site]) -> QuerySet[Minding]:
    """Mindings at a station that began today."""
    midnight = local(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return Minding.objects.filter(site__in=sites, void=False, during__startswith__gte=midnight)


def watched_incidents(who: dict[Role, Reach]) -> dict[Role, Reach]:
    """Officers, over the incidents of their region that must be, or were, reported to the authority."""
    return {role: _reported(reach) for role, reach in at(who, "site").items()}


def _reported(incidents: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return incidents(actor) & (Q(report_due_at__isnull=False) | Q(reported_at__isnull=False))

    reach.__name__ = f"reported_{incidents.__name__}"
    return reach


def own_reports(actor: Actor) -> Q:
    """Reports of suspected harm that this account has sent."""
    if actor.account_id is None:
        return Q(pk__in=[])
    return matching(HarmReport, "reporter_index", str(actor.account_id))


def reports_of_district(actor: Actor) -> Q:
    return Q(district__lineage__overlap=actor.targets(Role.DISTRICT_OFFICER, "region"))


def workplaces(actor: Actor) -> QuerySet[Site]:
    """Every site where somebody works today in whatever post, runs, or has a child in care."""
    posts = Post.objects.filter(worker__account=actor.account_id or 0, valid__contains=today())
    children = actor.targets(Role.GUARDIAN, "child")
    placed = placements(today()).filter(child__in=children)
    return Site.objects.filter(
        Q(pk__in=posts.values("site")) | operators_sites(actor) | Q(pk__in=placed.values("site"))
    ).order_by("sort_key", "pk")
