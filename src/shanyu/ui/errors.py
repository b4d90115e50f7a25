"""The pages for what went wrong: handlers of the root URL configuration, CSRF_FAILURE_VIEW and throttles."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def _problem(request: HttpRequest, status: int) -> HttpResponse:
    """Render the page of a status with the request's id, which the log repeats, so that support can find it."""
    code = getattr(request, "request_id", None) or secrets.token_hex(6)
    log.log(logging.ERROR if status >= 500 else logging.INFO, "page %s shown, support code %s", status, code)
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
