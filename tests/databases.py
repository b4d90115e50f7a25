"""The database of a run: a copy of a template that the migrations made once.

Migrating an empty database takes many times as long as copying one. The template's name tells of everything that
makes its tables; where that has changed there is no template of that name yet, and the first who comes makes it.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from tests.sharing import LANE

ROOT = Path(__file__).resolve().parent.parent
#: What makes the tables and what the database itself can do: ours, and by the lock that of others.
MAKERS = (
    "requirements.lock",
    "src/shanyu/kernel/**/*.py",
    "src/shanyu/config/**/*.py",
    "src/shanyu/**/migrations/*.py",
    "src/shanyu/**/sql/*",
)
TEMPLATES = "shanyu_template_"
#: So many templates of other states stay: work goes back and forth between a few.
KEPT = 3
#: Any number will do as long as it is always the same: two runs must not make the template at once.
MAKING = 7_310_106
#: What migrations write into an empty database, and every test finds.
WRITTEN = {"django_content_type", "django_migrations", "auth_permission"}


def fingerprint() -> str:
    """A digest of every file that takes part in making the tables."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MAKERS for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def copied() -> Iterator[None]:
    """A database of our own for as long as this lasts, empty but for what migrations put into it."""
    creation = connection.creation
    name, template = creation._get_test_db_name() + os.environ.get(LANE, ""), TEMPLATES + fingerprint()
    usual = connection.settings_dict["NAME"]
    with _server() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        if not _exists(cursor, template):
            _make(cursor, template)
        _drop(cursor, name)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        cursor.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        cursor.execute("SELECT pg_advisory_unlock(%s)", [MAKING])
    _use(name)
    yield
    _use(usual)
    with _server() as cursor:
        _drop(cursor, name)


def empty() -> None:
    """Take everything back that a test has committed.

    In place of Django's flush, which makes the files of every table anew and then all content types and permissions:
    most tests write into few tables. Triggers that keep rows from being deleted rest meanwhile.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [sql.Identifier(table) for table in _written_by_tests(cursor)]
        _for_each(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", tables)
        _for_each(cursor, "DELETE FROM {}", tables)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _for_each(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", tables)


def _written_by_tests(cursor: object) -> list[str]:
    """The tables with rows that no migration wrote."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    holding = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for table in sorted({*tables} - WRITTEN)
    )
    cursor.execute(holding)
    return [table for (table,) in cursor.fetchall()]


def _for_each(cursor: object, statement: str, tables: list[sql.Identifier]) -> None:
    for table in tables:
        cursor.execute(sql.SQL(statement).format(table))


def _make(cursor: object, template: str) -> None:
    """Migrate a new database and give it its name when it is whole; the oldest templates of other states go."""
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [TEMPLATES])
    for (old,) in cursor.fetchall()[:-KEPT]:
        _drop(cursor, old)
    unfinished = f"{TEMPLATES}unfinished"
    connection.settings_dict["TEST"]["NAME"] = unfinished
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    cursor.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(template)))


def _server() -> object:
    """A cursor at the server itself, in none of our databases."""
    return connection.creation._nodb_cursor()


def _exists(cursor: object, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _drop(cursor: object, name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
