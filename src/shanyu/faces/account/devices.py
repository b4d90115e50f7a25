"""A device by the name that its owner knows it by: “Chrome · Windows” instead of a browser's own signature."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: Marks in a signature with the name they stand for, the particular before the general: nearly every browser
#: also calls itself Chrome or Safari, and Android also calls itself Linux.
BROWSERS: tuple[tuple[str, str | Promise], ...] = (
    ("MicroMessenger", _("微信")), ("AlipayClient", _("支付宝")), ("DingTalk", _("钉钉")),
    ("HuaweiBrowser", _("华为浏览器")), ("MiuiBrowser", _("小米浏览器")), ("VivoBrowser", _("vivo 浏览器")),
    ("HeyTapBrowser", _("OPPO 浏览器")), ("SamsungBrowser", _("三星浏览器")), ("QQBrowser", _("QQ 浏览器")),
    ("UCBrowser", _("UC 浏览器")), ("360SE", _("360 浏览器")), ("QHBrowser", _("360 浏览器")), ("Edg", "Edge"),
    ("OPR/", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS: tuple[tuple[str, str | Promise], ...] = (
    ("OpenHarmony", "HarmonyOS"), ("HarmonyOS", "HarmonyOS"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def device_name(signature: str) -> str:
    """The browser and the system of a User-Agent header; what is not recognised is left out or said to be so."""
    known = [_first(marks, signature) for marks in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in known if name) or gettext("认不出的设备")


def _first(marks: tuple[tuple[str, str | Promise], ...], signature: str) -> str:
    return next((str(name) for mark, name in marks if mark in signature), "")
