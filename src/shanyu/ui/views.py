"""The reader's display preferences, the page without a network, and the living style page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from shanyu.kernel.open_pages import OPEN
from shanyu.ui.context import ELDER_COOKIE, THEME_COOKIE, THEMES
from shanyu.ui.gallery import gallery
from shanyu.ui.pages import page

YEAR = 365 * 24 * 3600


@page("POST", verb=OPEN)
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


@page("GET", verb=OPEN)
def offline(request: HttpRequest) -> HttpResponse:
    """The page a phone shows without a network; a service worker may keep it."""
    return render(request, "ui/errors/offline.html")


@page("GET", verb=OPEN)
def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; only in DEBUG or in the demo."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    face = request.GET.get("face")
    frame = f"ui/{face}.html" if face in ("family", "desk", "public", "print") else "ui/family.html"
    return render(request, "ui/style.html", {**gallery(), "frame": frame})
