"""The service worker, at the root of the site so that it may show notices for all of it."""

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse

from shanyu.kernel.open_pages import OPEN, open_page
from shanyu.ui.pages import page


@page("GET", verb=OPEN)
def service_worker(request: HttpRequest) -> HttpResponse:
    """`/sw.js`. Browsers look for a new one at every visit."""
    open_page(request.actor)
    answer = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@cache
def _script() -> str:
    return files("shanyu.faces.account").joinpath("static/account/sw.js").read_text(encoding="utf-8")
