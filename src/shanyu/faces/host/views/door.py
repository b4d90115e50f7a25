"""At the door: the list of names with one tap each, a code typed or scanned, and marks that come later in one go."""

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.attendance import (
    EARLIEST,
    Mark,
    Marked,
    close_attendance,
    mark_attendance,
)
from shanyu.domain.booking.names import guardian_name
from shanyu.domain.booking.queries.hosting import host_frame
from shanyu.domain.booking.queries.participants import participants
from shanyu.domain.booking.refusals import UnknownCode
from shanyu.domain.providers.naming import said
from shanyu.faces.host.frame import session_tabs, shown
from shanyu.kernel.clock import now
from shanyu.kernel.door import Invalid, Refusal
from shanyu.ui.handling import tried
from shanyu.ui.pages import page

MOST_BYTES = 256 * 1024


@page("GET", "POST", verb="booking.participants", changes="booking.mark_attendance")
def door(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The page works as plain forms; its script sends the same marks as a batch, also much later."""
    here = _here(session_id)
    doing = request.POST.get("do", "")
    if doing == "close":
        words = _("没有标记的家庭已记为未到场。")
        return tried(request, lambda: close_attendance(request.actor, session_id), words, here)
    if request.method == "POST":
        return _marked(request, session_id, here)
    found = participants(request.actor, session_id)
    row = found.session
    context = {
        "found": found,
        "session": row,
        "tabs": session_tabs(row, "door"),
        "early": now() < row.starts_at - EARLIEST,
        "opens": row.starts_at - EARLIEST,
        "over": row.ends_at <= now(),
    }
    frame = host_frame(request.actor, row.host_id)
    return shown(request, "host/door.html", context, frame=frame, tab="table", here=said(row, "title"))


def _here(session_id: UUID) -> str:
    return reverse("host:door", args=[session_id])


def _marked(request: HttpRequest, session_id: UUID, here: str) -> HttpResponse:
    """One mark by a plain form."""
    mark = Mark(
        mark=uuid4(),
        kind=request.POST.get("kind", "arrived"),
        at=now(),
        booking=_uuid(request.POST.get("booking")),
        code=request.POST.get("code", "")[:80],
    )
    answers: list[Marked] = []

    def act() -> None:
        answers.extend(mark_attendance(request.actor, session_id, [mark]))
        if answers[0].problem:
            raise UnknownCode

    if mark.kind == "arrived":
        return tried(request, act, _("已签到。"), here)
    return tried(request, act, _("已记录。"), here)


@page("POST", verb="booking.mark_attendance")
def marks(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A batch of marks as JSON: each is answered by itself, and a mark that is sent again is not counted again."""
    try:
        given, unreadable = _read(request), None
    except Invalid as refusal:
        given, unreadable = [], refusal
    try:
        answers = mark_attendance(request.actor, session_id, given)
    except Refusal as refusal:
        if refusal.status in {401, 403, 404}:
            raise
        return JsonResponse({"problem": str(refusal)}, status=refusal.status)
    # Whether somebody may mark here at all comes before what is wrong with the body.
    if unreadable is not None:
        raise unreadable
    return JsonResponse({"answers": [_answer(one) for one in answers]})


def _answer(one: Marked) -> dict:
    facts = {"mark": str(one.mark), "problem": one.problem}
    if one.booking is not None:
        facts |= {
            "booking": str(one.booking.public_id),
            "state": one.booking.state,
            "name": guardian_name(one.booking.account),
        }
    return facts


def _read(request: HttpRequest) -> list[Mark]:
    """The marks of the body; one that cannot be read is left out. Raises Invalid for what is no batch."""
    if len(request.body) > MOST_BYTES:
        raise Invalid({"marks": _("一次传得太多，请分几次。")})
    try:
        rows = json.loads(request.body)["marks"]
    except (ValueError, KeyError, TypeError):
        raise Invalid({"marks": _("没有收到可以读的记录。")}) from None
    if not isinstance(rows, list):
        raise Invalid({"marks": _("没有收到可以读的记录。")})
    return [mark for row in rows if isinstance(row, dict) and (mark := _mark(row)) is not None]


def _mark(row: dict) -> Mark | None:
    key, at = _uuid(row.get("mark")), _moment(row.get("at"))
    if key is None or at is None:
        return None
    return Mark(
        mark=key,
        kind=str(row.get("kind", "")),
        at=at,
        booking=_uuid(row.get("booking")),
        code=str(row.get("code") or "")[:80],
    )


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


def _moment(milliseconds: object) -> datetime | None:
    """A moment as browsers count it: milliseconds since 1970."""
    if not isinstance(milliseconds, int) or not 0 <= milliseconds < 10**14:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
