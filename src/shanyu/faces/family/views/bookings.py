"""The pages of one's own bookings: the list, one of them, and what can be done with it."""

import io
from uuid import UUID

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions import accept, appeal, cancel, give_feedback, keep_note
from shanyu.domain.booking.kinds import BookingState
from shanyu.domain.booking.queries import (
    booking_page,
    calendar_event,
    my_bookings,
    my_trust,
    my_visits,
)
from shanyu.domain.booking.queries.mine import PAGE
from shanyu.domain.booking.visits import VisitOutcome
from shanyu.domain.providers.naming import said
from shanyu.domain.stations.queries import minding_of
from shanyu.faces.family.booking_forms import AppealForm, FeedbackForm, NoteForm
from shanyu.faces.family.booking_words import line_of_list, standing_of
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import now
from shanyu.ui import handling
from shanyu.ui.calendars import calendar_file
from shanyu.ui.pages import page
from shanyu.ui.sessions import ages_words, picture_of, span


@page("GET", verb="booking.my_bookings")
def bookings(request: HttpRequest) -> HttpResponse:
    """What waits for an answer on top, then what comes, where one waits, and what was."""
    number = min(max(handling.number(request.GET.get("page")), 1), 500)
    mine = my_bookings(request.actor, page=number)
    context = {
        "mine": mine,
        "asked": [line_of_list(one) for one in mine.asked],
        "called_off": [line_of_list(one) for one in mine.called_off],
        "coming": [line_of_list(one) for one in mine.coming],
        "line": [line_of_list(one) for one in mine.line],
        "past": [line_of_list(one) for one in mine.past],
        "pages": Paginator(range(mine.past_total), PAGE).get_page(number),
        "empty": not (mine.asked or mine.called_off or mine.coming or mine.line or mine.past_total),
    }
    return shown(request, "family/bookings.html", context, "bookings")


@page("GET", verb="booking.booking_page")
def booking(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """One booking: how it stands and the one next step."""
    return _shown(request, booking_id)


def _shown(
    request: HttpRequest,
    booking_id: UUID,
    *,
    note: NoteForm | None = None,
    feedback: FeedbackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    view = booking_page(request.actor, booking_id)
    row, session = view.booking, view.booking.session
    told = view.feedback
    context = {
        "view": view,
        "booking": row,
        "session": session,
        "standing": standing_of(view),
        "title": said(session, "title"),
        "place": said(session, "place"),
        "host": said(session.host.who, "name"),
        "bring": said(session, "bring"),
        "when": span(session.starts_at, session.ends_at),
        "ages": ages_words(session.age_from, session.age_to),
        "picture": picture_of(session),
        "over": session.ends_at <= now(),
        "visit": session.kind == "visit",
        "minded": minding_of(request.actor, row) if session.kind == "drop_in" else [],
        "note_form": note or NoteForm(initial={"note": view.note, "outcome": row.outcome}),
        "feedback_form": feedback
        or (
            FeedbackForm(initial=told and {
                "stars": told.stars, "again": "yes" if told.again else "no", "words": told.words,
                "wishes": told.wishes,
            })
            if row.state == BookingState.ATTENDED and session.ends_at <= now()
            else None
        ),
    }  # fmt: skip
    return shown(request, "family/booking.html", context, "bookings", status=status)


@page("POST", verb="booking.booking_page", changes="booking.accept")
def take(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Take up an offer, or confirm a hold."""
    url = reverse("family:booking", args=[booking_id])
    return handling.tried(
        request, lambda: accept(request.actor, booking_id), _("已预约。名额是您家的了。"), url
    )


@page("POST", verb="booking.booking_page", changes="booking.cancel")
def leave(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Give up a place, an offer or a place in line."""
    url = reverse("family:booking", args=[booking_id])
    return handling.tried(
        request, lambda: cancel(request.actor, booking_id), _("已经取消。名额马上给下一家。"), url
    )


@page("POST", verb="booking.booking_page", changes="booking.keep_note")
def note(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Keep one's own note of a booking."""
    form = NoteForm(request.POST)
    if handling.accepted(form, lambda data: keep_note(request.actor, booking_id, **data)):
        messages.success(request, _("已记下，只有您家看得到。"))
        return redirect("family:booking", booking_id)
    return _shown(request, booking_id, note=form, status=422)


@page("POST", verb="booking.booking_page", changes="booking.give_feedback")
def feedback(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Say how it was."""
    form = FeedbackForm(request.POST)
    if handling.accepted(form, lambda data: give_feedback(request.actor, booking_id, **form.facts())):
        messages.success(request, _("谢谢，主办方会据此调整以后的活动。"))
        return redirect("family:booking", booking_id)
    return _shown(request, booking_id, feedback=form, status=422)


@page("GET", verb="booking.booking_page")
def code(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """The code for the door as a QR code."""
    view = booking_page(request.actor, booking_id)
    if not view.code:
        raise Http404
    out = io.BytesIO()
    # Not a Micro QR code, which few phones can read.
    segno.make(view.code, error="m", micro=False).save(out, kind="svg", border=2, scale=6, light="white")
    return HttpResponse(
        out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"}
    )


@page("GET", verb="booking.calendar_event")
def download(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """One booking for the calendar of a phone."""
    event = calendar_event(request.actor, booking_id)
    return calendar_file(
        [event], name=_("善育预约"), root=request.build_absolute_uri("/"), download="shanyu.ics"
    )


@page("GET", verb="booking.my_visits")
def visits(request: HttpRequest) -> HttpResponse:
    """What the family noted of its visits, side by side."""
    rows = [
        {
            "one": one,
            "host": said(one.booking.session.host.who, "name"),
            "outcome": VisitOutcome(one.booking.outcome).label if one.booking.outcome else "",
        }
        for one in my_visits(request.actor)
    ]
    return shown(request, "family/visits.html", {"rows": rows}, "bookings")


@page("GET", "POST", verb="booking.my_trust", changes="booking.appeal")
def trust(request: HttpRequest) -> HttpResponse:
    """The rule of trust, one's own marks, and the answer to one that is wrong."""
    form = AppealForm(request.POST or None)
    if request.method == "POST" and handling.accepted(
        form, lambda data: appeal(request.actor, data["mark"], words=data["words"])
    ):
        messages.success(request, _("申诉已提交，主办方会看，结果在这里告诉您。"))
        return redirect("family:trust")
    context = {"trust": my_trust(request.actor), "form": form, "sent": form.data.get("mark", "")}
    return shown(request, "family/trust.html", context, "bookings", status=422 if form.errors else 200)
