"""Statements that PostgreSQL plans once for each connection: for what every request asks."""

from collections.abc import Mapping, Sequence
from functools import cache

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models


def ask(statement: str, values: Sequence | Mapping = ()) -> list[tuple]:
    """The rows of a statement, on Django's own connection and in its transaction.

    For the few statements that a rush repeats hundreds of times a second: building them in the ORM and planning them
    anew cost several times more than running them. Raises what Django raises for a database error.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors, psycopg.Cursor(database.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        return cursor.fetchall() if cursor.pgresult.nfields else []


@cache
def columns(model: type[models.Model], reads: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of these fields and of the key, in the order in which `from_db` wants them.

    Only plain ones, which are what the driver gives. Raises ValueError for a field that is not there or not plain.
    """
    fields = [one for one in model._meta.concrete_fields if one.primary_key or one.name in reads]
    plain = not any(hasattr(one, "from_db_value") for one in fields)
    if len(fields) != len({*reads, model._meta.pk.name}) or not plain:
        raise ValueError(f"{model.__name__} has no such plain columns: {', '.join(reads)}")
    return tuple(one.attname for one in fields)
