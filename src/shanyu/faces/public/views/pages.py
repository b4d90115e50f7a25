"""Pages of words, and what search engines read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shanyu.domain.providers.queries import SiteSearch, find_sites
from shanyu.faces.public.frame import shown
from shanyu.kernel.open_pages import OPEN
from shanyu.ui.pages import page

#: Sites that one sitemap names at most, and how many are asked for at a time.
MOST_NAMED = 2000
A_TIME = 100


@page("GET", verb=OPEN)
def about(request: HttpRequest) -> HttpResponse:
    return shown(request, "public/about.html", {}, "about")


@page("GET", verb=OPEN)
def privacy(request: HttpRequest) -> HttpResponse:
    return shown(request, "public/privacy.html", {}, "privacy")


@page("GET", verb=OPEN)
def robots(request: HttpRequest) -> HttpResponse:
    """Open pages may be read by machines; searches, which name places, may not."""
    lines = ["User-agent: *", "Disallow: /find/?", "Disallow: /map/", "Disallow: /account/"]
    lines += ["Disallow: /activities/?", "Disallow: /b/", "Disallow: /calendar/", "Allow: /"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('public:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@page("GET", verb="providers.find_sites")
def sitemap(request: HttpRequest) -> HttpResponse:
    """The open pages and every open site."""
    names = [
        reverse(f"public:{name}") for name in ("home", "find", "activities", "verify", "about", "privacy")
    ]
    names += [reverse("public:site", args=[public_id]) for public_id in _open_sites(request)]
    urls = [request.build_absolute_uri(name) for name in names]
    return render(request, "public/sitemap.xml", {"urls": urls}, content_type="application/xml")


def _open_sites(request: HttpRequest) -> list:
    found: list = []
    while len(found) < MOST_NAMED:
        part = find_sites(request.actor, SiteSearch(sort="name", limit=A_TIME, offset=len(found)))
        found += [item.site.public_id for item in part.items]
        if len(part.items) < A_TIME:
            break
    return found
