"""All sites by table and map, their export, and a site's file."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import (
    SiteRow,
    cells,
    export_sites,
    list_sites,
    map_sites,
    place_choices,
    site_file,
    site_history,
)
from shanyu.faces.authority.asking import FilterForm, filters_of, number_of, query_of
from shanyu.faces.authority.dossier import contract_of, filing_of
from shanyu.faces.authority.frame import crumbs_along, crumbs_of, place_name, shown
from shanyu.kernel.clock import today
from shanyu.kernel.door.policy import may
from shanyu.kernel.tables import Table
from shanyu.ui import maps, words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page


def _page_of(total: int, size: int, number: int) -> Page:
    """A page for the pagination's links; its rows come from the domain."""
    return Paginator(range(total), size).get_page(number)


def _headings() -> list[str]:
    return [
        _("机构编号"), _("名称"), _("英文名称"), _("类型"), _("驿站等级"), _("举办方式"), _("状态"), _("普惠"),
        _("市"), _("区县"), _("街道"), _("社区"), _("地址"), _("经度（WGS-84）"), _("纬度（WGS-84）"), _("电话"),
        _("运营方"), _("统一社会信用代码"), _("产权方"), _("核定托位"), _("空位"), _("建筑面积（平方米）"),
        _("备案或许可"), _("备案（许可）编号"), _("备案（许可）机关"), _("备案（许可）日期"), _("有效期至"),
        _("过期证件数"), _("30 天内到期证件数"), _("开办日期"), _("停办日期"),
    ]  # fmt: skip


@page("GET", verb="providers.list_sites")
def sites(request: HttpRequest) -> HttpResponse:
    """The table; htmx gets the results alone."""
    filters = filters_of(request)
    found = list_sites(request.actor, filters, page=number_of(request))
    choices = place_choices(request.actor)
    query = query_of(filters)
    context = {
        "found": found,
        "pages": _page_of(found.total, found.size, found.number),
        "first": (found.number - 1) * found.size + 1,
        "last": (found.number - 1) * found.size + len(found.rows),
        "query": f"?{query}&" if query else "?",
        "map_url": reverse("authority:map_sites") + (f"?{query}" if query else ""),
        "sort": filters.sort,
        "descending": filters.descending,
        "filtered": bool(query),
    }
    if request.htmx and not request.htmx.boosted:
        return shown(request, "authority/parts/site_results.html", context, here="sites")
    context |= {
        "crumbs": crumbs_of(found.place, "authority:sites"),
        "name": place_name(found.place),
        "form": FilterForm(request.GET, regions=choices.regions, whole=place_name(choices.place)),
        "box": maps.box_around([(row.site.lon, row.site.lat) for row in found.rows]),
    }
    return shown(request, "authority/sites.html", context, here="sites")


@page("GET", verb="providers.map_sites")
def map_pins(request: HttpRequest) -> JsonResponse:
    """The sites of the table as pins."""
    pins = [
        maps.point(
            pin.site.lon,
            pin.site.lat,
            id=str(pin.site.public_id),
            kind=pin.site.kind,
            state=pin.state,
            name=said(pin.site, "name"),
            about=f"{pin.site.get_kind_display()} · {pin.site.get_state_display()}",
            url=reverse("authority:site", args=[pin.site.public_id]),
        )
        for pin in map_sites(request.actor, filters_of(request))
    ]
    answer = JsonResponse(maps.collection(pins), json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, no-store"
    return answer


@page("GET", verb="providers.export_sites")
def export(request: HttpRequest) -> HttpResponse:
    """Every site of the table as CSV or XLSX."""
    kind = kind_of(request)
    found = export_sites(request.actor, filters_of(request))
    notes = [
        _("来源：本平台登记，%(day)s，共 %(n)s 家。") % {"day": words.full_day(found.on), "n": found.total}
    ]
    return download(Table(_("机构名单"), _headings(), (cells(row) for row in found.rows), notes), kind)


def _pin_state(row: SiteRow) -> str:
    if row.site.state in {"suspended", "closed"}:
        return "closed"
    return "warning" if row.filing_state in {"invalid", "pending"} else "open"


@page("GET", verb="providers.site_file")
def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The file of one site with its history."""
    found = site_file(request.actor, site_id)
    history = site_history(request.actor, site_id, page=number_of(request))
    row, on = found.row, today()
    return shown(
        request,
        "authority/site.html",
        {
            "found": found,
            "site": found.site,
            "row": row,
            "filings": [filing_of(one, on) for one in found.filings],
            "contracts": [contract_of(one, on) for one in found.contracts],
            "pin": maps.drawn(found.site.lon, found.site.lat),
            "pin_state": _pin_state(row),
            "name": said(found.site, "name"),
            "crumbs": crumbs_along(found.steps, "authority:sites", said(found.site, "name")),
            "history": history,
            "may_decide": may(request.actor, "providers.officer_site"),
            "pages": _page_of(history.total, history.size, history.page),
            "box": maps.box_around([(found.site.lon, found.site.lat)], margin=0.003),
        },
        here="sites",
    )
