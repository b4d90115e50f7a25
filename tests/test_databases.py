"""The tests' own databases."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests import databases


@pytest.mark.django_db(transaction=True)
def test_what_a_test_has_committed_is_gone_and_what_guards_the_tables_is_there_again(cast):
    kinds = ContentType.objects.count()
    with connection.cursor() as cursor:
        assert "people_child" in databases._written_by_tests(cursor)
        databases.empty()
        assert databases._written_by_tests(cursor) == []
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
    assert ContentType.objects.count() == kinds > 0
