"""What an account was granted by providers: posts at sites, and acting for an operator."""

from collections.abc import Iterable
from datetime import date

from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import OperatorPost, Post
from shanyu.kernel.door import Grant, Role, grant_source

#: The posts that give a role in the platform; a cook or a guard has none.
ROLE_OF_POST = {
    PostRole.HEAD: Role.HEAD,
    PostRole.CARER: Role.CARER,
    PostRole.HEALTH_WORKER: Role.CARER,
    PostRole.STATION_KEEPER: Role.STATION_KEEPER,
    PostRole.NEIGHBOUR_CARER: Role.NEIGHBOUR_CARER,
}


@grant_source
def posts(account_id: int, on: date) -> Iterable[Grant]:
    rows = Post.objects.filter(worker__account_id=account_id, valid__contains=on, role__in=ROLE_OF_POST)
    for role, site, care_class in rows.values_list("role", "site_id", "care_class_id"):
        yield Grant(ROLE_OF_POST[PostRole(role)], "site", site)
        if care_class:
            yield Grant(ROLE_OF_POST[PostRole(role)], "class", care_class)


@grant_source
def operator_posts(account_id: int, on: date) -> Iterable[Grant]:
    rows = OperatorPost.objects.filter(account_id=account_id, valid__contains=on)
    return [
        Grant(Role.OPERATOR, "operator", operator) for operator in rows.values_list("operator_id", flat=True)
    ]
