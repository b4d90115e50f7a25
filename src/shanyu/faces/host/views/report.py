"""What came of sessions: of one, of a term, of a series; and the same as a table."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.queries.hosting import host_frame, host_series, host_session
from shanyu.domain.booking.queries.reports import Report, Sort, host_report, session_report
from shanyu.domain.providers.naming import said
from shanyu.faces.host.asking import term_asked
from shanyu.faces.host.frame import session_tabs, shown
from shanyu.kernel.tables import Cell, Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page


@page("GET", verb="booking.host_report")
def report(request: HttpRequest, host_id: UUID) -> HttpResponse:
    since, until = term_asked(request)
    frame = host_frame(request.actor, host_id)
    chosen = _series(request)
    found = host_report(request.actor, host_id, since=since, until=until, series=chosen)
    context = {
        "report": found,
        "kinds": dict(SessionKind.choices),
        "series": host_series(request.actor, host_id),
        "chosen": str(chosen) if chosen else "",
        "query": request.GET.urlencode(),
    }
    return shown(request, "host/report.html", context, frame=frame, tab="report")


@page("GET", verb="booking.session_report")
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    found = session_report(request.actor, session_id)
    row = host_session(request.actor, session_id).session
    context = {"report": found, "session": row, "tabs": session_tabs(row, "session_report")}
    frame = host_frame(request.actor, row.host_id)
    return shown(
        request, "host/session_report.html", context, frame=frame, tab="table", here=said(row, "title")
    )


@page("GET", verb="booking.host_report")
def export(request: HttpRequest, host_id: UUID) -> HttpResponse:
    """The report's table as CSV or XLSX."""
    kind = kind_of(request)
    since, until = term_asked(request)
    found = host_report(request.actor, host_id, since=since, until=until, series=_series(request))
    name = said(host_frame(request.actor, host_id).host.who, "name")
    days = {"since": words.full_day(found.since), "until": words.full_day(found.until)}
    notes = [_("%(since)s 至 %(until)s。") % days]
    return download(Table(_("%(host)s 活动报告") % {"host": name}, _headings(), _rows(found), notes), kind)


def _headings() -> list[str]:
    return [
        _("名称"), _("种类"), _("场次"), _("取消场次"), _("名额"), _("预约人次"), _("每个名额的预约"), _("预约家庭"),
        _("没排到的家庭"), _("到场家庭"), _("未到家庭"), _("取消家庭"), _("临近取消"), _("评价数"), _("平均评分"),
        _("愿意再来"),
    ]  # fmt: skip


def _rows(found: Report) -> list[list[Cell]]:
    return [_cells(one) for one in found.sorts]


def _cells(one: Sort) -> list[Cell]:
    it = one.figures
    return [
        one.title, str(SessionKind(one.kind).label), it.sessions, it.called_off, it.places, it.asked,
        round(it.ratio, 2) if it.ratio is not None else None, it.families, it.outside, it.came, it.absent,
        it.cancelled, it.late, it.voices, round(it.stars, 1) if it.stars is not None else None, it.again,
    ]  # fmt: skip


def _series(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["series"]) if request.GET.get("series") else None
    except ValueError:
        return None
