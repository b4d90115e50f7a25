"""What an account was granted by people: guardianship over children, roles over regions and the platform."""

from collections.abc import Iterable
from datetime import date

from shanyu.domain.people.models import Guardianship, RoleGrant
from shanyu.kernel.door import Grant, Role, grant_source


@grant_source
def guardianships(account_id: int, on: date) -> Iterable[Grant]:
    children = Guardianship.objects.filter(account_id=account_id, valid__contains=on)
    return [Grant(Role.GUARDIAN, "child", child) for child in children.values_list("child_id", flat=True)]


@grant_source
def role_grants(account_id: int, on: date) -> Iterable[Grant]:
    rows = RoleGrant.objects.filter(account_id=account_id, valid__contains=on)
    return [
        Grant(Role(role), "region" if region else "platform", region)
        for role, region in rows.values_list("role", "region_id")
    ]
