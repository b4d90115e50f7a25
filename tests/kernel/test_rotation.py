"""Key rotation: everything sealed anew, found again, and safe to interrupt."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from psycopg import sql

from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.second_factor import open_secret, seal_secret
from shanyu.kernel import keys, rotation
from shanyu.kernel.fields import matching
from shanyu.kernel.sealed import KeyRing, key_id_of

IDENTITY = "11010519491231002X"


@pytest.fixture
def own_ring(tmp_path, settings):
    """A key ring of the test's own, in a file as an installation has it."""
    settings.SHANYU_KEYS = ""
    settings.SHANYU_KEY_FILE = tmp_path / "keyring.json"
    KeyRing.create(settings.SHANYU_KEY_FILE)
    return settings.SHANYU_KEY_FILE


def rotate(path) -> None:
    keys.ring().rotated().save(path)


def raw(table: str, column: str) -> list[bytes]:
    with connection.cursor() as cursor:
        query = sql.SQL("SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY id")
        cursor.execute(query.format(column=sql.Identifier(column), table=sql.Identifier(table)))
        return [bytes(value) for (value,) in cursor.fetchall()]


def found() -> list[Account]:
    return list(Account.objects.filter(matching(Account, "identity_index", IDENTITY)))


def test_nothing_remains_to_be_done_before_a_rotation(own_ring, cast):
    assert rotation.remaining() == {}


def test_a_rotation_seals_every_value_under_the_new_key_and_changes_no_text(own_ring, cast):
    rotate(own_ring)
    assert rotation.remaining() == {"Child": 2, "Household": 1}
    assert sum(rotation.reseal()) == 3
    assert rotation.remaining() == {}
    assert {key_id_of(blob) for blob in raw("people_child", "name")} == {"k2"}
    assert sorted(child.name.reveal() for child in Child.objects.all()) == ["陈小丸", "陈小树"]


def test_a_rotation_that_was_interrupted_goes_on_where_it_stopped(own_ring, cast, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    rotate(own_ring)
    steps = rotation.reseal()
    next(steps)
    steps.close()
    assert sum(rotation.remaining().values()) == 2
    assert sum(rotation.reseal()) == 2
    assert rotation.remaining() == {}


def test_a_person_is_found_by_number_before_during_and_after(own_ring, cast):
    cast.father.identity = IDENTITY
    cast.father.save()
    assert found() == [cast.father]
    rotate(own_ring)
    assert found() == [cast.father]
    list(rotation.reseal())
    assert found() == [cast.father]
    assert Account.objects.get(pk=cast.father.pk).identity.reveal() == IDENTITY


def test_a_running_process_takes_up_a_new_key_at_once(own_ring):
    before = keys.ring().active
    rotate(own_ring)
    assert (before, keys.ring().active) == ("k1", "k2")


def test_secrets_of_second_factors_are_sealed_anew_too(own_ring, cast):
    secret = seal_secret("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=cast.head, type="totp", data={"secret": secret})
    rotate(own_ring)
    assert rotation.remaining()["Authenticator"] == 1
    list(rotation.reseal())
    assert rotation.remaining() == {}
    assert open_secret(Authenticator.objects.get().data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert Authenticator.objects.get().data["secret"] != secret


def test_a_long_statement_seals_under_one_key_and_the_next_one_under_the_new(own_ring):
    with keys.held():
        rotate(own_ring)
        assert keys.ring().active == "k1"
    assert keys.ring().active == "k2"
