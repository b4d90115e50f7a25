"""policy of providers: who may use which verb, over which rows."""

from django.db.models import Q

from shanyu.domain.providers.kinds import SiteState
from shanyu.kernel.door import Actor, Role, Row, policy


def open_sites(actor: Actor) -> Q:
    """Sites that families find."""
    return Q(state=SiteState.OPEN)


def public_sites(actor: Actor) -> Q:
    """Sites with a public page: open ones, and suspended and closed ones, whose page says so."""
    return ~Q(state=SiteState.DRAFT)


def own_favourites(actor: Actor) -> Q:
    return Q(account_id=actor.account_id)


# Open data: finding care and reading about it.
policy(
    Row("providers.find_sites", {Role.PUBLIC: open_sites}),
    Row("providers.site_page", {Role.PUBLIC: public_sites}),
    Row("providers.compare_sites", {Role.PUBLIC: public_sites}),
)

# What a person keeps in mind.
policy(
    Row("providers.favourites", {Role.MEMBER: own_favourites}),
    Row("providers.add_favourite", {Role.MEMBER: public_sites}),
    Row("providers.remove_favourite", {Role.MEMBER: public_sites}),
)
