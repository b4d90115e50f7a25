"""Statements that PostgreSQL plans once for each connection: for what every request asks."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from typing import NamedTuple
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg import pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result


class _Text(NamedTuple):
    """A statement as libpq wants it, and the names of its values in their order (none: they come in order)."""

    command: bytes
    names: tuple[str, ...]


#: By connection: which statement, for values of which types, it knows by which name.
_known: WeakKeyDictionary[psycopg.Connection, dict[tuple, bytes]] = WeakKeyDictionary()
_GOOD = {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK}


def ask(statement: str, values: Sequence | Mapping = ()) -> list[tuple]:
    """The rows of a statement, on Django's own connection and in its transaction.

    For the few statements that a rush repeats hundreds of times a second: building them in the ORM, planning them
    anew and passing them through a cursor cost several times more than running them. Placeholders are psycopg's.
    Raises what Django raises for a database error.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        return rows(database.connection, statement, values)


def rows(connection: psycopg.Connection, statement: str, values: Sequence | Mapping = ()) -> list[tuple]:
    """The same on any connection. Raises psycopg's errors."""
    command, names = _text(statement)
    adapted = Transformer(connection)
    given = [values[name] for name in names] if names else values
    sent = adapted.dump_sequence(given, [PyFormat.AUTO] * len(given))
    libpq = connection.pgconn
    if not connection.autocommit and libpq.transaction_status == pq.TransactionStatus.IDLE:
        _checked(libpq.exec_(b"BEGIN"))  # psycopg would, before a transaction's first statement
    known = _known.setdefault(connection, {})
    name = known.get((statement, adapted.types))
    if name is None:
        name = b"shanyu_%d" % len(known)
        _checked(libpq.prepare(name, command, adapted.types))
        known[statement, adapted.types] = name
    found = _checked(libpq.exec_prepared(name, sent, adapted.formats, pq.Format.TEXT))
    adapted.set_pgresult(found)
    return adapted.load_rows(0, found.ntuples, tuple) if found.nfields else []


def _checked(result: pq.abc.PGresult) -> pq.abc.PGresult:
    if result.status not in _GOOD:
        raise error_from_result(result)
    return result


@cache
def _text(statement: str) -> _Text:
    """With `$1`, `$2` for psycopg's placeholders. A name that comes twice is one value."""
    names: dict[str, int] = {}
    places = count(1)

    def numbered(found: re.Match) -> str:
        if found[0] == "%%":
            return "%"
        place = names.setdefault(found[1], len(names) + 1) if found[1] else next(places)
        return f"${place}"

    command = re.sub(r"%%|%s|%\((\w+)\)s", numbered, statement)
    return _Text(command.encode(), tuple(names))


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
