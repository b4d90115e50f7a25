"""What every open page shows around its content."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _


def shown(request: HttpRequest, template: str, context: dict, here: str = "", **more: object) -> HttpResponse:
    """Render an open page with its header and footer; `here` is the page's own name among the links."""
    return render(request, template, {**frame(request, here), **context}, **more)


def frame(request: HttpRequest, here: str = "") -> dict:
    links = [("find", _("找托育")), ("activities", _("附近活动")), ("programmes", _("集中报名"))]
    signed_in = request.user.is_authenticated
    return {
        "links": [
            {"url": reverse(f"public:{name}"), "label": label, "active": name == here}
            for name, label in links
        ],
        "sign_in_url": "" if signed_in else sign_in(request),
        "account_url": settings.LOGIN_REDIRECT_URL if signed_in else "",
        "footer_links": [
            {"url": reverse("public:verify"), "label": _("核对文件真伪")},
            {"url": reverse("public:about"), "label": _("关于善育")},
            {"url": reverse("public:privacy"), "label": _("孩子的信息怎么保护")},
        ],
    }


def sign_in(request: HttpRequest) -> str:
    """The way to sign in and back to this page."""
    return f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"
