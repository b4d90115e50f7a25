"""What all loaders share: names that stay the same, time ranges, and rows written in bulk."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeVar
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Field, Model
from psycopg.types.range import DateRange

from shanyu.kernel import keys
from shanyu.kernel.clock import now
from shanyu.kernel.fields import BlindIndexField, SealedField

#: Everything public that the demo names is derived from this, so that a link into the demo stays true.
NAMESPACE = UUID("6f1d2c3a-8a55-5c0e-9c41-3301050040aa")
BATCH = 2_000

Row = TypeVar("Row", bound=Model)


def public_id(seed: int, *names: object) -> UUID:
    """The same for the same seed and names, in every building of the city."""
    return uuid5(NAMESPACE, "/".join(map(str, (seed, *names))))


def since(first: date, last: date | None = None) -> DateRange:
    """From `first` on, until the day before `last` where there is one."""
    return DateRange(first, last)


def copy(rows: Sequence[Row], *, stamp: bool = True) -> None:
    """The rows in the database, with their keys, through COPY: several times faster than `write` for thousands.

    Every value must already be of its column's type; only sealed fields and their indexes are prepared here.
    All are stamped with one moment, unless they say themselves when they were made.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    values = [_value_of(field) for field in fields]
    if stamp:
        moment = now()
        for row in rows:
            row.created_at = row.modified_at = moment
    with connection.cursor() as cursor:
        # A row whose key is that of another row has it already.
        if not model._meta.pk.remote_field:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, model._meta.pk.column, len(rows)],
            )
            for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = key
        with keys.held(), cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row([value(row) for value in values])
        # All is one transaction: nobody else would tell the planner how many rows there are by now.
        if len(rows) >= BATCH:
            cursor.execute(f"ANALYZE {table}")


def _value_of(field: Field) -> Callable[[Model], object]:
    """What a field's column gets from a row."""
    if isinstance(field, SealedField):
        return lambda row: field.get_prep_value(getattr(row, field.attname))
    if isinstance(field, BlindIndexField):
        return lambda row: field.pre_save(row, add=True)
    return attrgetter(field.attname)


def write(rows: Sequence[Row]) -> list[Row]:
    """The rows in the database, with their keys. All are stamped with one moment."""
    if not rows:
        return []
    moment = now()
    for row in rows:
        row.created_at = row.modified_at = moment
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
