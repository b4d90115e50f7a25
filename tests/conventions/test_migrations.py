"""A new database is made by migrations; each operation on a table builds the models anew, so tables come whole."""

from django.db.migrations.loader import MigrationLoader

ADDITIONS = {"AddField", "AddIndex", "AddConstraint", "AddTrigger"}


def test_a_first_migration_creates_its_tables_whole():
    migrations = MigrationLoader(None).disk_migrations.values()
    ours = [one for one in migrations if one.__module__.startswith("shanyu.") and one.initial]
    loose = {
        f"{one.app_label}.{one.name}: {operation.describe()}"
        for one in ours
        for operation in one.operations
        if type(operation).__name__ in ADDITIONS
    }
    assert loose == set(), "run python tools/merge_migrations.py APP NAME"
