"""A host's sessions as a table: filtered, exported, and several changed together."""

from collections.abc import Iterator
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.series import Outcome, Together, change_together
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.queries.hosting import (
    export_sessions,
    host_choices,
    host_frame,
    host_series,
    host_table,
)
from shanyu.domain.providers.naming import said
from shanyu.faces.host.asking import FilterForm, filters_of
from shanyu.faces.host.frame import shown
from shanyu.faces.host.wording import state_of
from shanyu.kernel.door import Refusal
from shanyu.kernel.tables import Cell, Table
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.handling import number
from shanyu.ui.pages import page

#: So far a session can be moved in one go, in minutes.
FARTHEST = 60 * 24 * 366


@page("GET", "POST", verb="booking.host_table", changes="booking.change_together")
def table(request: HttpRequest, host_id: UUID) -> HttpResponse:
    frame = host_frame(request.actor, host_id)
    outcome, problem = None, ""
    if request.method == "POST":
        try:
            outcome = change_together(request.actor, host_id, _chosen(request), _together(request))
        except Refusal as refusal:
            problem = refusal.step() or refusal.sentence()
    return _shown(request, frame, outcome, problem)


def _shown(request: HttpRequest, frame: object, outcome: Outcome | None, problem: str) -> HttpResponse:
    actor, host = request.actor, frame.host
    series = host_series(actor, host)
    found = host_table(actor, host, filters_of(request), page=number(request.GET.get("page")) or 1)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "found": found,
        "pages": Paginator(range(found.total), found.size).get_page(found.number),
        "form": FilterForm(request.GET, series=series),
        "workers": host_choices(actor, host).workers,
        "outcome": outcome,
        "problem": problem,
        "query": asked.urlencode(),
        "filtered": any(asked.values()),
        "typed": request.POST,
        "picked": set(request.POST.getlist("chosen")) if problem else set(),
    }
    return shown(
        request, "host/table.html", context, frame=frame, tab="table", status=422 if problem else 200
    )


def _chosen(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("chosen"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _together(request: HttpRequest) -> Together:
    """What the button that was pressed does, with the field that belongs to it."""
    given, doing = request.POST, request.POST.get("do", "")
    if doing == "move":
        minutes = number(given.get("minutes")) * (-1 if given.get("direction") == "earlier" else 1)
        return Together(minutes=max(-FARTHEST, min(minutes, FARTHEST)))
    if doing == "places":
        return Together(capacity=number(given.get("capacity")) or None)
    if doing == "staff":
        worker = number(given.get("worker"))
        return Together(staff=(worker,) if worker else ())
    if doing == "publish":
        return Together(publish=True)
    if doing == "call_off":
        return Together(because=given.get("because", "").strip())
    return Together()


@page("GET", verb="booking.export_sessions")
def export(request: HttpRequest, host_id: UUID) -> HttpResponse:
    """Every session of the table as CSV or XLSX."""
    kind = kind_of(request)
    rows = export_sessions(request.actor, host_id, filters_of(request))
    frame = host_frame(request.actor, host_id)
    name = _("%(host)s 场次") % {"host": said(frame.host.who, "name")}
    return download(Table(name, _headings(), _cells(rows)), kind)


def _headings() -> list[str]:
    return [
        _("名称"), _("英文名称"), _("种类"), _("系列"), _("状态"), _("开始"), _("结束"), _("地点"), _("房间"),
        _("最小月龄"), _("最大月龄"), _("名额"), _("已预约名额"), _("候补家庭"), _("预约家庭"), _("到场家庭"),
        _("未到家庭"), _("平均评分"), _("取消原因"),
    ]  # fmt: skip


def _cells(rows: Iterator[Session]) -> Iterator[list[Cell]]:
    for row in rows:
        stars = round(float(row.stars), 1) if row.stars is not None else None
        yield [
            row.title, row.title_en, str(row.get_kind_display()), row.series.title if row.series else "",
            state_of(row)[1], row.starts_at, row.ends_at, row.place, row.room.name if row.room else "",
            row.age_from, row.age_to, row.counter.capacity, row.counter.taken, row.counter.waiting,
            row.families, row.came, row.absent, stars, row.cancelled_because,
        ]  # fmt: skip
