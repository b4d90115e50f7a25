"""Bringing the database up to date, and knowing whether it is."""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor

from shanyu.runtime.home import NotReady

#: Any number will do as long as it is always the same: two starters must not migrate at once.
MIGRATING = 7_310_105


def pending() -> list[str]:
    """Names of the migrations that still have to be applied."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate() -> list[str]:
    """Apply what is pending, one starter at a time; the names of what was applied.

    Raises NotReady where tables were made by a version between releases that made them in another way.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            todo = pending()
            if todo:
                _apply()
            call_command("createcachetable", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
    return todo


def _apply() -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except InconsistentMigrationHistory as problem:
        raise NotReady(
            f"This home's database was made by a version between two releases ({problem}) "
            "Begin with another home: --home DIR."
        ) from None
