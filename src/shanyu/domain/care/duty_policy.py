"""Who may do what about a head's day: boards, sheets and tracing of absence; and what the authority reads of them."""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.care.here import posts
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import AUTHORITY, own_sites
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Role, Row, everything, policy


def asked_after_sites(actor: Actor) -> Q:
    """The sites at which somebody was named to ask after absent children, and works today."""
    works = posts(today()).filter(worker__account=actor.account_id)
    return Q(tracing_choice__named_id=actor.account_id, pk__in=works.values("site"))


def _of(sites: Callable[[Actor], Q]) -> Callable[[Actor], Q]:
    def reach(actor: Actor) -> Q:
        return Q(site__in=Site.objects.filter(sites(actor)))

    reach.__name__ = f"tracings_of_{sites.__name__}"
    return reach


ASKING = {Role.HEAD: own_sites, Role.CARER: asked_after_sites}
ASKED_AFTER = {role: _of(sites) for role, sites in ASKING.items()}
HEAD = {Role.HEAD: own_sites}

policy(
    Row("care.today_board", HEAD),
    Row("care.sheet", HEAD),
    Row("care.tracing_form", HEAD),
    Row("care.choose_tracing", HEAD),
    Row("care.tracings", ASKING),
    Row("care.tried_to_reach", ASKED_AFTER),
    Row("care.family_reached", ASKED_AFTER),
    Row("care.family_not_reached", ASKED_AFTER),
    # Class-days, never children
    Row("care.oversight", dict.fromkeys(AUTHORITY, everything)),
)
