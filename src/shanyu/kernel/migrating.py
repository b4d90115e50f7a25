"""What migrations need beside Django's own operations."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """Several new tables in one step, each after those that it points at.

    Django builds anew, after every table, all models that are tied to it; with the tables of a whole domain in
    one step it builds them once, and a new database is made in a fraction of the time.
    """

    serialization_expand_args = ["tables"]

    def __init__(self, tables: list[CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        # Without models that are already built, a table only notes what it is: all are built at the next use.
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.tables)} tables"


class PartByRange(Operation):
    """Make a table that was just created one that is parted by the ranges of a column.

    Comes in the migration that creates the table: what Django adds at a migration's end (foreign keys, indexes) it
    then adds to the parted table. Triggers come in a later one. Partitions are the domain's to make.
    """

    def __init__(self, table: str, column: str) -> None:
        self.table = table
        self.column = column

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """To Django it is a table like any other."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        whole, table, column = (
            schema_editor.quote_name(name) for name in (f"{self.table}_whole", self.table, self.column)
        )
        schema_editor.execute(f"ALTER TABLE {table} RENAME TO {whole}")
        schema_editor.execute(
            f"CREATE TABLE {table} (LIKE {whole} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)"
            f" PARTITION BY RANGE ({column})"
        )
        schema_editor.execute(f"DROP TABLE {whole}")

    def database_backwards(self, *args: object) -> None:
        """The table goes as it came."""

    def describe(self) -> str:
        return f"Part {self.table} by {self.column}"
