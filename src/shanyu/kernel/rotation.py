"""Sealing every sealed value anew under the active keys: resumable, row by row, while the product runs.

Each blob names its key, so what is left to do is a question to the database, not a note somewhere.
"""

from collections.abc import Iterator
from typing import Protocol

from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

from shanyu.kernel import keys
from shanyu.kernel.fields import BlindIndexField, SealedField
from shanyu.kernel.sealed import KeyRing, prefix

BATCH = 500


class Resealer(Protocol):
    """Sealed values that live elsewhere than in a SealedField: how many are left, and one batch of them."""

    name: str

    def remaining(self, ring: KeyRing) -> int: ...

    def batch(self, ring: KeyRing, most: int) -> int: ...


_resealers: dict[str, Resealer] = {}


def also(resealer: Resealer) -> None:
    """Register a resealer, so that a rotation and its check reach those values too."""
    _resealers[resealer.name] = resealer


def sealed_models() -> list[type[models.Model]]:
    """Every model with at least one sealed field."""
    return [model for model in apps.get_models() if _sealed(model)]


def remaining(ring: KeyRing | None = None) -> dict[str, int]:
    """How many rows of each kind still hold a value under a key that is not the active one."""
    ring = ring or keys.ring()
    left = {model.__name__: _count(model, ring) for model in sealed_models()}
    left |= {name: resealer.remaining(ring) for name, resealer in _resealers.items()}
    return {name: count for name, count in left.items() if count}


def reseal() -> Iterator[int]:
    """Seal what is left, yielding the number of rows done after each batch. Safe to stop and to repeat."""
    ring = keys.ring()
    for model in sealed_models():
        while done := _batch(model, ring):
            yield done
    for resealer in _resealers.values():
        while done := resealer.batch(ring, BATCH):
            yield done


def _sealed(model: type[models.Model]) -> list[SealedField]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, SealedField)]


def _indexes(model: type[models.Model]) -> list[BlindIndexField]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, BlindIndexField)]


def _stale(model: type[models.Model], ring: KeyRing) -> sql.Composed:
    """A condition true for rows with a value under an old key."""
    now_active = prefix(ring)
    tests = [
        sql.SQL("({column} IS NOT NULL AND substring({column} FROM 1 FOR {length}) <> {prefix})").format(
            column=sql.Identifier(field.column), length=len(now_active), prefix=now_active
        )
        for field in _sealed(model)
    ]
    return sql.SQL(" OR ").join(tests)


def _count(model: type[models.Model], ring: KeyRing) -> int:
    query = sql.SQL("SELECT count(*) FROM {table} WHERE {stale}").format(
        table=sql.Identifier(model._meta.db_table), stale=_stale(model, ring)
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def _batch(model: type[models.Model], ring: KeyRing) -> int:
    # A row's key may be several columns: then it is a tuple of them.
    key = sql.SQL(", ").join(sql.Identifier(field.column) for field in model._meta.pk_fields)
    query = sql.SQL("SELECT {key} FROM {table} WHERE {stale} ORDER BY {key} LIMIT {most} FOR UPDATE").format(
        key=key, table=sql.Identifier(model._meta.db_table), stale=_stale(model, ring), most=BATCH
    )
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(query)
            chosen = [row if len(row) > 1 else row[0] for row in cursor.fetchall()]
        rows = list(model._base_manager.filter(pk__in=chosen))
        for row in rows:
            _open(row)
        names = [field.name for field in (*_sealed(model), *_indexes(model))]
        model._base_manager.bulk_update(rows, names)
    return len(rows)


def _open(row: models.Model) -> None:
    """Put the clear values back, so that saving seals and indexes them under the active keys."""
    for field in _sealed(type(row)):
        value = getattr(row, field.attname)
        if value is not None:
            setattr(row, field.attname, value.reveal())
    for field in _indexes(type(row)):
        field.pre_save(row, add=False)
