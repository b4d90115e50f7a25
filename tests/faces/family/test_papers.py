"""The family's page of documents: what is there already, what is fetched, what is handed in; nothing lost."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Case, Document
from tests.cast import TODAY
from tests.domain.enrolment.making import ask, case, offer
from tests.domain.health.making import picture


@pytest.fixture
def row(cast) -> Case:
    one = case(cast.daughter, cast.father)
    [application] = ask(one, cast.bamboo)
    made = offer(application, cast.bamboo.classes.get(), cast.head, TODAY)
    calls.accept(made.pk, cast.father.pk)
    one.refresh_from_db()
    return one


def text(answer) -> str:
    return answer.content.decode()


def url(row: Case, step: str = "documents/") -> str:
    return f"/family/enrolment/{row.public_id}/{step}"


def photo(name: str = "page.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture().read(), "image/jpeg")


def test_the_page_asks_only_for_what_is_missing(cast, row, signed_in):
    page = text(signed_in("father").get(url(row)))
    assert "还缺 3 样" in page and page.count('type="file"') == 4
    cast.father.identity_level = 2
    cast.father.save()
    page = text(signed_in("father").get(url(row)))
    assert "还缺 2 样" in page and "监护人实名登录" in page and page.count('type="file"') == 3


def test_everything_is_handed_in_at_once_and_the_case_waits_for_the_site(row, signed_in):
    client = signed_in("father")
    files = {kind: photo() for kind in ("child_identity", "guardian_identity", "residence")}
    assert client.post(url(row), files).url == url(row, "")
    assert Document.objects.count() == 3
    page = text(client.get(url(row, "")))
    assert "材料已交齐，等机构核对。" in page and "不用您做什么" in page


def test_a_bad_file_is_said_at_its_field_and_the_good_one_is_kept(row, signed_in):
    client = signed_in("father")
    bad = SimpleUploadedFile("page.jpg", b"<html>hello</html>", "image/jpeg")
    answer = client.post(url(row), {"child_identity": photo(), "residence": bad})
    page = text(answer)
    assert answer.status_code == 422 and "其他的已经收下" in page and "还缺 2 样" in page
    assert 'id="id_residence_error"' in page and 'id="id_child_identity"' not in page
    assert list(Document.objects.values_list("kind", flat=True)) == ["child_identity"]


def test_a_department_is_asked_for_everything_at_once(cast, row, signed_in, settings, tmp_path):
    settings.SHANYU_CERTIFICATES_DEPARTMENT = "file"
    settings.SHANYU_HOME = tmp_path
    number = "33010520240811002X"
    cast.daughter.identity = number
    cast.daughter.save()
    (tmp_path / "departments").mkdir()
    known = {"residence": {number: {"on": "2026-01-05"}}}
    (tmp_path / "departments" / "certificates.json").write_text(json.dumps(known))
    client = signed_in("father")
    assert "一次取好" in text(client.get(url(row)))
    page = text(client.post(url(row, "documents/fetch/"), follow=True))
    assert "已从部门系统取到：户口簿或居住证明。" in page and "拍照上传也一样" in page
    assert Document.objects.get().kind == "residence"


def test_a_document_is_read_and_taken_back_and_is_nobody_else_s(row, signed_in):
    client = signed_in("father")
    client.post(url(row), {"residence": photo()})
    made = Document.objects.get()
    file = f"/family/enrolment/documents/{made.public_id}/"
    assert client.get(file)["X-Content-Type-Options"] == "nosniff"
    assert signed_in("stranger").get(file).status_code == 404
    assert signed_in("stranger").get(url(row)).status_code == 404
    client.post(url(row, f"documents/{made.public_id}/remove/"))
    made.refresh_from_db()
    assert made.removed_at is not None


def test_the_health_file_is_offered_in_few_taps_until_it_is_filled(row, signed_in):
    page = text(signed_in("father").get(url(row)))
    assert f"/health/quick/?case={row.public_id}" in page
