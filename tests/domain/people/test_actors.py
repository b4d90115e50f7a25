"""Whose request it is: the account without what is sealed, and its grants as of today, in one question."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from shanyu.domain.people.actors import account_here
from shanyu.domain.people.sessions import SessionStore
from shanyu.kernel.door import grants_of, grants_sql
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_an_account_comes_with_what_it_was_granted_today(cast: Cast):
    for account in (cast.father, cast.head, cast.stranger):
        here = account_here(account.pk)
        assert here == account
        for name in ("password", "username", "name", "language", "is_active"):
            assert (name, vars(here)[name]) == (name, getattr(account, name))
        assert sorted(here.granted, key=str) == sorted(grants_of(account.pk, NOW.date()), key=str)
    assert len(account_here(cast.father.pk).granted) > 0
    assert account_here(0) is None


def test_what_is_sealed_is_not_read(cast: Cast):
    here = account_here(cast.father.pk)
    assert here.get_deferred_fields() >= {"phone", "phone_index", "identity", "identity_index", "email"}
    assert here.phone == cast.father.phone


def test_the_plan_for_any_account_asks_for_the_account_and_not_for_the_day(cast: Cast):
    """Control: the same conditions without IS TRUE let an index over all days answer."""
    assert "valid" not in index_conditions(grants_sql())
    assert "valid" in index_conditions(grants_sql().replace(") IS TRUE", ")"))


def index_conditions(sql: str) -> str:
    """What the indexes of its generic plan are asked for, where reading whole tables is out of the question."""
    statement = sql.replace("%(account)s", "$1").replace("%(on)s", "$2")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off")
        cursor.execute(f"PREPARE grants_plan (int, date) AS {statement}")
        cursor.execute("EXPLAIN EXECUTE grants_plan (1, '2026-11-21')")
        lines = [line for (line,) in cursor.fetchall()]
        cursor.execute("DEALLOCATE grants_plan")
    return "\n".join(line for line in lines if "Index Cond" in line)


def test_a_session_is_read_once_it_is_there_and_not_after_its_end(cast: Cast):
    store = SessionStore()
    store["seen"] = "yes"
    store.create()
    assert SessionStore(store.session_key)["seen"] == "yes"
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    ended = SessionStore(store.session_key)
    assert (ended.get("seen"), ended.session_key) == (None, None)
