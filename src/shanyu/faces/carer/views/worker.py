"""What lets the class of today open without a network: a manifest, a worker, a shell without any child."""

import hashlib
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.faces.carer.told import vocabulary, words
from shanyu.kernel.open_pages import OPEN, open_page
from shanyu.ui.pages import page

#: What the page needs to run. Modules name each other without a digest, so the worker keeps them by these names.
MODULES = ("app", "bar", "core", "dom", "door", "draw", "forms", "link", "lists", "lock", "vault")


@page("GET", verb=OPEN)
def shell(request: HttpRequest) -> HttpResponse:
    """The page of a class without a class: the script fills it from what the device keeps."""
    open_page(request.actor)
    context = {"shell": True, "words": words() | {"vocabulary": vocabulary()}}
    return render(request, "carer/floor.html", context)


@page("GET", verb=OPEN)
def worker(request: HttpRequest) -> HttpResponse:
    """`/carer/worker.js`, which rules over /carer/ only."""
    open_page(request.actor)
    answer = HttpResponse(_script(get_language()), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@cache
def _script(language: str) -> str:
    home = files("shanyu.faces.carer").joinpath("static/carer")
    sources = [home.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in MODULES]
    sources.append(home.joinpath("floor.css").read_text(encoding="utf-8"))
    version = hashlib.sha256("".join([*sources, static("dist/shanyu.css")]).encode()).hexdigest()[:16]
    text = home.joinpath("worker.js").read_text(encoding="utf-8")
    return (
        text.replace("VERSION", f"{version}-{language}")
        .replace("LANGUAGE", language)
        .replace("MODULES", " ".join(MODULES))
    )


@page("GET", verb=OPEN)
def manifest(request: HttpRequest) -> HttpResponse:
    open_page(request.actor)
    facts = {
        "name": _("善育 · 今天的班"),
        "short_name": _("今天的班"),
        "id": reverse("carer:floor"),
        "start_url": reverse("carer:floor"),
        "scope": reverse("carer:floor"),
        "display": "standalone",
        "background_color": "#FAF8F4",
        "theme_color": "#1F7A5C",
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(facts, content_type="application/manifest+json")
