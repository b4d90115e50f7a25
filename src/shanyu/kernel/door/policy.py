"""The policy table: who may use which verb, over which rows.

Each domain's `policy.py` holds its rows; its AppConfig imports it. A row names, for every role that may use
the verb, the reach: a function from the actor to a `Q` over the verb's model. The same `Q` cuts lists and
checks single rows, so that there is one truth about reach.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from shanyu.kernel.door.actor import Actor
from shanyu.kernel.door.refusals import NoPolicy
from shanyu.kernel.door.roles import Role

Reach = Callable[[Actor], Q]


def everything(actor: Actor) -> Q:
    """No limit: for open data, for the platform itself, and for verbs that touch no row."""
    return Q()


@dataclass(frozen=True)
class Row:
    """One verb of the policy table."""

    verb: str
    who: Mapping[Role, Reach]

    def reach(self, actor: Actor) -> Q | None:
        """The rows this actor may touch by this verb; None where no role of theirs may use it at all."""
        reaches = [reach for role, reach in self.who.items() if role in actor.roles]
        if not reaches:
            return None
        if everything in reaches:
            return Q()
        allowed = Q(pk__in=[])
        for reach in reaches:
            allowed |= reach(actor)
        return allowed


_table: dict[str, Row] = {}


def policy(*rows: Row) -> tuple[Row, ...]:
    """Enter rows into the table. A verb has one row; a second one is a mistake."""
    for row in rows:
        if row.verb in _table and _table[row.verb] != row:
            raise NoPolicy(f"two policy rows for {row.verb}")
        _table[row.verb] = row
    return rows


def row_of(verb: str) -> Row:
    try:
        return _table[verb]
    except KeyError:
        raise NoPolicy(f"no policy row for {verb}") from None


def rows() -> Iterator[Row]:
    yield from _table.values()


def may(actor: Actor, verb: str) -> bool:
    """Whether any role of the actor may use the verb at all: templates ask this before showing a button."""
    return row_of(verb).reach(actor) is not None
