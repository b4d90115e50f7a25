"""Asking about accounts: one's own, and those that an authority looks after."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q, QuerySet

from shanyu.domain.people.models import Account, AdminSession, Guardianship, RoleGrant
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Grant, Role, audit, grants_of
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_email, mask_identity, mask_mobile, mask_name
from shanyu.kernel.models import AuditEvent

#: Rows of an export read at a time.
BLOCK = 1000


@dataclass(frozen=True)
class OwnAccount:
    """What somebody sees of their own account: numbers masked."""

    username: str
    name: str
    mobile: str
    identity: str
    identity_level: int
    language: str
    is_demo: bool
    email: str = ""
    email_confirmed: bool = False


@dataclass(frozen=True)
class AccountLine:
    """An account in a list: names and numbers masked; `roles` are those granted by hand and held today."""

    public_id: str
    username: str
    name: str
    mobile: str
    identity_level: int
    roles: list[str]
    is_guardian: bool
    is_active: bool
    last_login: datetime | None


@dataclass(frozen=True)
class AccountPage:
    """One page of a list of accounts, and how many there are in all."""

    items: list[AccountLine]
    total: int


@dataclass(frozen=True)
class AccountExport:
    """How many accounts answer, and their lines as they are read."""

    total: int
    rows: Iterator[AccountLine]


@dataclass(frozen=True)
class RoleLine:
    """One role that was granted by hand, with its dates and by whom; `key` ends it."""

    key: int
    role: Role
    region: Region | None
    since: date | None
    until: date | None
    current: bool
    granted_by: str
    reason: str


@dataclass(frozen=True)
class AccountFile:
    """An account's file for those who look after people and roles."""

    line: AccountLine
    identity: str
    created_at: datetime
    roles: list[RoleLine]
    granted: tuple[Grant, ...]
    sessions: list[AdminSession] = field(default_factory=list)
    events: list[AuditEvent] = field(default_factory=list)


@dataclass(frozen=True)
class Duty:
    """One's open session of administration; `ends_at` is None when there is none."""

    reason: str = ""
    ends_at: datetime | None = None


@query("people.sign_in", audited=False)
def may_sign_in(actor: Actor) -> bool:
    """The pages of signing in and up are open to everybody."""
    return True


@query("people.my_account", of=Account)
def my_account(actor: Actor, accounts: QuerySet[Account]) -> OwnAccount:
    """One's own account."""
    account = accounts.get(pk=actor.account_id)
    audit.touched(account)
    return OwnAccount(
        username=account.username,
        name=account.name,
        mobile=account.phone.masked(mask_mobile) if account.phone else "",
        identity=account.identity.masked(mask_identity) if account.identity else "",
        identity_level=account.identity_level,
        language=account.language,
        is_demo=account.is_demo,
        email=account.email.masked(mask_email) if account.email else "",
        email_confirmed=account.email_confirmed_at is not None,
    )


@query("people.my_duty")
def my_duty(actor: Actor) -> Duty:
    """Whether a session of administration of one's own is open, and until when."""
    open_one = AdminSession.objects.filter(
        account_id=actor.account_id, closed_at__isnull=True, ends_at__gt=now()
    ).first()
    return Duty(open_one.reason, open_one.ends_at) if open_one else Duty()


@query("people.list_accounts", of=Account)
def list_accounts(
    actor: Actor,
    accounts: QuerySet[Account],
    *,
    text: str = "",
    role: str = "",
    limit: int = 50,
    offset: int = 0,
) -> AccountPage:
    """Accounts by user name or name, and by a role granted by hand, masked."""
    found = _chosen(accounts, text, role)
    rows = list(_with_roles(found).order_by("username")[offset : offset + limit])
    audit.touched(*rows)
    return AccountPage([_line(row) for row in rows], found.count())


@query("people.export_accounts", of=Account)
def export_accounts(
    actor: Actor, accounts: QuerySet[Account], *, text: str = "", role: str = ""
) -> AccountExport:
    """Every account that `list_accounts` would list, masked alike. The audit trail has their number.

    The keys are read at once, the rows in blocks of a thousand while somebody iterates.
    """
    keys = list(_chosen(accounts, text, role).order_by("username").values_list("pk", flat=True))
    audit.touched_keys(Account, keys)
    return AccountExport(len(keys), _lines(keys))


def _lines(keys: list[int]) -> Iterator[AccountLine]:
    for start in range(0, len(keys), BLOCK):
        block = Account.objects.filter(pk__in=keys[start : start + BLOCK])
        yield from (_line(row) for row in _with_roles(block).order_by("username"))


def _chosen(accounts: QuerySet[Account], text: str, role: str) -> QuerySet[Account]:
    """Those whose user name or name holds the text, and who hold the role today by hand."""
    found = accounts
    if text.strip():
        found = found.filter(Q(username__icontains=text.strip()) | Q(name__icontains=text.strip()))
    if role:
        held = RoleGrant.objects.filter(role=role, valid__contains=today())
        found = found.filter(pk__in=held.values("account"))
    return found


@query("people.account_file", on=Account)
def account_file(actor: Actor, account: Account) -> AccountFile:
    """One account: roles with their dates and grounds, sessions of administration, what it did last."""
    row = _with_roles(Account.objects.filter(pk=account.pk)).get()
    grants = RoleGrant.objects.filter(account=account).select_related("region", "granted_by").order_by("-pk")
    day = today()
    return AccountFile(
        line=_line(row),
        identity=account.identity.masked(mask_identity) if account.identity else "",
        created_at=account.created_at,
        roles=[
            RoleLine(
                key=one.pk,
                role=Role(one.role),
                region=one.region,
                since=one.valid.lower,
                until=one.valid.upper,
                current=day in one.valid,
                granted_by=mask_name(one.granted_by.name) if one.granted_by else "",
                reason=one.reason,
            )
            for one in grants
        ],
        granted=grants_of(account.pk, day),
        sessions=list(account.admin_sessions.order_by("-pk")[:20]),
        events=list(AuditEvent.objects.filter(account_id=account.pk).order_by("-at", "-pk")[:50]),
    )


@query("people.audit_trail", of=AuditEvent, lookback="since")
def audit_trail(
    actor: Actor, events: QuerySet[AuditEvent], *, since: date | None = None, until: date | None = None,
    verb: str = "", username: str = "", limit: int = 100, offset: int = 0,
) -> list[AuditEvent]:  # fmt: skip
    """The audit trail, newest first: from a day to before another, of verbs that begin so, of one account.

    Each event has `username`, whose it is; "" for a visitor and the platform.
    """
    if since is not None:
        events = events.filter(at__date__gte=since)
    if until is not None:
        events = events.filter(at__date__lt=until)
    if verb:
        events = events.filter(verb__startswith=verb)
    if username:
        events = events.filter(account_id__in=Account.objects.filter(username=username).values("pk"))
    rows = list(events.order_by("-at", "-pk")[offset : offset + limit])
    names = Account.objects.filter(pk__in={row.account_id for row in rows}).values_list("pk", "username")
    known = dict(names)
    for row in rows:
        row.username = known.get(row.account_id, "")
    return rows


def _with_roles(accounts: QuerySet[Account]) -> QuerySet[Account]:
    day = today()
    return accounts.annotate(
        held=ArrayAgg(
            "role_grants__role", filter=Q(role_grants__valid__contains=day), distinct=True, default=[]
        ),
        guards=Exists(Guardianship.objects.filter(account=OuterRef("pk"), valid__contains=day)),
    )


def _line(account: Account) -> AccountLine:
    return AccountLine(
        public_id=str(account.public_id),
        username=account.username,
        name=mask_name(account.name),
        mobile=account.phone.masked(mask_mobile) if account.phone else "",
        identity_level=account.identity_level,
        roles=sorted(account.held),
        is_guardian=account.guards,
        is_active=account.is_active,
        last_login=account.last_login,
    )
