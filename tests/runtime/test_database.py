"""Bringing the database up to date."""

import pytest
from django.db import connection

from shanyu.runtime.database import migrate
from shanyu.runtime.home import NotReady

pytestmark = pytest.mark.django_db


def test_a_database_that_is_up_to_date_stays_as_it_is():
    assert migrate() == []


def test_tables_of_a_version_between_releases_are_told_with_what_to_do():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE (app, name) = ('kernel', '0003_functions')")
    with pytest.raises(NotReady, match="--home DIR"):
        migrate()
