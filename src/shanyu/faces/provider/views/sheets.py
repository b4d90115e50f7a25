"""The registers of a month: on the page, as XLSX or CSV, and as PDF on A4 across."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from shanyu.domain.care.queries.sheets import SheetKind, sheet
from shanyu.domain.protection.queries.rooms import disinfection_sheet
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.faces.provider import sheet_tables
from shanyu.faces.provider.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.pdf import pdf
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.handling import number
from shanyu.ui.pages import page

#: So many months back can be chosen.
MONTHS = 13


@page("GET", verb="care.sheet")
def sheets(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """One register, chosen by kind, month and class."""
    site, classes, chosen, table = _asked(request, site_id)
    query = request.GET.copy()
    query.pop("as", None)
    context = {
        "table": table,
        "kinds": sheet_tables.NAMES.items(),
        "kind": _kind(request),
        "months": [(f"{one:%Y-%m}", one) for one in _months()],
        "month": f"{_month(request):%Y-%m}",
        "classes": classes,
        "chosen": chosen,
        "rows": [[(cell.removesuffix("!"), cell.endswith("!")) for cell in row] for row in table.rows],
        "query": f"?{query.urlencode()}&" if query else "?",
    }
    return shown(request, "provider/care/sheets.html", context, site=site, tab="sheets")


@page("GET", verb="care.sheet")
def file(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The same register as a file: `as` is xlsx, csv or pdf."""
    site, _classes, _chosen, table = _asked(request, site_id)
    if request.GET.get("as") != "pdf":
        return download(table.table(), kind_of(request))
    facts = {
        "title": table.name,
        "issuer": said(site, "name"),
        "headings": list(table.headings),
        "rows": [
            [{"text": cell.removesuffix("!"), "wrong": cell.endswith("!")} for cell in row]
            for row in table.rows
        ],
        "notes": list(table.notes),
    }
    made = pdf("shanyu.faces.provider.documents:sheet.typ", facts, language=_language())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{table.name}.pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


def _asked(request: HttpRequest, site_id: UUID) -> tuple[Site, list, int, sheet_tables.Shown]:
    kind, month = _kind(request), _month(request)
    wanted = kind if kind in tuple(SheetKind) else SheetKind.ATTENDANCE
    found = sheet(
        request.actor, site_id, kind=wanted, month=month, care_class=number(request.GET.get("class"))
    )
    if kind == "disinfection":
        table = sheet_tables.disinfection(disinfection_sheet(request.actor, site_id, month=month))
        return found.site, [], 0, table
    chosen = found.care_class.pk if found.care_class else 0
    return found.site, list(found.classes), chosen, sheet_tables.shown(found)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in sheet_tables.NAMES else "attendance"


def _month(request: HttpRequest) -> date:
    months = {f"{one:%Y-%m}": one for one in _months()}
    return months.get(request.GET.get("month", ""), today().replace(day=1))


def _months() -> list[date]:
    index = today().year * 12 + today().month - 1
    return [date((index - back) // 12, (index - back) % 12 + 1, 1) for back in range(MONTHS)]
