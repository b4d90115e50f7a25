"""What a verb leaves in the audit trail: who, what, which ids, how far back, from where. Never free text."""

from collections import defaultdict
from collections.abc import Iterable
from contextvars import ContextVar

from django.db import models, transaction
from psycopg.types.json import Json

from shanyu.kernel.clock import now
from shanyu.kernel.door.actor import Actor
from shanyu.kernel.prepared import ask

Touched = dict[str, set[int]]
_touched: ContextVar[Touched | None] = ContextVar("touched", default=None)
#: Stands among the labels of what was touched; no model has a label like it.
_UNNAMED = "unnamed."

#: More ids than this in one event are counted, not listed.
MOST_IDS = 500


def begin() -> object:
    return _touched.set(defaultdict(set))


def end(token: object) -> Touched:
    found = _touched.get() or {}
    _touched.reset(token)
    return found


def touched(*objects: models.Model) -> None:
    """Say inside a verb which rows it read or changed beyond its subject and its result."""
    found = _touched.get()
    if found is None:
        return
    for obj in objects:
        if obj is not None and obj.pk is not None and isinstance(obj.pk, int):
            found[obj._meta.label_lower].add(obj.pk)


def touched_keys(model: type[models.Model], keys: Iterable[int]) -> None:
    """The same for rows that are known by key only, such as those of an export."""
    found = _touched.get()
    if found is not None:
        found[model._meta.label_lower].update(keys)


def because(reason: str) -> None:
    """Say inside a verb for which reason of a fixed list it was used. Never pass what somebody typed."""
    found = _touched.get()
    if found is not None:
        found[f"because.{reason}"].update()


def unnamed() -> None:
    """Say inside a verb that its event tells nobody who used it: whoever reports harm is protected by law."""
    found = _touched.get()
    if found is not None:
        found[_UNNAMED].update()


def note(actor: Actor, verb: str, outcome: str, found: Touched, lookback_days: int | None) -> None:
    """Write the event once the surrounding transaction has committed; at once where there is none."""
    named = _UNNAMED not in found
    found = {label: ids for label, ids in found.items() if label != _UNNAMED}
    values = [
        now(),
        verb,
        outcome,
        actor.account_id if named else None,
        Json(sorted(role.value for role in actor.roles if role != "public" and named)),
        actor.origin.via,
        actor.origin.address if named else None,
        actor.origin.request_id if named else "",
        Json({label: sorted(ids)[:MOST_IDS] for label, ids in found.items()}),
        sum(len(ids) for ids in found.values()),
        lookback_days,
    ]
    transaction.on_commit(lambda: ask(_INSERT, values))


_INSERT = """
    INSERT INTO kernel_auditevent (at, verb, outcome, account_id, roles, via, address, request_id, ids, id_count,
                                   lookback_days)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
