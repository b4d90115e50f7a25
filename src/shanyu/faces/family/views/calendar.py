"""The addresses of one's own calendar feeds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions import make_calendar_link, revoke_calendar_link
from shanyu.domain.booking.queries import my_calendar_links
from shanyu.faces.family.frame import shown
from shanyu.ui.handling import number
from shanyu.ui.pages import page


@page("GET", "POST", verb="booking.my_calendar_links", changes="booking.make_calendar_link")
def calendar(request: HttpRequest) -> HttpResponse:
    """Make an address, which is shown this once, or see which there are."""
    address = ""
    if request.method == "POST":
        _link, secret = make_calendar_link(request.actor)
        address = request.build_absolute_uri(reverse("public:calendar", args=[secret]))
    links = [one for one in my_calendar_links(request.actor) if one.host is None]
    context = {
        "links": links,
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2] if address else "",
    }
    return shown(request, "family/calendar.html", context, "bookings")


@page("POST", verb="booking.my_calendar_links", changes="booking.revoke_calendar_link")
def revoke(request: HttpRequest) -> HttpResponse:
    """End an address."""
    if key := number(request.POST.get("link")):
        revoke_calendar_link(request.actor, key)
        messages.success(request, _("这个地址已经失效，日历里的内容不会再更新。"))
    return redirect("family:calendar")
