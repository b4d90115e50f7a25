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


def test_values_may_be_named_and_one_name_may_come_twice():
    assert ask("SELECT %(a)s::int + %(b)s::int, %(a)s::int", {"b": 2, "a": 40}) == [(42, 40)]


def test_a_doubled_percent_sign_is_one():
    assert ask("SELECT 7 %% %s::int", [4]) == [(3,)]


def test_one_statement_takes_numbers_of_every_size():
    sizes = [1, 70_000, 5_000_000_000]
    assert [ask("SELECT %s + 0", [size]) for size in sizes] == [[(size,)] for size in sizes]


def test_it_opens_the_transaction_when_it_is_the_first_to_be_asked_in_it(transactional_db):
    with transaction.atomic():
        ask("CREATE TEMPORARY TABLE prepared_first (number int)")
        transaction.set_rollback(True)
    assert ask("SELECT to_regclass('prepared_first') IS NULL") == [(True,)]


def test_a_refusal_inside_a_transaction_leaves_the_connection_usable(transactional_db):
    with pytest.raises(DataError), transaction.atomic():
        ask("SELECT 1 / %s::int", [0])
    assert ask("SELECT 1 / %s::int", [1]) == [(1,)]


def test_a_new_connection_plans_anew(transactional_db):
    ask("SELECT %s::int + 50", [1])
    connection.close()
    assert ask("SELECT %s::int + 50", [2]) == [(52,)]
