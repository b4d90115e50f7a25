"""Places of a session: each batch, what is taken of it, and another wave or quota."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.places import add_wave, set_places
from shanyu.domain.booking.queries.hosting import host_frame, host_session
from shanyu.domain.booking.refusals import BelowTaken
from shanyu.domain.providers.naming import said
from shanyu.faces.host.forms import WaveForm
from shanyu.faces.host.frame import of_session, session_tabs, shown
from shanyu.kernel.clock import now
from shanyu.kernel.door import Refusal
from shanyu.ui.handling import accepted, done, number
from shanyu.ui.pages import page


@page("GET", "POST", verb="booking.host_session", changes="booking.set_places")
def places(request: HttpRequest, session_id: UUID) -> HttpResponse:
    desk = host_session(request.actor, session_id)
    here, doing = of_session("places", desk.session), request.POST.get("do", "")
    refusal: Refusal | None = None
    form = WaveForm(request.POST if doing == "wave" else None)
    if form.is_bound and accepted(form, lambda data: add_wave(request.actor, session_id, **data)):
        return done(request, _("已加一批名额；已开放的先给候补家庭。"), here)
    if doing == "resize":
        pool, capacity = number(request.POST.get("pool")), number(request.POST.get("capacity"))
        try:
            set_places(request.actor, session_id, pool=pool, capacity=capacity)
        except Refusal as refused:
            if refused.status == 404:
                raise
            refusal = refused
        else:
            return done(request, _("名额已改；多出来的先给候补家庭。"), here)
    context = {
        "desk": desk,
        "session": desk.session,
        "tabs": session_tabs(desk.session, "places"),
        "form": form,
        "fixed": desk.session.state == "cancelled" or desk.session.starts_at <= now(),
        "refusal": refusal,
        "touched": refusal.facts["families"] if isinstance(refusal, BelowTaken) else [],
    }
    frame = host_frame(request.actor, desk.session.host_id)
    status = 422 if form.is_bound else 409 if refusal else 200
    title = said(desk.session, "title")
    return shown(request, "host/places.html", context, frame=frame, tab="table", here=title, status=status)
