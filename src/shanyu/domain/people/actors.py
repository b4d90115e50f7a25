"""From an account to an actor: its grants today, whether it is on duty, how surely it signed in, and from where."""

from datetime import datetime

from shanyu.domain.people.models import AdminSession
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Origin, Role, grants_of


def actor_for(account_id: int, *, assurance: int = 1, origin: Origin | None = None) -> Actor:
    """The actor that an account is today. One query for all grants; `assurance` as Actor tells."""
    granted = grants_of(account_id, today())
    administers = assurance >= 2 and any(grant.role == Role.ADMINISTRATOR for grant in granted)
    return Actor(
        account_id=account_id,
        granted=granted,
        assurance=assurance,
        on_duty=administers and on_duty(account_id),
        origin=origin or Origin(),
    )


def on_duty(account_id: int) -> bool:
    """Whether a session of administration is open for this account now."""
    return duty_ends(account_id) is not None


def duty_ends(account_id: int) -> datetime | None:
    """When the open session of administration of this account ends; None where there is none."""
    open_ones = AdminSession.objects.filter(
        account_id=account_id, closed_at__isnull=True, created_at__lte=now(), ends_at__gt=now()
    )
    return open_ones.values_list("ends_at", flat=True).order_by("-ends_at").first()
