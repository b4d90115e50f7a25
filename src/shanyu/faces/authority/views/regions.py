"""The tree of divisions within reach, one level at a time, with what is known of each."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import place_file
from shanyu.domain.regions.models import Population
from shanyu.faces.authority.asking import sites_url
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.faces.authority.views.home import parts_of
from shanyu.kernel.clock import today
from shanyu.kernel.tables import Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
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
            "came_from": words.together(said(region, "name") for region in found.came_from),
            "sites_url": sites_url(place=place),
            "query": f"?place={place}&" if place else "?",
            "populations": _by_source(found.populations),
        },
        here="regions",
    )


@page("GET", verb="providers.place_file")
def export(request: HttpRequest) -> HttpResponse:
    """The divisions below one as CSV or XLSX."""
    kind = kind_of(request)
    found = place_file(request.actor, place=request.GET.get("place", ""))
    headings = [_("名称"), _("区划代码"), _("级别"), _("机构数"), _("托育场所"), _("驿站数")]
    rows = [
        [
            said(part.region, "name"), part.region.code, str(part.region.get_level_display()),
            part.supply.sites, part.supply.care_sites, part.supply.stations,
        ]
        for part in found.parts
    ]  # fmt: skip
    notes = [
        _("来源：本平台登记，%(day)s。机构数包含暂停、停办和未公开的。") % {"day": words.full_day(today())}
    ]
    return download(Table(_("地区一览"), headings, rows, notes), kind)
