"""Which host: one's sites and partners; somebody with a single one goes straight there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shanyu.domain.booking.actions.sessions import my_hosts
from shanyu.faces.host.frame import shown
from shanyu.ui.pages import page


@page("GET", verb="booking.my_hosts")
def home(request: HttpRequest) -> HttpResponse:
    hosts = my_hosts(request.actor)
    if len(hosts) == 1 and not request.GET.get("stay"):
        return redirect("host:calendar", hosts[0].public_id)
    return shown(request, "host/home.html", {"hosts": hosts})
