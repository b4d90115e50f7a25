"""What every page of a station shows around its content: the rail, the way back, the station."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.kernel.door import Role, may


def shown(
    request: HttpRequest, template: str, context: dict, *, site: Site | None = None, tab: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    frame = {"desk_name": _("成长驿站"), "rail": rail(request, site, tab), "site": site}
    if site is not None:
        frame["crumbs"] = [(_("成长驿站"), reverse("station:home")), (said(site, "name"), "")]
    return render(request, template, {**frame, **context}, status=status)


def tabs() -> list[tuple[str, str, str, str]]:
    """Name of the address, words, icon, and the verb that opens it."""
    return [
        ("today", _("今天"), "calendar-clock", "stations.roster"),
        ("play", _("来玩的家庭"), "toy-brick", "stations.roster"),
        ("duties", _("值班"), "users", "stations.duty_roster"),
        ("drop_in", _("临时托时段"), "hourglass", "stations.plan_drop_in"),
        ("house", _("设备、清洁与安全"), "shield-check", "stations.house"),
        ("hours", _("开放时间与海报"), "clock", "stations.keep_hours"),
    ]


def rail(request: HttpRequest, site: Site | None, tab: str) -> list[dict]:
    """All stations, one's own duties, and the parts of the station one is at."""
    lines = [
        {"url": reverse("station:home"), "label": _("我的驿站"), "icon": "sprout", "active": tab == "home"}
    ]
    if request.actor.has(Role.NEIGHBOUR_CARER, Role.CARER, Role.STATION_KEEPER):
        url = reverse("station:mine")
        lines.append({"url": url, "label": _("我的值班"), "icon": "heart-handshake", "active": tab == "mine"})
    if may(request.actor, "messaging.house"):
        url = reverse("provider:messages")
        lines.append({"url": url, "label": _("留言"), "icon": "message-circle", "active": False})
    if site is not None:
        open_tabs = [one for one in tabs() if may(request.actor, one[3])]
        for number, (name, label, icon, _verb) in enumerate(open_tabs):
            url = reverse(f"station:{name}", args=[site.public_id])
            line = {"url": url, "label": label, "icon": icon, "active": name == tab}
            lines.append(line | ({"title": said(site, "name")} if number == 0 else {}))
    return lines


def address(name: str, site: Site) -> str:
    return reverse(f"station:{name}", args=[site.public_id])
