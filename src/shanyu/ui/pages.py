"""How a page stands at the door: `@page` on every view, the actor on every request, refusals as pages."""

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from shanyu.kernel.door import OutOfReach, Refusal, SignInNeeded, StepUpNeeded
from shanyu.ui.actors import actor_of


@dataclass(frozen=True)
class Page:
    """What a view is at the door: its methods, and the verb that says who may come."""

    methods: tuple[str, ...]
    verb: str
    changes: str

    def verb_of(self, method: str) -> str:
        """The verb that a request by this method uses."""
        return self.verb if method in {"GET", "HEAD"} else self.changes


def page(*methods: str, verb: str, changes: str = "") -> Callable:
    """Declare a view: its HTTP methods, the verb that opens it, and the verb its POST uses if another."""

    def decorate(view: Callable) -> Callable:
        declared = Page(methods or ("GET",), verb, changes or verb)
        accepted = {*declared.methods, *({"HEAD"} if "GET" in declared.methods else ())}

        @functools.wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in accepted:
                return HttpResponseNotAllowed(declared.methods)
            return view(request, *args, **kwargs)

        checked.page = declared
        return checked

    return decorate


class DoorMiddleware:
    """Puts the actor on the request and turns a refusal into the page that says it."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        return refused(request, exception)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refusal: sign in, step up, 404, or a page with the sentence and the next step."""
    if isinstance(refusal, SignInNeeded):
        return _go(settings.LOGIN_URL, request)
    if isinstance(refusal, StepUpNeeded):
        return _go("/account/step-up/", request)
    if isinstance(refusal, OutOfReach):
        raise Http404
    template = "ui/refused_part.html" if request.htmx else "ui/refused.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)


def _go(url: str, request: HttpRequest) -> HttpResponse:
    after = (
        request.get_full_path() if request.method in {"GET", "HEAD"} else request.headers.get("Referer", "/")
    )
    return HttpResponseRedirect(f"{url}?{urlencode({'next': after})}")
