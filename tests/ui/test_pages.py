import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from shanyu.ui import errors

urlpatterns = [path("ui/", include("shanyu.ui.urls")), path("", lambda request: HttpResponse("home"))]
alone = override_settings(ROOT_URLCONF=__name__)


@alone
def test_preferences_are_kept_in_cookies_and_lead_back():
    answer = Client().post("/ui/preferences", {"theme": "dark", "elder": "1", "lang": "en", "next": "/a?b=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/a?b=1")
    kept = {name: cookie.value for name, cookie in answer.cookies.items()}
    assert kept == {"shanyu_theme": "dark", "shanyu_elder": "1", "django_language": "en"}


@alone
def test_preferences_keep_nothing_unknown_and_lead_nowhere_else():
    answer = Client().post("/ui/preferences", {"theme": "pink", "lang": "xx", "next": "https://example.org/"})
    assert (answer["Location"], dict(answer.cookies)) == ("/", {})


@alone
@override_settings(DEMO=True)
@pytest.mark.parametrize("face", ["family", "desk", "public"])
def test_the_style_page_shows_in_every_frame_without_anything_inline(face):
    html = Client().get(f"/ui/style?face={face}").content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]+src=)", html) == []
    assert html.count('<main id="main"') == 1
    assert html.count("<h1") == 1


@alone
@override_settings(DEMO=True)
def test_theme_elder_mode_and_language_stand_on_the_page():
    client = Client()
    client.cookies.load({"shanyu_theme": "dark", "shanyu_elder": "1", "django_language": "en"})
    html = client.get("/ui/style").content.decode()
    assert '<html lang="en" data-theme="dark" data-elder>' in html
    body = re.sub(r"<legend>语言 · Language</legend>|>中文<|拱托备|>[小青]<", "", html)
    assert re.findall(r"[\u4e00-\u9fff]+", body) == []


@alone
@override_settings(DEMO=False, DEBUG=False)
def test_the_style_page_is_not_there_outside_the_demo():
    assert Client().get("/ui/style").status_code == 404


@alone
@pytest.mark.parametrize(
    ("handler", "status", "heading"),
    [
        (errors.bad_request, 400, "这次提交没有读懂"),
        (errors.forbidden, 403, "这一步没有办成"),
        (errors.not_found, 404, "这里没有您要找的页面"),
        (errors.too_many, 429, "请稍等一会儿再试"),
        (errors.server_error, 500, "我们这边出了问题"),
    ],
)
def test_an_error_page_says_what_is_safe_and_gives_the_code_of_the_log(handler, status, heading, caplog):
    caplog.set_level("INFO", logger=errors.__name__)
    request = RequestFactory().get("/")
    request.request_id = "ab12cd34ef56"
    answer = handler(request)
    html = answer.content.decode()
    assert answer.status_code == status
    assert re.search(r"<h1>(.*?)</h1>", html)[1] == heading
    assert "ab12cd34ef56" in html
    assert [record.getMessage() for record in caplog.records] == [
        f"page {status} shown, support code ab12cd34ef56"
    ]


@alone
def test_the_offline_page_says_what_still_works():
    assert "已经打开过的页面还能看" in Client().get("/ui/offline").content.decode()
