"""The office's first page: what is due, before any menu; then one's own sites."""

from collections import Counter

from django.http import HttpRequest, HttpResponse

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries import Due, due, my_sites
from shanyu.faces.provider.frame import shown
from shanyu.faces.provider.inbox import sorted_out
from shanyu.kernel.door import Actor, may
from shanyu.ui.pages import page

#: So many things stand above one's own sites; the others are a click away.
SHOWN_FIRST = 10
#: Whoever has more sites than this opens the inbox to count it: each site is a reading of its own.
COUNTED = 6


@page("GET", verb="providers.due")
def home(request: HttpRequest) -> HttpResponse:
    everything = due(request.actor)
    things = _once(everything)
    sites = my_sites(request.actor)
    counts = {key: sum(one.state == key for one in things) for key in ("invalid", "due", "soon", "info")}
    chosen = request.GET.get("show", "")
    where = request.GET.get("site", "")
    listed = [
        one
        for one in things
        if (not chosen or one.state == chosen) and (not where or str(one.site.public_id) == where)
    ]
    by_site = Counter(one.site.pk for one in everything if one.state != "info")
    shown_now = listed if request.GET.get("all") else listed[:SHOWN_FIRST]
    context = {
        "things": shown_now,
        "more": len(listed) - len(shown_now),
        "all_things": len(things),
        "counts": counts,
        "sites": [(site, by_site[site.pk]) for site in sites],
        "filtered": bool(chosen or where),
        "enrolment": sorted_out(request.actor, sites) if _counted(request.actor, sites) else None,
    }
    return shown(request, "provider/home.html", context)


def _counted(actor: Actor, sites: list[Site]) -> bool:
    return len(sites) <= COUNTED and may(actor, "enrolment.inbox")


def _once(things: list[Due]) -> list[Due]:
    """A worker's paper is one thing to do, at however many sites the worker has a post."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for one in things:
        key = (one.worker, one.what)
        if not one.worker or key not in seen:
            kept.append(one)
        seen.add(key)
    return kept
