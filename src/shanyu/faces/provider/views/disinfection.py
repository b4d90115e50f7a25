"""What was disinfected: the sheet of a month, one more entry, and the sheet as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.protection.actions import log_disinfection
from shanyu.domain.protection.queries import disinfection_sheet
from shanyu.domain.providers.naming import said
from shanyu.faces.provider.frame import shown
from shanyu.faces.provider.illness_forms import DisinfectionForm
from shanyu.kernel.tables import Table
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.handling import accepted, done
from shanyu.ui.months import month_asked
from shanyu.ui.pages import page


@page("GET", "POST", verb="protection.disinfection_sheet", changes="protection.log_disinfection")
def log(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The log of a month."""
    month = month_asked(request)
    sheet = disinfection_sheet(request.actor, site_id, month=month.first)
    form = DisinfectionForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and accepted(
        form, lambda data: log_disinfection(request.actor, data.pop("room"), **data)
    ):
        return done(request, _("已记下。"), reverse("provider:disinfection", args=[site_id]))
    context = {"sheet": sheet, "form": form, "month": month}
    return shown(
        request, "provider/protection/disinfection.html", context, site=sheet.site, tab="disinfection",
        status=422 if form.errors else 200,
    )  # fmt: skip


@page("GET", verb="protection.disinfection_sheet")
def export(request: HttpRequest, site_id: UUID) -> StreamingHttpResponse:
    """The month as a table for the file."""
    kind = kind_of(request)
    sheet = disinfection_sheet(request.actor, site_id, month=month_asked(request).first)
    headings = [_("时间"), _("房间"), _("对象"), _("方法"), _("浓度（mg/L）"), _("分钟"), _("记录人")]
    rows = [
        [one.at, one.room.name, one.get_thing_display(), one.get_agent_display(), one.strength, one.minutes,
         one.account.name]
        for one in sheet.entries
    ]  # fmt: skip
    name = f"{_('消毒记录')}-{sheet.month:%Y-%m}"
    return download(Table(name, headings, rows, [said(sheet.site, "name")]), kind)
