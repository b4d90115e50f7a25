"""Which posts are whose to give: those with power over a site come from its operator or the authority."""

from django.utils.translation import gettext as _

from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.refusals import NotYoursToAppoint, OnlyAppointedPosts
from shanyu.kernel.door import Actor, Invalid, Role

#: Posts that give power over a site: only its operator or the authority enters them.
APPOINTED = frozenset({PostRole.HEAD, PostRole.STATION_KEEPER})


def may_appoint(actor: Actor, site: Site, role: str) -> None:
    """Raise Invalid for no role at all, and NotYoursToAppoint for a post with power that is not the actor's."""
    if role not in PostRole.values:
        raise Invalid({"role": _("请选择岗位。")})
    if role in APPOINTED and not operates(actor, site) and not oversees(actor, site):
        raise NotYoursToAppoint


def may_enter(actor: Actor, site: Site, role: str) -> None:
    """Raise OnlyAppointedPosts where an officer enters a post that the site itself enters."""
    runs = operates(actor, site) or site.pk in actor.targets(Role.HEAD, "site")
    if role not in APPOINTED and not runs:
        raise OnlyAppointedPosts


def operates(actor: Actor, site: Site) -> bool:
    return site.operator_id in actor.targets(Role.OPERATOR, "operator")


def oversees(actor: Actor, site: Site) -> bool:
    return bool(set(site.region.lineage) & set(actor.targets(Role.DISTRICT_OFFICER, "region")))
