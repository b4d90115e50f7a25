"""A connection that the server has ended is noticed before the next request, without asking the server."""

import pytest
from django.db import connection

from shanyu.kernel.prepared import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ended():
    """This test's connection, which the server has ended between two requests."""
    [(own,)] = ask("SELECT pg_backend_pid()")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
    other.close()
    return own


def test_a_connection_that_stands_is_usable_without_a_question(monkeypatch):
    ask("SELECT 1")
    monkeypatch.setattr(connection.connection, "cursor", None)
    assert connection.is_usable()


def test_a_request_after_the_server_has_ended_the_connection_gets_a_new_one(ended):
    assert not connection.is_usable()
    connection.health_check_enabled, connection.health_check_done = True, False
    [(now_it_is,)] = ask("SELECT pg_backend_pid()")
    assert now_it_is != ended
