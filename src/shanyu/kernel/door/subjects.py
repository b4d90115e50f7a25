"""Finding the row that a verb is about: within the actor's reach, or not at all."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q

from shanyu.kernel.door.refusals import OutOfReach
from shanyu.kernel.prepared import ask, columns


def resolve(
    model: type[models.Model], given: Any, reach: Q, *, lock: bool = False, reads: tuple[str, ...] = ()
) -> Any:
    """The row that `given` (an instance, its key or its public id) means, within reach, or OutOfReach.

    `reads`: only these columns are read now, by a prepared statement; the others when they are used.
    """
    if isinstance(given, models.Model):
        given = given.pk
    by = "public_id" if isinstance(given, UUID) else "pk"
    if reads:
        return _lean(model, by, given, reach, reads)
    rows = model._default_manager.filter(reach)
    if lock:
        # NO KEY: a new row that refers to this one, such as a booking in a rush, need not wait for the verb.
        rows = rows.select_for_update(of=("self",), no_key=True)
    try:
        return rows.get(**{by: given})
    except (model.DoesNotExist, ValueError, TypeError):
        raise OutOfReach from None


def _lean(model: type[models.Model], by: str, given: Any, reach: Q, reads: tuple[str, ...]) -> Any:
    names = columns(model, reads)
    try:
        key = given if by == "public_id" else int(given)
    except (ValueError, TypeError):
        raise OutOfReach from None
    statement, values = _statement(model, by, reach, names)
    found = ask(statement, [*values, key])
    if not found:
        raise OutOfReach
    return model.from_db(DEFAULT_DB_ALIAS, names, found[0])


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], by: str, reach: Q, names: tuple[str, ...]) -> tuple[str, tuple]:
    """The SQL of one row within reach, and its values but for the last, which is the row's key."""
    probe = UUID(int=0) if by == "public_id" else 0
    rows = model._default_manager.filter(reach).filter(**{by: probe}).order_by()
    statement, values = rows.values_list(*names).query.sql_with_params()
    return statement, values[:-1]
