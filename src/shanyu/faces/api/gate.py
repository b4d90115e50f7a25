"""The gate before every operation of the API: whose key it is, how often it may ask, and what it may do."""

import functools
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from shanyu.domain.people.api_keys import actor_of_key, key_shown
from shanyu.faces.api.problems import problem, refused
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Origin, Refusal, SignInNeeded, may, nobody
from shanyu.kernel.throttle import spend
from shanyu.ui.pages import Page

WINDOW_SECONDS = 60
MOST_ANONYMOUS = 600
MOST_BY_KEY = 3000


class KeyUnknown(Refusal):
    status = 401
    says = _("这个密钥不存在、已过期或已撤销。")
    next_step = _("请检查 Authorization 请求头，或申请新的密钥；公开数据也可以不带密钥查询。")


class ScopeMissing(Refusal):
    status = 403
    says = _("这个密钥没有 %(scope)s 权限。")
    next_step = _("请为它申请这一权限，或改用别的密钥。")


def gated(view: Callable, page: Page, scope: str | Mapping[str, str]) -> Callable:
    """The view behind the gate. `page` is what it declares at the door, `scope` what a key needs ("" for nothing),
    by method where that differs."""

    @csrf_exempt
    @functools.wraps(view)
    def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in page.methods:
            allowed = {"Allow": ", ".join(page.methods)}
            return problem(405, "MethodNotAllowed", str(_("这里不接受这种请求方法。")), headers=allowed)
        most, left = MOST_ANONYMOUS, 0
        try:
            request.actor, purse = _actor(request)
            most = MOST_BY_KEY if request.actor.scopes is not None else MOST_ANONYMOUS
            left = spend(purse, most=most, seconds=WINDOW_SECONDS)
            needed = scope if isinstance(scope, str) else scope[request.method]
            if needed and request.actor.scopes is not None and needed not in request.actor.scopes:
                raise ScopeMissing(scope=needed)
            # Who has no key is told so before what they sent is read.
            if not request.actor.signed_in and not may(request.actor, page.verb_of(request.method)):
                raise SignInNeeded
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = refused(refusal)
        return _labelled(response, most, left)

    entered.page = page
    return entered


def _actor(request: HttpRequest) -> tuple[Actor, str]:
    """Who asks, and the key under which their requests are counted. A session's cookie counts for nothing."""
    address = request.META.get("REMOTE_ADDR")
    origin = Origin("api", address, getattr(request, "request_id", ""))
    shown = request.headers.get("Authorization")
    if shown is None:
        return nobody(origin), f"api:{address}"
    kind, _space, whole = shown.partition(" ")
    key = key_shown(whole.strip()) if kind.lower() == "bearer" else None
    if key is None:
        spend(f"api-unknown:{address}", most=MOST_ANONYMOUS, seconds=WINDOW_SECONDS)
        raise KeyUnknown
    return actor_of_key(key, origin), f"api-key:{key.pk}"


def _labelled(response: HttpResponse, most: int, left: int) -> HttpResponse:
    """With the rate's headers, open to any site's scripts, and kept by no shared cache."""
    response["RateLimit-Limit"] = str(most)
    response["RateLimit-Remaining"] = str(left)
    response["RateLimit-Reset"] = str(WINDOW_SECONDS - int(now().timestamp()) % WINDOW_SECONDS)
    response["Access-Control-Allow-Origin"] = "*"
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ["Authorization"])
    return response
