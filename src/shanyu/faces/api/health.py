"""What a machine that watches the platform asks: is it well, and how busy is it."""

import secrets
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from shanyu.kernel.door import Origin, nobody
from shanyu.kernel.health import health, measures
from shanyu.ui.pages import page


@page("GET", verb="platform.health")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when database and worker are well, else 503 with what is wrong."""
    found = health(_machine(request))
    body = {
        "status": "ok" if found.well else "unwell",
        "database": found.database,
        "worker": found.worker,
    }
    answer = JsonResponse(body, status=200 if found.well else 503)
    answer["Cache-Control"] = "no-store"
    return answer


@page("GET", verb="platform.measures")
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text, for this machine itself or for whoever shows SHANYU_METRICS_TOKEN; else 404."""
    if not _may_measure(request):
        raise Http404
    return HttpResponse(measures(_machine(request)), content_type=CONTENT_TYPE_LATEST)


def _may_measure(request: HttpRequest) -> bool:
    """A proxy on this machine forwards strangers from loopback, so a forwarded request needs the token."""
    token = settings.SHANYU_METRICS_TOKEN
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(shown.encode(), token.encode()):
        return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _machine(request: HttpRequest):
    """Nobody: these questions must be answered while the database, and so every account, is away."""
    return nobody(Origin("api", request.META.get("REMOTE_ADDR")))
