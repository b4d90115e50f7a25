"""Who stands at the door: an account, what it was granted, how surely it is who it says, and from where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, Literal

from shanyu.kernel.door.roles import STRONG_ROLES, Role
from shanyu.kernel.prepared import ask

Over = Literal["child", "class", "site", "operator", "partner", "region", "platform"]
Via = Literal["web", "api", "cli", "job"]


@dataclass(frozen=True, slots=True)
class Grant:
    """One capacity of an account: a role, and the one thing that role reaches (`target` is its key)."""

    role: Role
    over: Over
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, for the audit trail."""

    via: Via = "web"
    address: str | None = None
    request_id: str = ""


@dataclass(frozen=True)
class Actor:
    """Whoever uses a verb. Built once per request; never stored.

    `assurance` is 0 for nobody, 1 for a password or single sign-on, 2 when a second factor or a passkey
    was shown. Grants of strong roles do not count below 2; `withheld` names them, so that a face can ask
    for the second factor instead of pretending that nothing is there.
    """

    account_id: int | None = None
    granted: tuple[Grant, ...] = ()
    assurance: int = 0
    on_duty: bool = False
    system: bool = False
    scopes: frozenset[str] | None = None
    origin: Origin = field(default_factory=Origin)

    @property
    def signed_in(self) -> bool:
        return self.account_id is not None

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        if self.assurance >= 2:
            return self.granted
        return tuple(grant for grant in self.granted if grant.role not in STRONG_ROLES)

    @property
    def withheld(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.granted) - frozenset(g.role for g in self.grants)

    @cached_property
    def roles(self) -> frozenset[Role]:
        roles = {grant.role for grant in self.grants} | {Role.PUBLIC}
        if self.signed_in:
            roles.add(Role.MEMBER)
        if self.on_duty and Role.ADMINISTRATOR in roles:
            roles.add(Role.ADMINISTRATOR_ON_DUTY)
        if self.system:
            roles.add(Role.SYSTEM)
        return frozenset(roles)

    def targets(self, role: Role, over: Over) -> list[int]:
        """Keys of the children, sites, regions … that `role` was granted over."""
        return sorted(
            grant.target
            for grant in self.grants
            if grant.role == role and grant.over == over and grant.target is not None
        )

    def has(self, *roles: Role) -> bool:
        return bool(self.roles.intersection(roles))

    @cached_property
    def memory(self) -> dict[tuple, Any]:
        """What `remembered` keeps for as long as this actor lasts, which is one request."""
        return {}


def remembered(function: Callable) -> Callable:
    """A question about an actor that several verbs of one page ask: answered once for each actor.

    For what does not change within a request; its further arguments are hashable. A refusal is not kept.
    """

    @wraps(function)
    def once(actor: Actor, *args: Any) -> Any:
        key = (function, *args)
        if key not in actor.memory:
            actor.memory[key] = function(actor, *args)
        return actor.memory[key]

    return once


def nobody(origin: Origin | None = None) -> Actor:
    """A visitor who has not signed in."""
    return Actor(origin=origin or Origin())


def platform(via: Via = "cli") -> Actor:
    """The platform itself, at the command line or in a job."""
    return Actor(system=True, assurance=2, origin=Origin(via=via))


_sources: list[str] = []


def grant_source(sql: str) -> None:
    """Register a domain's answer to: what was this account granted, as of this day?

    `sql` selects a role, what it is over, and the key of that, for `%(account)s` on `%(on)s`. As text, so that every
    request asks all domains in one question. It compares the day with `(… @> day) IS TRUE`, which no index answers:
    a plan for any account and any day would else read whoever was granted something on that day.
    """
    if sql not in _sources:
        _sources.append(sql)


def grants_sql() -> str:
    """All domains' answers as one: role, what it is over, and the key of that."""
    return " UNION ALL ".join(_sources)


def grants_of(account_id: int, on: date) -> tuple[Grant, ...]:
    return grants_from(ask(grants_sql(), {"account": account_id, "on": on}))


def grants_from(rows: Iterable[tuple]) -> tuple[Grant, ...]:
    """Rows of `grants_sql` as grants."""
    return tuple(Grant(Role(role), over, target) for role, over, target in rows)
