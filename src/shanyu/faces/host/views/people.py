"""Families of a session: who comes, who waits in which order, and a message to them."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.letters import write_to_families
from shanyu.domain.booking.actions.line import move_in_line
from shanyu.domain.booking.queries.hosting import host_frame, host_session
from shanyu.domain.booking.queries.participants import line_booking, participants
from shanyu.domain.providers.naming import said
from shanyu.faces.host.forms import LetterForm, MoveForm
from shanyu.faces.host.frame import of_session, session_tabs, shown
from shanyu.kernel.clock import now
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page


@page("GET", "POST", verb="booking.participants", changes="booking.write_to_families")
def people(request: HttpRequest, session_id: UUID) -> HttpResponse:
    found = participants(request.actor, session_id)
    form = LetterForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    sent: list[int] = []

    def act(data: dict) -> None:
        sent.append(write_to_families(request.actor, session_id, **data))

    if form.is_bound and accepted(form, act):
        words = _("已发给 %(n)s 个家庭。") % {"n": sent[0]}
        return done(request, words, of_session("people", found.session))
    context = {
        "form": form,
        "over": found.session.starts_at <= now(),
        "found": found,
        "session": found.session,
        "moves": host_session(request.actor, session_id).moves,
        "tabs": session_tabs(found.session, "people"),
    }
    frame = host_frame(request.actor, found.session.host_id)
    title = said(found.session, "title")
    status = 422 if form.is_bound else 200
    return shown(request, "host/people.html", context, frame=frame, tab="table", here=title, status=status)


@page("GET", "POST", verb="booking.line_booking", changes="booking.move_in_line")
def move(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Move a waiting family, with the reason that stays in the record."""
    party = line_booking(request.actor, booking_id)
    back = of_session("people", party.session)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if form.is_bound and accepted(form, lambda data: move_in_line(request.actor, booking_id, **data)):
        return done(request, _("候补顺序已改，原因已记录。"), back)
    context = {"form": form, "party": party, "session": party.session, "back": back}
    frame = host_frame(request.actor, party.session.host_id)
    status = 422 if form.is_bound else 200
    return shown(
        request, "host/move.html", context, frame=frame, tab="table", here=_("调整候补顺序"), status=status
    )
