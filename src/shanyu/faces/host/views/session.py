"""One session: its facts, and what can be done with it."""

from datetime import timedelta
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.sessions import (
    call_off_session,
    copy_session,
    delete_draft,
    publish_session,
    set_poster,
)
from shanyu.domain.booking.queries.hosting import Desk, host_frame, host_session
from shanyu.domain.booking.queries.hosting import poster as read_poster
from shanyu.domain.providers.naming import said
from shanyu.faces.host.forms import CallOffForm, CopyForm, PosterForm, moment
from shanyu.faces.host.frame import address, of_session, session_tabs, shown
from shanyu.kernel.clock import local, now, today
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="booking.host_session", changes="booking.publish_session")
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    desk = host_session(request.actor, session_id)
    doing = request.POST.get("do", "")
    if doing in _BUTTONS:
        return _BUTTONS[doing](request, desk)
    forms = {
        "copy": CopyForm(
            request.POST if doing == "copy" else None, prefix="copy", initial=_next_week(desk)
        ),
        "call_off": CallOffForm(request.POST if doing == "call_off" else None, prefix="off"),
        "poster": PosterForm(
            *((request.POST, request.FILES) if doing == "poster" else (None, None)),
            prefix="poster", initial={"drawing": desk.session.drawing},
        ),
    }  # fmt: skip
    if doing in _FORMS and (answer := _FORMS[doing](request, desk, forms[doing])) is not None:
        return answer
    return page_of(request, desk, forms, status=422 if doing in _FORMS else 200)


def page_of(request: HttpRequest, desk: Desk, forms: dict, *, status: int = 200) -> HttpResponse:
    row = desk.session
    context = {
        "desk": desk,
        "session": row,
        "tabs": session_tabs(row, "session"),
        "forms": forms,
        "over": row.ends_at <= now(),
        "running": row.starts_at - timedelta(hours=1) <= now() < row.ends_at + timedelta(hours=2),
    }
    frame = host_frame(request.actor, row.host_id)
    return shown(
        request,
        "host/session.html",
        context,
        frame=frame,
        tab="table",
        here=said(row, "title"),
        status=status,
    )


def _publish(request: HttpRequest, desk: Desk) -> HttpResponseRedirect:
    words = _("已发布，家长现在可以找到它。")
    here = of_session("session", desk.session)
    return tried(request, lambda: publish_session(request.actor, desk.session), words, here)


def _delete(request: HttpRequest, desk: Desk) -> HttpResponseRedirect:
    back = address("calendar", host_frame(request.actor, desk.session.host_id))
    return tried(request, lambda: delete_draft(request.actor, desk.session), _("草稿已删除。"), back)


def _copy(request: HttpRequest, desk: Desk, form: CopyForm) -> HttpResponse | None:
    made = []

    def act(data: dict) -> None:
        starts = moment(data["day"], data["starts_at"])
        made.append(copy_session(request.actor, desk.session, starts_at=starts))

    if form.is_bound and accepted(form, act):
        return done(request, _("已复制成草稿，看过后再发布。"), of_session("session", made[0]))
    return None


def _call_off(request: HttpRequest, desk: Desk, form: CallOffForm) -> HttpResponse | None:
    if accepted(form, lambda data: call_off_session(request.actor, desk.session, **data)):
        words = _("已取消这一场，平台会通知每个预约和候补的家庭。")
        return done(request, words, of_session("session", desk.session))
    return None


def _poster(request: HttpRequest, desk: Desk, form: PosterForm) -> HttpResponse | None:
    def act(data: dict) -> None:
        file = data["file"]
        name = file.name if file else ""
        set_poster(request.actor, desk.session, file=file or None, file_name=name, drawing=data["drawing"])

    if accepted(form, act):
        return done(request, _("海报已更新。"), of_session("session", desk.session))
    return None


def _next_week(desk: Desk) -> dict:
    starts = local(desk.session.starts_at)
    weeks = max(1, -(-(today() - starts.date()).days // 7))
    return {"day": starts.date() + timedelta(days=7 * weeks), "starts_at": starts.time()}


_BUTTONS = {"publish": _publish, "delete": _delete}
_FORMS = {"copy": _copy, "call_off": _call_off, "poster": _poster}


@page("GET", verb="booking.poster")
def poster(request: HttpRequest, session_id: UUID) -> FileResponse:
    return answered(read_poster(request.actor, session_id))
