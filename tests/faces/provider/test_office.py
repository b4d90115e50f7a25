"""Every page of the office opens for the head and speaks both languages; forms lose nothing."""

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from shanyu.domain.providers.actions import add_worker
from shanyu.domain.providers.models import Post, SitePage, Worker
from shanyu.kernel import uploads
from tests import cast as people
from tests.files import PDF, PDF_KEPT


def paths(cast) -> dict[str, str]:
    site = f"/office/sites/{cast.bamboo.public_id}/"
    carer = Worker.objects.get(account=cast.carer)
    return {
        "home": "/office/", "overview": site, "facts": f"{site}facts/", "page": f"{site}page/",
        "history": f"{site}history/", "pictures": f"{site}pictures/", "rooms": f"{site}rooms/",
        "new_room": f"{site}rooms/new/", "room": f"/office/rooms/{cast.bamboo.rooms.first().pk}/",
        "classes": f"{site}classes/", "new_class": f"{site}classes/new/",
        "class": f"/office/classes/{cast.bamboo.classes.get().pk}/", "fees": f"{site}fees/",
        "new_fee": f"{site}fees/new/", "fee": f"/office/fees/{cast.bamboo.offers.get().pk}/",
        "staff": f"{site}staff/", "new_worker": f"{site}staff/new/",
        "post": f"/office/posts/{Post.objects.get(worker=carer).pk}/", "worker": f"/office/staff/{carer.public_id}/",
        "papers": f"{site}papers/", "new_paper": f"{site}papers/new/", "print": f"{site}print/",
    }  # fmt: skip


def test_every_page_opens_for_the_head(cast, signed_in):
    client = signed_in("head")
    answers = {name: client.get(path).status_code for name, path in paths(cast).items()}
    assert answers == dict.fromkeys(answers, 200)


def test_every_page_speaks_english(cast, signed_in):
    client = signed_in("head")
    client.cookies["django_language"] = "en"
    for name, path in paths(cast).items():
        html = client.get(path).content.decode()
        for word in ("返回", "保存", "添加", "登记", "机构", "班型", "签发", "修改", "请"):
            assert f">{word}" not in html, (name, word)


@pytest.mark.parametrize("name", ["father", "carer", "keeper", "officer", "stranger"])
def test_the_office_of_a_site_is_not_there_for_others(cast, signed_in, name):
    client = signed_in(name)
    found = {
        key: client.get(path).status_code
        for key, path in paths(cast).items()
        if key not in {"home", "history"}
    }
    assert found == dict.fromkeys(found, 404)


def test_a_head_without_the_second_factor_is_asked_for_it(cast, signed_in):
    answer = signed_in("head", strong=False).get("/office/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/step-up/?next=%2Foffice%2F")


def test_a_wrong_room_keeps_what_was_typed_and_says_what_to_mend(cast, signed_in):
    path = f"/office/sites/{cast.bamboo.public_id}/rooms/new/"
    typed = {"name": "大浴室", "use": "washing", "area_m2": "12.5", "floor": "1", "has_camera": "on"}
    answer = signed_in("head").post(path, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="大浴室"' in html and "公共安全视频图像信息系统管理条例" in html
    assert signed_in("head").post(path, typed | {"has_camera": ""}).status_code == 302
    assert cast.bamboo.rooms.filter(name="大浴室").count() == 1


def test_a_page_is_saved_as_draft_then_published(cast, signed_in):
    client, path = signed_in("head"), f"/office/sites/{cast.bamboo.public_id}/page/"
    assert client.post(path, {"introduction": "新的介绍", "do": "save"}).status_code == 302
    assert "有未发布的草稿" in client.get(path).content.decode()
    assert client.post(path, {"introduction": "新的介绍二", "do": "publish"}).status_code == 302
    page = SitePage.objects.get(site=cast.bamboo, state="published")
    assert page.introduction == "新的介绍二"


@pytest.mark.parametrize(
    ("english", "read", "note"),
    [("", '<p lang="zh-Hans">旧的介绍</p>', True), ("Our house", "<p>Our house</p>", False)],
)
def test_an_english_reader_sees_what_families_read_and_where_english_is_missing(
    cast, signed_in, english, read, note
):
    SitePage.objects.filter(site=cast.bamboo).delete()
    SitePage.objects.create(
        site=cast.bamboo,
        state="published",
        introduction="旧的介绍",
        introduction_en=english,
        published_at=people.NOW,
    )
    client, path = signed_in("head"), f"/office/sites/{cast.bamboo.public_id}/page/"
    assert "还没有英文" not in client.get(path).content.decode()
    client.cookies["django_language"] = "en"
    page = client.get(path).content.decode()
    assert read in page
    assert ("no English yet" in page) == note


def test_places_that_cross_are_refused_with_the_numbers_that_are_saved(cast, signed_in):
    path = f"/office/classes/{cast.bamboo.classes.get().pk}/"
    answer = signed_in("head").post(path, {"licensed": "10", "placed": "14", "held": "1", "do": "places"})
    assert answer.status_code == 422
    assert "现在是核定 20、已入托 14、留位 1" in answer.content.decode()


def test_a_scan_goes_in_by_form_and_comes_out_unsniffed(cast, signed_in, monkeypatch):
    monkeypatch.setattr(uploads, "default_storage", InMemoryStorage())
    path = f"/office/sites/{cast.bamboo.public_id}/papers/new/"
    scan = SimpleUploadedFile("消防.pdf", PDF, content_type="text/html")
    sent = {"kind": "fire", "issued_on": "2026-11-20", "expires_on": "2027-11-20", "file": scan}
    assert signed_in("head").post(path, sent).status_code == 302
    paper = cast.bamboo.certificates.order_by("issued_on").last()
    answer = signed_in("head").get(f"/office/certificates/{paper.pk}/file/")
    assert b"".join(answer.streaming_content) == PDF_KEPT
    headers = ("Content-Type", "X-Content-Type-Options", "Cache-Control")
    assert [answer[name] for name in headers] == ["application/pdf", "nosniff", "private, no-store"]


def test_a_number_is_shown_once_for_a_reason_and_not_kept(cast, signed_in):
    number = "11010519491231002X"
    post = add_worker(cast.actor("head"), cast.bamboo, name="魏小禾", identity=number, role="cook")
    client, path = signed_in("head"), f"/office/staff/{post.worker.public_id}/"
    assert number not in client.get(path).content.decode()
    assert client.post(f"{path}number/").status_code == 302
    answer = client.post(f"{path}number/", {"reason": "filing"})
    assert number in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
