import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from shanyu.kernel import uploads, verifying
from shanyu.kernel.codes import check_of, said_code
from shanyu.kernel.models import Upload
from shanyu.kernel.verifying import issue, revoke

FACTS = {"title": "收据", "issuer": "竹苑", "table": [["交费人", "陈先生"]], "lines": [], "total": "¥0"}
UNKNOWN = "000000000" + check_of("000000000")


@pytest.fixture
def made(cast, monkeypatch):
    monkeypatch.setattr(uploads, "default_storage", InMemoryStorage())
    template = "shanyu.kernel.pdf:receipt.typ"
    return issue("receipt", template, FACTS, owner=cast.bamboo, language="zh-hans", name="收据.pdf")


def text(answer) -> str:
    return answer.content.decode()


def test_a_code_typed_by_hand_leads_to_its_page(made, client):
    answer = client.get("/verify/", {"code": f" {made.code.lower()} "})
    assert (answer.status_code, answer["Location"]) == (302, f"/verify/{said_code(made.code)}/")
    page = client.get(answer["Location"])
    assert "真实，有效" in text(page) and "收费收据" in text(page) and "2026年11月21日" in text(page)
    assert "陈先生" not in text(page) and "竹苑" not in text(page)
    assert (page["X-Robots-Tag"], page["Cache-Control"]) == ("noindex", "private, no-store")


def test_the_page_says_it_in_english_too(made, client):
    client.cookies["django_language"] = "en"
    revoke(made)
    assert "Genuine, revoked" in text(client.get(f"/verify/{made.code}/"))


def test_a_code_nobody_gave_is_said_plainly(db, client):
    page = client.get(f"/verify/{UNKNOWN}/")
    assert page.status_code == 200 and "没有这份文件" in text(page)


@pytest.mark.parametrize("typed", ["123", "7KQ2M-X9WD!", "//"])
def test_a_mistyped_code_comes_back_with_what_is_wrong(db, client, typed):
    page = client.get("/verify/", {"code": typed}, follow=True)
    assert page.status_code == 422 and "照文件上的重新输入" in text(page)


def test_nothing_typed_asks_for_the_code(db, client):
    assert client.get("/verify/", {"code": ""}).status_code == 422
    assert client.get("/verify/").status_code == 200


def test_a_file_is_compared_and_not_kept(made, client):
    data = uploads.content_of(made.upload).read()
    for given, said in ((data, "一字不差"), (data + b" ", "和开具时不一样")):
        page = client.post(f"/verify/{made.code}/", {"file": SimpleUploadedFile("x.pdf", given)})
        assert said in text(page)
    assert Upload.objects.count() == 1


def test_too_many_questions_are_slowed_down(db, client, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_ASKED", 1)
    assert [client.get(f"/verify/{UNKNOWN}/").status_code for _time in range(2)] == [200, 429]
