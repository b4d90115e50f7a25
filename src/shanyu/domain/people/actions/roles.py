"""Roles over regions and the platform, and the time-boxed mode of administration."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.people import rules
from shanyu.domain.people.actions.accounts import end_today
from shanyu.domain.people.actors import on_duty
from shanyu.domain.people.models import Account, AdminSession, RoleGrant
from shanyu.domain.people.refusals import AlreadyOnDuty, OwnRole, RoleOverlaps
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import NEVER_GRANTED, Actor, Invalid, Role
from shanyu.kernel.door.verbs import action

#: Roles that come with a child or a post at a site, and are not granted by hand.
FROM_ELSEWHERE = frozenset(
    {
        Role.GUARDIAN,
        Role.CARER,
        Role.HEALTH_WORKER,
        Role.HEAD,
        Role.OPERATOR,
        Role.STATION_KEEPER,
        Role.NEIGHBOUR_CARER,
    }
)
GRANTABLE = [role for role in Role if role not in NEVER_GRANTED | FROM_ELSEWHERE]
OVER_A_REGION = frozenset({Role.EXPERT, Role.INSPECTOR, Role.DISTRICT_OFFICER, Role.CITY_OFFICER})


@action("people.grant_role", on=Account)
def grant_role(
    actor: Actor, account: Account, *, role: str, region: Region | None = None, until: date | None = None,
    reason: str = "",
) -> RoleGrant:  # fmt: skip
    """Give an account a role from today, until before a day or until it is ended.

    Raises Invalid, OwnRole (two people are needed for that) and RoleOverlaps.
    """
    if account.pk == actor.account_id:
        raise OwnRole
    if role not in GRANTABLE:
        raise Invalid({"role": _("这个角色随孩子或岗位而来，不在这里授予。")})
    if role in OVER_A_REGION and region is None:
        raise Invalid({"region": _("这个角色要有一个地区。")})
    if until is not None and until <= today():
        raise Invalid({"until": _("结束日期要在今天之后。")})
    if not reason.strip():
        raise Invalid({"reason": _("请写明授予的依据。")})
    try:
        with transaction.atomic():
            return RoleGrant.objects.create(
                account=account,
                role=role,
                region=region if role in OVER_A_REGION else None,
                valid=DateRange(today(), until),
                granted_by_id=actor.account_id,
                reason=reason.strip()[:200],
            )
    except IntegrityError:
        raise RoleOverlaps from None


@action("people.end_role", on=RoleGrant)
def end_role(actor: Actor, grant: RoleGrant) -> None:
    """End a role as of today. Raises OwnRole, and Invalid for one that has ended."""
    if grant.account_id == actor.account_id:
        raise OwnRole
    if today() not in grant.valid:
        raise Invalid({"role": _("这个角色已经结束。")})
    end_today(grant, today())


@action("people.begin_administration")
def begin_administration(actor: Actor, *, reason: str, minutes: int = 30) -> AdminSession:
    """Open a session of administration of at most an hour, for a stated reason. Raises Invalid and AlreadyOnDuty."""
    Account.objects.select_for_update().get(pk=actor.account_id)
    if not reason.strip():
        raise Invalid({"reason": _("请写明为什么需要管理权限。")})
    if not 1 <= minutes <= rules.LONGEST_DUTY_MINUTES:
        raise Invalid({"minutes": _("管理时段最长 60 分钟。")})
    if on_duty(actor.account_id):
        raise AlreadyOnDuty
    begun = now()
    return AdminSession.objects.create(
        account_id=actor.account_id,
        reason=reason.strip()[:200],
        created_at=begun,
        ends_at=begun + timedelta(minutes=minutes),
    )


@action("people.end_administration")
def end_administration(actor: Actor) -> None:
    """Close one's open session of administration, if there is one."""
    moment = now()
    AdminSession.objects.filter(
        account_id=actor.account_id, closed_at__isnull=True, ends_at__gt=moment
    ).update(closed_at=moment)
