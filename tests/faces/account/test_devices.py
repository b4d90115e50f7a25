"""Devices by the names that their owners know."""

import pytest
from django.test import Client
from django.utils import translation

from shanyu.faces.account.devices import device_name
from tests.cast import PASSWORD

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36",
            "Chrome · Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
            "Edge · Windows",
        ),
        (
            f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/131.0.0.0 Safari/537.36",
            "Chrome · Linux",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.6 Safari/605.1.15",
            "Safari · macOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN",
            "微信 · iPhone",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14; V2309A) {WEBKIT} Version/4.0 Chrome/123.0 Mobile Safari/537.36 "
            "VivoBrowser/22.1",
            "vivo 浏览器 · Android",
        ),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML) ArkWeb/4.1", "HarmonyOS"),
        ("curl/8.5.0", "认不出的设备"),
        ("", "认不出的设备"),
    ],
)
def test_a_device_is_named_by_its_browser_and_its_system(signature, name):
    assert device_name(signature) == name


def test_names_of_browsers_are_translated():
    with translation.override("en"):
        assert device_name("Android MicroMessenger/8.0") == "WeChat · Android"


def test_the_list_of_devices_names_them(cast):
    chrome = {"user-agent": f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/131.0.0.0 Safari/537.36"}
    client = Client()
    client.post("/account/login/", {"login": "father", "password": PASSWORD}, headers=chrome)
    page = client.get("/account/security/sessions/", headers=chrome).content.decode()
    assert "Chrome · Windows" in page
    assert "Mozilla" not in page
