"""The reader's display preferences, the pages for what went wrong, and the living style page.

Set in the root URL configuration::

    handler400 = "shanyu.ui.views.bad_request"
    handler403 = "shanyu.ui.views.forbidden"
    handler404 = "shanyu.ui.views.not_found"
    handler500 = "shanyu.ui.views.server_error"

and CSRF_FAILURE_VIEW = "shanyu.ui.views.csrf_failure".
"""

import logging
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from shanyu.ui.context import ELDER_COOKIE, THEME_COOKIE, THEMES
from shanyu.ui.gallery import gallery

log = logging.getLogger(__name__)
YEAR = 365 * 24 * 3600


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep theme, elder mode and language in cookies, nothing else, and go back to `next`."""
    there = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = "/"
    answer = HttpResponseRedirect(there)
    theme, elder, lang = (request.POST.get(name) for name in ("theme", "elder", "lang"))
    if theme in THEMES:
        _keep(request, answer, THEME_COOKIE, theme)
    if elder in ("0", "1"):
        _keep(request, answer, ELDER_COOKIE, elder)
    if lang in dict(settings.LANGUAGES):
        _keep(request, answer, settings.LANGUAGE_COOKIE_NAME, lang)
    return answer


def _keep(request: HttpRequest, answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The page a phone shows without a network; a service worker may keep it."""
    return render(request, "ui/errors/offline.html")


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; only in DEBUG or in the demo."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    face = request.GET.get("face")
    frame = f"ui/{face}.html" if face in ("family", "desk", "public", "print") else "ui/family.html"
    return render(request, "ui/style.html", {**gallery(), "frame": frame})


def _problem(request: HttpRequest, status: int) -> HttpResponse:
    """Render the page of a status with a code that the log repeats, so that support can find the request."""
    code = secrets.token_hex(3).upper()
    log.warning("page %s shown with support code %s", status, code)
    return render(request, f"ui/errors/{status}.html", {"support_code": code}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read."""
    return _problem(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this account may not do that."""
    return _problem(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose page stayed open too long."""
    return _problem(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is here, or nothing for this reader."""
    return _problem(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: asked too often; for middleware and throttles to return."""
    return _problem(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _problem(request, 500)
