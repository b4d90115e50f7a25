"""What every page of the host shows around its content: the rail, the way back, the tabs of a session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.models import Session
from shanyu.domain.booking.queries.hosting import HostFrame
from shanyu.domain.providers.naming import said
from shanyu.kernel.door import may

#: The tab of the programmes' classes.
PROGRAMMES = "programmes"


def shown(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    frame: HostFrame | None = None,
    tab: str = "",
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page; `here` is the last crumb where a page lies below a tab."""
    around = {"desk_name": _("活动与课程"), "rail": rail(request, frame, tab), "frame": frame}
    if frame is not None:
        around |= {"host": frame.host, "crumbs": crumbs(frame, tab, here)}
    return render(request, template, {**around, **context}, status=status)


def tabs(frame: HostFrame) -> list[tuple[str, str, str, int]]:
    """Name of the address, words, icon, and how many things wait there."""
    return [
        ("calendar", _("日程"), "calendar-days", 0),
        ("table", _("全部场次"), "table-2", 0),
        ("plan", _("下期计划"), "clipboard-list", 0),
        ("report", _("活动报告"), "chart-column", 0),
        ("appeals", _("申诉"), "message-circle", frame.appeals),
    ]


def rail(request: HttpRequest, frame: HostFrame | None, tab: str) -> list[dict]:
    lines = []
    if may(request.actor, "booking.my_hosts"):
        url = reverse("host:home")
        here = frame is None and tab != PROGRAMMES
        lines.append({"url": url, "label": _("我的主办点"), "icon": "building-2", "active": here})
        lines += _programmes(request, tab)
    elif may(request.actor, "booking.figures"):
        lines += _officers_rail()
    if frame is None:
        return lines
    for number, (name, label, icon, count) in enumerate(tabs(frame)):
        line = {"url": address(name, frame), "label": label, "icon": icon, "active": name == tab}
        title = {"title": said(frame.host.who, "name")} if number == 0 else {}
        lines.append(line | title | ({"count": count} if count else {}))
    return lines


def _programmes(request: HttpRequest, tab: str) -> list[dict]:
    """Classes of programmes are of a site, not of one of its hosts."""
    if not may(request.actor, "programmes.host_classes"):
        return []
    url, label = reverse("host:programmes"), _("集中报名")
    return [{"url": url, "label": label, "icon": "clipboard-list", "active": tab == PROGRAMMES}]


def _officers_rail() -> list[dict]:
    """An officer comes for the appeals, from the authority's pages and back to them."""
    appeals = reverse("host:all_appeals")
    back = reverse("authority:activities")
    return [
        {"url": back, "label": _("主管部门：活动与临时托"), "icon": "landmark", "active": False},
        {"url": appeals, "label": _("申诉"), "icon": "message-circle", "active": True},
    ]


def crumbs(frame: HostFrame, tab: str, here: str) -> list[tuple[str, str]]:
    way = [
        (_("活动与课程"), reverse("host:home")),
        (said(frame.host.who, "name"), address("calendar", frame)),
    ]
    if tab != "calendar":
        way += [(label, address(name, frame)) for name, label, _icon, _n in tabs(frame) if name == tab]
    return [*way, (here, "")] if here else way


def session_tabs(session: Session, here: str) -> list[dict]:
    """The pages of one session; a draft has no families yet."""
    known = [("session", _("概况")), ("places", _("名额"))]
    if session.state != "draft":
        known += [("people", _("参加家庭")), ("door", _("签到")), ("session_report", _("本场报告"))]
    return [
        {"url": reverse(f"host:{name}", args=[session.public_id]), "label": label, "active": name == here}
        for name, label in known
    ]


def address(name: str, frame: HostFrame) -> str:
    return reverse(f"host:{name}", args=[frame.host.public_id])


def of_session(name: str, session: Session) -> str:
    return reverse(f"host:{name}", args=[session.public_id])
