"""Writing many rows at once: keys ahead of time, COPY for new rows, one pipelined statement for changed ones.

History is kept as ever: by the trigger for a changed row, in one statement for all new ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from shanyu.kernel.clock import now

Facts = dict[str, object]
HISTORY_TRIGGER = "insert_insert"
HISTORY_LABEL = "insert"


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """`count` fresh keys from the table's own sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


@dataclass
class Plan:
    """What a batch is going to write. Nothing is written before `carry_out`; a dry run never calls it."""

    added: dict[type[models.Model], list[Facts]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[type[models.Model], dict[int, Facts]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )

    def add(self, model: type[models.Model], /, **facts: object) -> None:
        """A new row. `facts` are by column (`site_id`); all rows of a model name the same columns."""
        self.added[model].append(facts)

    def change(self, model: type[models.Model], key: int, facts: Facts) -> None:
        self.changed[model][key].update(facts)

    def carry_out(self, order: Sequence[type[models.Model]]) -> None:
        """Changes first, so that what ends makes room for what begins; then new rows, in `order`."""
        for model in order:
            _update(model, self.changed.get(model, {}))
        for model in order:
            _copy(model, self.added.get(model, []))


def _copy(model: type[models.Model], rows: list[Facts]) -> None:
    if not rows:
        return
    moment = now()
    if "id" not in rows[0]:
        for row, key in zip(rows, next_keys(model, len(rows)), strict=True):
            row["id"] = key
    names = [*rows[0], "created_at", "modified_at"]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), _names(names))
    keys = [row["id"] for row in rows]
    with (
        connection.cursor() as cursor,
        _history_at_once(cursor, model, keys),
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row((*row.values(), moment, moment))


@contextmanager
def _history_at_once(cursor: CursorWrapper, model: type[models.Model], keys: list[int]) -> Iterator[None]:
    """The history of new rows in one statement after them, with what the trigger would have written one by one:
    a trigger for every row takes five times as long as the rows themselves."""
    triggers = [
        trigger for trigger in getattr(model._meta, "triggers", []) if trigger.name == HISTORY_TRIGGER
    ]
    if not triggers:
        yield
        return
    _ignore(cursor, [trigger.get_pgid(model) for trigger in triggers])
    yield
    _ignore(cursor, [])
    event = model._meta.get_field("events").related_model
    columns = [
        f.column for f in event._meta.concrete_fields if not (f.generated or f.column.startswith("pgh_"))
    ]
    statement = sql.SQL(
        "INSERT INTO {} ({}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id) "
        "SELECT {}, id, %s, NOW(), (SELECT _pgh_attach_context()) FROM {} WHERE id = ANY(%s)"
    ).format(
        sql.Identifier(event._meta.db_table),
        _names(columns),
        _names(columns),
        sql.Identifier(model._meta.db_table),
    )
    cursor.execute(statement.as_string(cursor.connection), [HISTORY_LABEL, keys])


def _ignore(cursor: CursorWrapper, triggers: list[str]) -> None:
    """Within this transaction, as `pgtrigger.ignore` does it; COPY does not pass its hook."""
    cursor.execute("SELECT set_config('pgtrigger.ignore', %s::text[]::text, true)", [triggers])


def _names(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _update(model: type[models.Model], rows: dict[int, Facts]) -> None:
    """Rows that change the same columns go in one pipelined statement."""
    alike: dict[tuple[str, ...], list[tuple]] = defaultdict(list)
    moment = now()
    for key, facts in rows.items():
        names = tuple(sorted(facts))
        alike[names].append((*(facts[name] for name in names), moment, key))
    for names, values in alike.items():
        setting = sql.SQL(", ").join(
            sql.SQL("{} = %s").format(sql.Identifier(name)) for name in (*names, "modified_at")
        )
        statement = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(
            sql.Identifier(model._meta.db_table), setting
        )
        with connection.cursor() as cursor:
            cursor.executemany(statement.as_string(cursor.connection), values)


def by_key(rows: Iterable[models.Model], name: str) -> dict[int, list]:
    """Rows grouped by one of their columns."""
    groups: dict[int, list] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
