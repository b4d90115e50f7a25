"""Up to three sites side by side."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyu.domain.providers.queries import compare_sites
from shanyu.faces.public.asking import compared
from shanyu.faces.public.frame import shown
from shanyu.faces.public.sheet import Sheet, sheet_of
from shanyu.ui import words
from shanyu.ui.pages import page


@page("GET", verb="providers.compare_sites")
def compare(request: HttpRequest) -> HttpResponse:
    """One row for each fact; rows in which the sites differ are marked."""
    views = compare_sites(request.actor, compared(request.GET.getlist("site")))
    sheets = [sheet_of(view, request) for view in views]
    start = request.GET.get("from", "")
    context = {
        "sheets": sheets,
        "rows": _rows(sheets),
        "start": f"?from={start}" if start else "",
    }
    context["find_url"] = reverse("public:find")
    if sheets:
        sites = urlencode([("site", sheet.site.public_id) for sheet in sheets])
        context["share_url"] = request.build_absolute_uri(f"{reverse('public:compare')}?{sites}")
    return shown(request, "public/compare.html", context)


def _rows(sheets: list[Sheet]) -> list[dict]:
    facts = [
        (_("走路"), [sheet.walk.words if sheet.walk else "" for sheet in sheets]),
        (_("类型"), [sheet.kind for sheet in sheets]),
        (_("空位"), [_free(sheet) for sheet in sheets]),
        (_("收费"), [sheet.from_fee if sheet.first else "" for sheet in sheets]),
        (_("伙食费"), [sheet.first.meals if sheet.first else "" for sheet in sheets]),
        (_("普惠"), [_("是") if sheet.site.inclusive else _("否") for sheet in sheets]),
        (_("时间"), [sheet.first.hours if sheet.first else "" for sheet in sheets]),
        (_("服务形式"), [_forms(sheet) for sheet in sheets]),
        (_("师生比"), [_ratio(sheet) for sheet in sheets]),
        (_("户外场地"), [_area(sheet.view.outdoor_m2) for sheet in sheets]),
        (_("由谁办"), [str(sheet.site.get_running_model_display()) for sheet in sheets]),
        (_("开办时间"), [str(sheet.site.opened_on.year) if sheet.site.opened_on else "" for sheet in sheets]),
    ]
    return [
        {"label": label, "values": [value or "—" for value in values], "differs": len(set(values)) > 1}
        for label, values in facts
        if any(values)
    ]


def _free(sheet: Sheet) -> str:
    free = sheet.view.free_places
    if not sheet.view.classes:
        return ""
    return ngettext("%(n)d 个", "%(n)d 个", free) % {"n": free} if free else _("暂无空位")


def _forms(sheet: Sheet) -> str:
    return words.together(dict.fromkeys(line.form for line in sheet.offers))


def _ratio(sheet: Sheet) -> str:
    """The class with most children for each carer, as that is what a family compares."""
    ratios = [one for one in sheet.view.ratios if one.carers]
    if not ratios:
        return ""
    most = max(ratios, key=lambda one: one.children / one.carers)
    return _("1 位老师带 %(n)s 个孩子") % {"n": f"{most.children / most.carers:.1f}".removesuffix(".0")}


def _area(square_metres: float) -> str:
    return _("%(n)d 平方米") % {"n": square_metres} if square_metres else ""
