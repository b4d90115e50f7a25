"""Activities and drop-in care by street and month, the hosts behind the figures, and their sessions."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.counting import Cell
from shanyu.domain.booking.queries.figures import (
    ActivityFigures,
    FigureFilters,
    figures,
    figures_of_hosts,
    watched_sessions,
)
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import Figures, place_choices
from shanyu.domain.providers.queries.authority import figures as supply_figures
from shanyu.faces.authority.asking import number_of, sites_url
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.faces.authority.watching import (
    SERIES,
    FigureForm,
    chart_of,
    filters_of,
    month_words,
    query_of,
    told_number,
)
from shanyu.kernel.clock import local
from shanyu.kernel.tables import Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page

_HERE = "activities"


@page("GET", verb="booking.figures")
def activities(request: HttpRequest) -> HttpResponse:
    """Figures by month as a chart and a table, by street as a table."""
    filters = filters_of(request)
    found = figures(request.actor, filters)
    supply = supply_figures(request.actor, place=filters.place)
    choices = place_choices(request.actor)
    return shown(
        request,
        "authority/activities.html",
        {
            "found": found,
            "name": place_name(found.place),
            "crumbs": crumbs_of(found.place, "authority:activities"),
            "form": FigureForm(filters, regions=choices.regions, whole=place_name(choices.place)),
            "chart": chart_of(found.months.items()),
            "series": SERIES,
            "months": [_month_row(found, month, cell) for month, cell in found.months.items()],
            "streets": _street_rows(found, supply),
            "stats": _stats(found, supply),
            "query": query_of(filters) + "&",
            "hosts_url": reverse("authority:activities_hosts") + query_of(filters),
            "notes": _notes(),
        },
        here=_HERE,
    )


@page("GET", verb="booking.figures")
def export(request: HttpRequest) -> HttpResponse:
    """Every street and month as CSV or XLSX; small numbers are hidden as on the page."""
    kind = kind_of(request)
    found = figures(request.actor, filters_of(request))
    headings = [
        _("街道"), _("区划代码"), _("月份"), _("场次"), _("名额"), _("已约"), _("到场"), _("未到场"), _("没约上"),
        _("平均评分"), _("评价数"),
    ]  # fmt: skip
    rows = [
        [said(line.street, "name") if line.street else _("其他地点"), line.street.code if line.street else "",
         f"{month:%Y-%m}", *_cells(cell)]
        for line in found.streets for month, cell in line.months.items()
    ]  # fmt: skip
    return download(Table(_("活动与临时托"), headings, rows, [_source(found), *_notes()]), kind)


@page("GET", verb="booking.figures_of_hosts")
def hosts(request: HttpRequest) -> HttpResponse:
    """The hosts behind the figures of a place."""
    filters = filters_of(request)
    found = figures_of_hosts(request.actor, filters, page=number_of(request))
    query = query_of(filters)
    rows = [
        {
            "name": said(line.host.who, "name"),
            "url": reverse("authority:activities_host", args=[line.host.public_id]) + query,
            "cells": _row(line.cell),
        }
        for line in found.lines
    ]
    return shown(
        request,
        "authority/activities_hosts.html",
        {
            "found": found,
            "rows": rows,
            "labels": _labels(),
            "name": place_name(found.place),
            "span": _span(filters),
            "crumbs": crumbs_of(found.place, "authority:activities", _("主办方")),
            "pages": Paginator(range(found.total), found.size).get_page(found.number),
            "query": query + "&",
            "back": reverse("authority:activities") + query,
            "notes": _notes(),
        },
        here=_HERE,
    )


@page("GET", verb="booking.watched_sessions")
def host(request: HttpRequest, host_id: UUID) -> HttpResponse:
    """The sessions of one host."""
    filters = filters_of(request)
    found = watched_sessions(request.actor, host_id, filters, page=number_of(request))
    rows = [
        {
            "session": session,
            "title": said(session, "title"),
            "url": reverse("public:session", args=[session.public_id]),
            "cells": _row(cell)[1:],
        }
        for session, cell in found.lines
    ]
    who = found.host.who
    return shown(
        request,
        "authority/activities_host.html",
        {
            "found": found,
            "rows": rows,
            "labels": _labels()[1:],
            "name": said(who, "name"),
            "site": found.host.site,
            "span": _span(filters),
            "crumbs": crumbs_of(found.place, "authority:activities", said(who, "name")),
            "pages": Paginator(range(found.total), found.size).get_page(found.number),
            "query": query_of(filters) + "&",
            "back": reverse("authority:activities_hosts") + query_of(filters),
            "notes": _notes(),
        },
        here=_HERE,
    )


def _labels() -> list[str]:
    return [_("场次"), _("名额"), _("已约"), _("到场"), _("未到场"), _("没约上"), _("评分")]


def _row(cell: Cell) -> list[tuple[str, str]]:
    """A line's cells with their headings, as they are read."""
    facts = [f"{number:,}" for number in (cell.sessions, cell.places, cell.taken)]
    people = [told_number(number) for number in (cell.came, cell.absent, cell.unmet)]
    rating = "—" if cell.rating is None else f"{cell.rating:.1f}"
    return list(zip(_labels(), [*facts, *people, rating], strict=True))


def _cells(cell: Cell) -> list[str | int]:
    people = [told_number(one) if one.more else one.number for one in (cell.came, cell.absent, cell.unmet)]
    rating = ["", ""] if cell.rating is None else [round(cell.rating, 1), cell.voices.number]
    return [cell.sessions, cell.places, cell.taken, *people, *rating]


def _month_row(found: ActivityFigures, month: object, cell: Cell) -> dict:
    own = FigureFilters(month, month, found.filters.place, found.filters.kind)
    return {
        "name": month_words(month),
        "url": reverse("authority:activities_hosts") + query_of(own),
        "cells": _row(cell),
    }


def _street_rows(found: ActivityFigures, supply: Figures) -> list[dict]:
    """The streets of the figures and those below the place that have none; with their demonstration stations."""
    stations = {part.region.pk: part.supply.demonstration for part in supply.parts}
    asked = {line.street.pk: line for line in found.streets if line.street}
    # Parts of a city are districts: only streets stand in this table.
    empty = [p.region for p in supply.parts if p.region.level == "town" and p.region.pk not in asked]
    rows = [
        _street_row(found, line.street, line.whole, stations)
        for line in (found.streets if found.streets else ())
    ]
    return rows + [_street_row(found, region, Cell(), stations) for region in empty]


def _street_row(found: ActivityFigures, street: object, cell: Cell, stations: dict[int, int]) -> dict:
    code = street.code if street else found.filters.place
    own = FigureFilters(found.filters.since, found.filters.until, code, found.filters.kind)
    return {
        "name": said(street, "name") if street else _("其他地点"),
        "url": reverse("authority:activities_hosts") + query_of(own),
        "cells": _row(cell),
        "stations": stations.get(street.pk) if street else None,
        "stations_url": sites_url(place=code, grade="demonstration", states=("open",)),
    }


def _stats(found: ActivityFigures, supply: Figures) -> list[dict]:
    cell = found.whole
    url = reverse("authority:activities_hosts") + query_of(found.filters)
    share = f"{round(100 * cell.taken / cell.places)}%" if cell.places else "—"
    return [
        {"label": _("场次"), "value": f"{cell.sessions:,}", "note": _("已发布、未取消的"), "url": url},
        {"label": _("名额"), "value": f"{cell.places:,}", "note": _("各场名额之和"), "url": url},
        {"label": _("已约占名额"), "value": share, "note": _("已约 ÷ 名额"), "url": url},
        {"label": _("没约上"), "value": told_number(cell.unmet), "note": _("开场时仍在候补的家庭"), "url": url},
        {"label": _("有示范型驿站的地区"), "value": f"{supply.parts_with_demonstration} / {len(supply.parts)}",
         "note": _("目标：每个街道至少一家"), "url": "#streets"},
    ]  # fmt: skip


def _span(filters: FigureFilters) -> str:
    first, last = month_words(filters.since), month_words(filters.until)
    return first if first == last else f"{first} – {last}"


def _source(found: ActivityFigures) -> str:
    return _("来源：本平台预约记录，%(day)s 统计；%(span)s 开场的场次。") % {
        "day": words.full_day(local(found.on).date()),
        "span": _span(found.filters),
    }


def _notes() -> list[str]:
    """How each figure is made."""
    return [
        _("场次 = 这些月份里开场、已发布且没有取消的场次；名额 = 各场名额之和。"),
        _("已约 = 现在占着名额的预约（待确认、已预约、有空位待确认、已到场、未到场）的名额数。"),
        _("到场、未到场 = 主办方登记的家庭数；没约上 = 开场时仍在候补的家庭数。"),
        _("评分 = 家庭打分的平均（1–5），至少 5 个家庭打过分才显示。"),
        _("＊ = 不单独显示：有 1 到 4 个家庭，或会让人推算出这样的数。"),
        _("≥ = 至少这么多：不单独显示的那部分没有算在里面。已约的数在各场次的页面上本来公开，不隐藏。"),
    ]
