"""What all loaders share: names that stay the same, time ranges, and rows written in bulk."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID, uuid5

from django.db.models import Model
from psycopg.types.range import DateRange

from shanyu.kernel.clock import now

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


def write(rows: Sequence[Row]) -> list[Row]:
    """The rows in the database, with their keys. All are stamped with one moment."""
    if not rows:
        return []
    moment = now()
    for row in rows:
        row.created_at = row.modified_at = moment
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
