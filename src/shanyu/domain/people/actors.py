"""From an account to an actor: its grants today, whether it is on duty, how surely it signed in, and from where."""

from datetime import datetime
from functools import cache

from django.db import DEFAULT_DB_ALIAS

from shanyu.domain.people.models import Account, AdminSession
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Grant, Origin, Role, grants_from, grants_of, grants_sql
from shanyu.kernel.prepared import ask, columns

#: What a request needs of an account.
_READS = ("password", "username", "name", "language", "is_active")
_STATEMENT = """
    SELECT COLUMNS, granted.* FROM people_account AS account
    LEFT JOIN LATERAL (GRANTS) AS granted (role, reaches, target) ON true
    WHERE account.id = %(account)s
"""


@cache
def _statement() -> str:
    names = ", ".join(f"account.{name}" for name in columns(Account, _READS))
    return _STATEMENT.replace("COLUMNS", names).replace("GRANTS", grants_sql())


def account_here(account_id: int) -> Account | None:
    """The account of a request, and in `granted` what it was granted as of today: one prepared statement.

    The rest, above all what is sealed, is read from the database by whoever uses it.
    """
    rows = ask(_statement(), {"account": account_id, "on": today()})
    if not rows:
        return None
    names = columns(Account, _READS)
    own = len(names)
    account = Account.from_db(DEFAULT_DB_ALIAS, names, rows[0][:own])
    account.granted = grants_from(row[own:] for row in rows if row[own] is not None)
    return account


def actor_for(
    account_id: int,
    *,
    assurance: int = 1,
    origin: Origin | None = None,
    granted: tuple[Grant, ...] | None = None,
) -> Actor:
    """The actor that an account is today; `assurance` as Actor tells. `granted`, where it is known already."""
    if granted is None:
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
