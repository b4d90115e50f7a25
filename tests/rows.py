"""The rows of a database as one statement that puts them back: tests need the same ones a thousand times."""

from django.apps import apps
from django.db import connection, models
from psycopg import sql


def remembered() -> str:
    """A statement that inserts what our tables hold now. History is left out: its triggers write it again."""
    with connection.cursor() as cursor:
        found = [_insert(cursor, model) for model in ours()]
    return ";\n".join(one for one in found if one)


def put(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def ours() -> list[type[models.Model]]:
    """Our models from the ground up: what a table's triggers look at is there before it."""
    configs = reversed(list(apps.get_app_configs()))
    every = [
        model for config in configs for model in config.get_models() if config.name.startswith("shanyu.")
    ]
    return [model for model in every if model._meta.managed and not hasattr(model, "pgh_tracked_model")]


def _insert(cursor: object, model: type[models.Model]) -> str:
    meta = model._meta
    table = sql.Identifier(meta.db_table)
    rows = sql.SQL("SELECT json_agg(one ORDER BY {})::text FROM {} one")
    keys = sql.SQL(", ").join(sql.Identifier("one", field.column) for field in meta.pk_fields)
    cursor.execute(rows.format(keys, table))
    (found,) = cursor.fetchone()
    if found is None:
        return ""
    columns = sql.SQL(", ").join(
        sql.Identifier(field.column) for field in meta.local_concrete_fields if not field.generated
    )
    insert = sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM json_populate_recordset(NULL::{0}, {2})")
    return insert.format(table, columns, sql.Literal(found)).as_string(cursor.connection)
