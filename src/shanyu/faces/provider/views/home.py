"""The office's first page: what is due, before any menu; then one's own sites."""

from django.http import HttpRequest, HttpResponse

from shanyu.domain.providers.queries import due, my_sites
from shanyu.faces.provider.frame import shown
from shanyu.ui.pages import page


@page("GET", verb="providers.due")
def home(request: HttpRequest) -> HttpResponse:
    things = due(request.actor)
    sites = my_sites(request.actor)
    counts = {key: sum(one.state == key for one in things) for key in ("invalid", "due", "soon", "info")}
    chosen = request.GET.get("show", "")
    where = request.GET.get("site", "")
    listed = [
        one
        for one in things
        if (not chosen or one.state == chosen) and (not where or str(one.site.public_id) == where)
    ]
    by_site = {
        site.pk: sum(one.site.pk == site.pk and one.state != "info" for one in things) for site in sites
    }
    context = {
        "things": listed,
        "all_things": len(things),
        "counts": counts,
        "sites": [(site, by_site[site.pk]) for site in sites],
        "filtered": bool(chosen or where),
    }
    return shown(request, "provider/home.html", context)
