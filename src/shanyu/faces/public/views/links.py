"""Signed links to one booking, and calendar feeds by their secret: pages that need no sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions import answer_by_link
from shanyu.domain.booking.queries import calendar_feed, link_page
from shanyu.domain.booking.refusals import LinkEnded
from shanyu.domain.providers.naming import said
from shanyu.faces.public.frame import shown, sign_in
from shanyu.kernel.door import Refusal
from shanyu.kernel.throttle import spend
from shanyu.ui.calendars import calendar_file
from shanyu.ui.pages import page
from shanyu.ui.sessions import span

#: How often one address of the network may ask for calendars in a minute: programs come once in an hour.
MOST_FEEDS = 120


@page("GET", "POST", verb="booking.link_page", changes="booking.answer_by_link")
def booking_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking shows, a button acts: a program that opens every link of a mail changes nothing."""
    refusal = None
    if request.method == "POST":
        try:
            answer_by_link(request.actor, token=token, step=request.POST.get("step", ""))
        except LinkEnded:
            raise
        except Refusal as no:
            refusal = no
        else:
            return redirect("public:booking_link", token)
    view = link_page(request.actor, token=token)
    session = view.booking.session
    context = {
        "view": view,
        "booking": view.booking,
        "session": session,
        "title": said(session, "title"),
        "place": said(session, "place"),
        "host": said(session.host.who, "name"),
        "when": span(session.starts_at, session.ends_at),
        "refusal": refusal,
        "sign_in": sign_in(request),
    }
    answer = shown(request, "public/booking_link.html", context, status=refusal.status if refusal else 200)
    # The address is a key: it is told to nobody, neither by a link's referrer nor by a search engine.
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page("GET", verb="booking.calendar_feed")
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """A family's bookings or a host's sessions, in the language of whoever made the address."""
    spend(f"calendar:{request.META.get('REMOTE_ADDR')}", most=MOST_FEEDS)
    feed = calendar_feed(request.actor, secret=secret)
    with translation.override(feed.language):
        name = said(feed.host.who, "name") if feed.host else _("善育预约")
        return calendar_file(feed.events, name=name, root=request.build_absolute_uri("/"))
