"""Writing many rows at once: keys ahead of time, COPY for new rows, one statement for changed ones.

The history triggers fire as ever.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db import connection, models
from django.db.models.expressions import RawSQL
from psycopg import sql

from shanyu.kernel.clock import now

Facts = dict[str, object]


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """`count` fresh keys from the table's own sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH fresh AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS keys) "
            "SELECT nextval(keys) FROM fresh, generate_series(1, %s)",
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
        with connection.wrap_database_errors:
            for model in order:
                _update(model, self.changed.get(model, {}))
            for model in order:
                _copy(model, self.added.get(model, []))


def _copy(model: type[models.Model], rows: list[Facts]) -> None:
    if not rows:
        return
    # As text: psycopg takes longer to write a moment than all else of a short row.
    moment = now().isoformat()
    names = [*rows[0], "created_at", "modified_at"]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), _names(names))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row.values(), moment, moment))


def _names(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _update(model: type[models.Model], rows: dict[int, Facts]) -> None:
    """Rows that change the same columns go in one statement."""
    alike: dict[tuple[str, ...], list[tuple]] = defaultdict(list)
    for key, facts in rows.items():
        names = tuple(sorted(facts))
        alike[names].append((key, *(facts[name] for name in names)))
    for names, values in alike.items():
        setting = sql.SQL(", ").join(sql.SQL("{0} = said.{0}").format(sql.Identifier(name)) for name in names)
        statement = sql.SQL(
            "UPDATE {table} SET {setting}, modified_at = %s FROM (VALUES {rows}) AS said ({names}) "
            "WHERE {table}.id = said.id"
        ).format(
            table=sql.Identifier(model._meta.db_table),
            setting=setting,
            rows=_placeholders(model, ("id", *names), len(values)),
            names=_names(("id", *names)),
        )
        with connection.cursor() as cursor:
            # Past Django's wrapper, whose history hook takes text only: the savepoint around a batch has told this
            # transaction already by which verb it is.
            cursor.cursor.execute(statement, [now(), *chain.from_iterable(values)])


def _placeholders(model: type[models.Model], names: Sequence[str], count: int) -> sql.Composed:
    """Placeholders of so many rows; the first row's tell PostgreSQL the types, without a length to cut to."""
    types = (model._meta.get_field(name).db_type(connection).partition("(")[0] for name in names)
    first = sql.SQL(", ").join(sql.SQL("%s::" + name) for name in types)
    other = sql.SQL(", ").join([sql.SQL("%s")] * len(names))
    return sql.SQL(", ").join(sql.SQL("({})").format(row) for row in [first] + [other] * (count - 1))


def of_sites(rows: models.QuerySet, sites: list[int]) -> models.QuerySet:
    """Those of the rows that belong to these sites. The keys go in one array: a thousand placeholders cost more
    than the answer."""
    return rows.filter(site__in=RawSQL("SELECT unnest(%s::bigint[])", [sites])) if sites else rows.none()


def by_key(rows: Iterable[models.Model], name: str) -> dict[int, list]:
    """Rows grouped by one of their columns."""
    groups: dict[int, list] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
