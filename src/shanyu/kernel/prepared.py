"""Statements that PostgreSQL plans once for each connection: for what every request asks."""

from collections.abc import Mapping, Sequence

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections


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
