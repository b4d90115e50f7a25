"""Statements that PostgreSQL plans once."""

import pytest
from django.db import DataError, connection, transaction

from shanyu.kernel.prepared import ask

pytestmark = pytest.mark.django_db


def prepared(like: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", [like])
        return cursor.fetchall()


def test_a_statement_is_planned_once_for_a_connection():
    assert [ask("SELECT %s::int + 40", [number]) for number in (1, 2)] == [[(41,)], [(42,)]]
    assert prepared("%::int + 40") == [("SELECT $1::int + 40",)]


def test_it_belongs_to_the_transaction_it_is_asked_in():
    with transaction.atomic():
        ask("CREATE TEMPORARY TABLE prepared_once (number int)")
        ask("INSERT INTO prepared_once VALUES (%s)", [7])
        assert ask("SELECT number FROM prepared_once") == [(7,)]
        transaction.set_rollback(True)
    assert ask("SELECT to_regclass('prepared_once') IS NULL") == [(True,)]


def test_what_the_database_refuses_is_raised_as_django_raises_it():
    with pytest.raises(DataError), transaction.atomic():
        ask("SELECT 1 / %s::int", [0])
