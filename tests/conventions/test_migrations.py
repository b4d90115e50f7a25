"""A new database is made by migrations, and each of their operations builds the models anew: few are quick."""

from django.db.migrations.loader import MigrationLoader

ONE_BY_ONE = {"CreateModel", "AddField", "AddIndex", "AddConstraint", "AddTrigger"}


def test_a_first_migration_creates_its_tables_in_one_step():
    migrations = MigrationLoader(None).disk_migrations.values()
    ours = [one for one in migrations if one.__module__.startswith("shanyu.") and one.initial]
    loose = {
        f"{one.app_label}.{one.name}: {operation.describe()}"
        for one in ours
        for operation in one.operations
        if type(operation).__name__ in ONE_BY_ONE
    }
    assert loose == set(), "run python tools/merge_migrations.py APP NAME"
