"""A head's day on one page: too few carers first, then who is missing, what is still to be checked, and who is ill."""

import hashlib
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response

from shanyu.domain.care.kinds import LeaveReason, Outcome
from shanyu.domain.care.queries.boards import Named, SiteBoard, today_board
from shanyu.domain.protection.queries import incidents
from shanyu.faces.provider.frame import shown
from shanyu.kernel.clock import today as this_day
from shanyu.kernel.door import may
from shanyu.ui.pages import page

#: So many names stand in a list before the rest is folded.
NAMES = 12


@page("GET", verb="care.today_board")
def today(request: HttpRequest) -> HttpResponse:
    """The boards of all sites of the head; htmx asks for them alone, and gets 304 while nothing has changed."""
    opened = Counter(
        line.incident.site_id
        for line in (
            incidents(request.actor, open_only=True) if may(request.actor, "protection.incidents") else ()
        )
    )
    boards = [_shown(board, opened[board.site.pk]) for board in today_board(request.actor)]
    context = {"boards": boards, "several": len(boards) > 1, "day": this_day()}
    if not request.htmx:
        return shown(request, "provider/care/today.html", context, desk="today")
    part = render_to_string("provider/care/today_part.html", context, request).encode()
    etag = f'"{hashlib.sha256(part).hexdigest()[:32]}"'
    answer = HttpResponse(part)
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=answer)


def _shown(board: SiteBoard, incidents_open: int) -> dict:
    reasons, outcomes = dict(LeaveReason.choices), dict(Outcome.choices)
    return {
        "board": board,
        "incidents": incidents_open,
        "short": [room for room in board.rooms if room.above],
        "not_come": _folded(board.not_come),
        "leaves": [(one, reasons.get(one.note, "")) for one in board.leaves],
        "no_morning": _folded(board.no_morning_check),
        "no_noon": _folded(board.no_noon_check),
        "apart": [(one, outcomes.get(one.note, "")) for one in board.apart],
        "medicines": [(one, f"{one.minute // 60}:{one.minute % 60:02}") for one in board.medicines],
    }


def _folded(children: tuple[Named, ...]) -> dict:
    return {"all": children, "first": children[:NAMES], "more": children[NAMES:]}
