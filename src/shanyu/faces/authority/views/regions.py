"""The tree of divisions within reach, one level at a time, with what is known of each."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse

from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import place_file
from shanyu.domain.regions.models import Population
from shanyu.faces.authority.asking import sites_url
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.faces.authority.views.home import parts_of
from shanyu.ui.pages import page


def _by_source(populations: list[Population]) -> list[dict]:
    """One group for each year and source, so that these are said once."""
    groups = groupby(populations, key=lambda row: (row.year, row.source, row.synthetic))
    return [
        {"year": year, "source": source, "synthetic": synthetic, "rows": list(rows)}
        for (year, source, synthetic), rows in groups
    ]


@page("GET", verb="providers.place_file")
def regions(request: HttpRequest) -> HttpResponse:
    """One division and those below it."""
    place = request.GET.get("place", "")
    found = place_file(request.actor, place=place)
    return shown(
        request,
        "authority/regions.html",
        {
            "found": found,
            "region": found.place.region,
            "name": place_name(found.place),
            "crumbs": crumbs_of(found.place, "authority:regions"),
            "parts": parts_of(found, "authority:regions"),
            "came_from": [said(region, "name") for region in found.came_from],
            "sites_url": sites_url(place=place),
            "populations": _by_source(found.populations),
        },
        here="regions",
    )
