"""Fold what a migration adds to its own new tables into them, and create them all in one step.

python tools/merge_migrations.py APP NAME     for example: providers 0001_initial

`makemigrations` writes a new table as one operation and each key, constraint, index and trigger as one more; Django
builds the models anew after every one of them, which made a new database take many times as long. The schema and
the state of the models stay what they were. A merged migration can be merged again after tables were added to it.
"""

import os
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

#: What an addition is called in the options of the table, and which attribute holds it.
OPTIONS = {
    "AddIndex": ("indexes", "index"),
    "AddConstraint": ("constraints", "constraint"),
    "AddTrigger": ("triggers", "trigger"),
}


def merged(app: str, operations: list) -> list:
    """The same operations with additions folded in, tables after those they point at, all else around them.

    Raises ValueError where tables point at each other in a ring (write such a key by hand, as an addition), and
    where something else happens between the tables.
    """
    from shanyu.kernel.migrating import CreateTables

    before, tables, after = [], {}, []
    for one in flat(operations):
        kind, table = type(one).__name__, tables.get(getattr(one, "model_name", "").lower())
        if kind == "CreateModel":
            if after:
                raise ValueError(f"{one.describe()} comes after {after[0].describe()}: merge by hand")
            tables[one.name.lower()] = one
        elif table and kind == "AddField":
            table.fields.append((one.name, one.field))
        elif table and kind in OPTIONS:
            option, attribute = OPTIONS[kind]
            table.options.setdefault(option, []).append(getattr(one, attribute))
        else:
            (after if tables else before).append(one)
    return [*before, CreateTables(ordered(app, tables)), *after]


def flat(operations: list) -> list:
    """The operations with those that were merged before taken apart."""
    return [part for one in operations for part in getattr(one, "tables", [one])]


def ordered(app: str, tables: dict) -> list:
    """The tables, each after those that its fields and bases name."""
    wanted = {name: sorted(pointed_at(app, one) & set(tables) - {name}) for name, one in tables.items()}
    try:
        return [tables[name] for name in TopologicalSorter(wanted).static_order()]
    except CycleError as ring:
        raise ValueError(f"tables point at each other: {' → '.join(ring.args[1])}") from None


def pointed_at(app: str, table) -> set[str]:
    named = [*table.bases, *(field.remote_field.model for _name, field in table.fields if field.remote_field)]
    pairs = [name.lower().split(".") for name in named if isinstance(name, str)]
    return {name for label, name in pairs if label == app}


def main(app: str, name: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyu.config.settings")
    django.setup()
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.migration import SwappableTuple
    from django.db.migrations.writer import MigrationWriter

    migration = MigrationLoader(None).disk_migrations[app, name]
    migration.operations = merged(app, migration.operations)
    migration.dependencies = [
        ("__setting__", "AUTH_USER_MODEL") if isinstance(one, SwappableTuple) else one
        for one in migration.dependencies
    ]
    writer = MigrationWriter(migration, include_header=False)
    Path(writer.path).write_text(writer.as_string(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
