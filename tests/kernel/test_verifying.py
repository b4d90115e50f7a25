import hashlib
from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import ProgrammingError, transaction

from shanyu.kernel import clock, uploads, verifying
from shanyu.kernel.codes import new_code
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.actor import Origin
from shanyu.kernel.door.refusals import TooOften
from shanyu.kernel.models import Document, Upload
from shanyu.kernel.verifying import issue, revoke, verify

FACTS = {"title": "收据", "issuer": "竹苑", "table": [["交费人", "陈先生"]], "lines": [], "total": "¥0"}
PUBLIC = Actor(origin=Origin(address="192.0.2.1"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(monkeypatch):
    kept = InMemoryStorage()
    monkeypatch.setattr(uploads, "default_storage", kept)
    return kept


def receipt(cast, **more) -> Document:
    facts = {"owner": cast.bamboo, "language": "zh-hans", "name": "收据.pdf", **more}
    return issue("receipt", "shanyu.kernel.pdf:receipt.typ", FACTS, **facts)


def test_a_document_is_kept_as_a_file_of_its_owner_with_its_hash(cast):
    made = receipt(cast)
    data = uploads.content_of(made.upload).read()
    assert hashlib.sha256(data).hexdigest() == made.sha256 == made.upload.sha256
    assert (made.upload.owner_label, made.upload.original_name) == ("providers.site", "收据.pdf")


def test_a_code_tells_kind_and_time_and_nobodys_name(cast):
    verdict = verify(PUBLIC, code=receipt(cast).code.lower())
    assert (verdict.state, str(verdict.kind), verdict.made_at) == (
        "valid",
        "收费收据",
        clock.local(clock.now()),
    )
    assert not any("陈" in str(fact) or "竹苑" in str(fact) for fact in asdict(verdict).values())


def test_a_code_that_was_never_given_is_unknown(cast):
    verdict = verify(PUBLIC, code=new_code())
    assert (verdict.state, verdict.genuine, verdict.made_at) == ("unknown", False, None)


def test_a_mistyped_code_says_so_without_looking(cast):
    code = receipt(cast).code
    for typed in (code[:9], code[:9] + ("2" if code[9] != "2" else "3"), code[:9] + "!"):
        with pytest.raises(Invalid) as refused:
            verify(PUBLIC, code=typed)
        assert list(refused.value.errors) == ["code"]


def test_a_document_holds_to_the_end_of_its_last_day(cast):
    made = receipt(cast, valid_until=date(2026, 11, 21))
    assert verify(PUBLIC, code=made.code).state == "valid"
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert verify(PUBLIC, code=made.code).state == "expired"


def test_a_revoked_document_stays_genuine_and_is_revoked_once(cast):
    made = receipt(cast)
    revoke(made)
    moment = made.revoked_at
    with clock.frozen(clock.now() + timedelta(hours=1)):
        revoke(made)
    verdict = verify(PUBLIC, code=made.code)
    assert (verdict.state, verdict.genuine, made.revoked_at) == ("revoked", True, moment)


def test_a_file_is_held_against_what_was_made(cast):
    made = receipt(cast)
    assert [verify(PUBLIC, code=made.code, sha256=one).same for one in ("", made.sha256, "0" * 64)] == [
        None, True, False,
    ]  # fmt: skip


def test_a_document_stays_true_when_its_file_is_gone(cast):
    made = receipt(cast)
    Upload.objects.all().delete()
    assert verify(PUBLIC, code=made.code).state == "valid"


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"code": "0000000000"}, {"kind": "notice"}])
def test_the_database_lets_nobody_change_what_was_made(cast, change):
    made = receipt(cast)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Document.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        made.delete()


def test_guessing_is_slowed_down(cast, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_ASKED", 2)
    for _time in range(2):
        verify(PUBLIC, code=new_code())
    with pytest.raises(TooOften):
        verify(PUBLIC, code=new_code())
    assert verify(Actor(origin=Origin(address="192.0.2.2")), code=new_code()).state == "unknown"
