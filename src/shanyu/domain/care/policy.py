"""Who may do what with the child's day."""

from django.db.models import Q

from shanyu.domain.care.here import children_at, children_of_today, classes_of_today, sites_of_late
from shanyu.domain.people.policy import own_children
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import own_sites
from shanyu.kernel.door import Actor, Role, Row, policy


def classes_of_own_sites(actor: Actor) -> Q:
    return Q(site__in=Site.objects.filter(own_sites(actor)))


def children_of_own_sites(actor: Actor) -> Q:
    return children_at(Site.objects.filter(own_sites(actor)))


FLOOR = {Role.CARER: classes_of_today, Role.HEAD: classes_of_own_sites}
OF_CHILD = {
    Role.GUARDIAN: own_children,
    Role.CARER: children_of_today,
    Role.HEAD: children_of_own_sites,
}

policy(
    # What was noted with the network off arrives later, when its carer may have another post: it is judged by the day
    # on which it happened
    Row("care.record", {Role.MEMBER: sites_of_late}),
    Row("care.floor", FLOOR),
    Row("care.day_of_child", OF_CHILD),
)
