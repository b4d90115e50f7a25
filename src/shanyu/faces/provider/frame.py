"""What every page of the office shows around its content: the rail, the way back, and the current site."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.providers.kinds import CARE_KINDS, CUSTODY_KINDS
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.kernel.door import Role, may


def shown(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    site: Site | None = None,
    tab: str = "",
    here: str = "",
    desk: str = "home",
    status: int = 200,
) -> HttpResponse:
    """Render a page of the office; `here` is the last crumb where a page lies below a tab.

    `desk`: the line of the rail where the page is of all sites.
    """
    frame = {"desk_name": _("机构办公"), "rail": rail(request, site, tab, desk), "site": site}
    if site is not None:
        frame["crumbs"] = crumbs(site, tab, here) if may(request.actor, "providers.due") else []
    return render(request, template, {**frame, **context}, status=status)


def tabs() -> list[tuple[str, str, str, str]]:
    """Name of the address, words, icon, and the verb that opens it."""
    return [
        ("site", _("概览"), "layout-dashboard", "providers.office_site"),
        ("enrolment", _("入托待办"), "clipboard-list", "enrolment.inbox"),
        ("waiting", _("排队名单"), "users-round", "enrolment.waiting_list"),
        ("board", _("班级安排"), "grid-2x2", "enrolment.class_board"),
        ("referrals", pgettext("页面", "转介"), "send", "enrolment.referrals"),
        ("menu", _("一周食谱"), "utensils", "weekly.menu"),
        ("plans", _("一周计划"), "calendar-days", "weekly.plan"),
        ("samples", _("餐食与留样"), "camera", "weekly.samples"),
        ("survey", _("膳食调查"), "scale", "weekly.surveys"),
        ("illness", _("健康看板"), "stethoscope", "protection.illness_board"),
        ("incidents", _("意外事件"), "triangle-alert", "protection.incidents"),
        ("disinfection", _("消毒记录"), "sparkles", "protection.disinfection_sheet"),
        ("tracing", _("缺勤追踪"), "phone", "care.tracings"),
        ("sheets", _("月度登记表"), "table-2", "care.sheet"),
        ("page", _("介绍页"), "file-text", "providers.office_site"),
        ("pictures", _("图片"), "image", "providers.office_site"),
        ("rooms", _("房间与场地"), "door-open", "providers.office_site"),
        ("classes", _("班级与托位"), "blocks", "providers.office_classes"),
        ("fees", _("收费与时间"), "wallet", "providers.office_site"),
        ("staff", _("人员与证照"), "users", "providers.office_staff"),
        ("papers", _("机构证照"), "file-check", "providers.office_papers"),
        ("message_settings", _("留言设置"), "message-circle", "messaging.house"),
        ("history", _("修改记录"), "history", "providers.office_history"),
    ]


#: Tabs of sites at which families ask for a place.
_OF_ENROLMENT = {"enrolment", "waiting", "board", "menu", "plans", "samples", "survey"}


def takes_children(site: Site) -> bool:
    """Whether families can ask for a place at a site."""
    return site.kind in {*CARE_KINDS, *CUSTODY_KINDS}


def operates(request: HttpRequest, site: Site) -> bool:
    """Whether somebody acts for the operator of a site."""
    return site.operator_id in request.actor.targets(Role.OPERATOR, "operator")


def rail(request: HttpRequest, site: Site | None, tab: str, desk: str) -> list[dict]:
    lines = []
    for name, verb, label, icon in (
        ("home", "providers.due", _("待办与机构"), "calendar-clock"),
        ("today", "care.today_board", _("今天在园"), "sun"),
        ("inbox", "enrolment.inbox", _("入托待办（全部机构）"), "clipboard-list"),
        ("health_home", "protection.my_health_sites", _("保健室"), "stethoscope"),
        ("messages", "messaging.house", _("留言和公告"), "message-circle"),
    ):
        if may(request.actor, verb):
            active = site is None and desk == name
            lines.append({"url": reverse(f"provider:{name}"), "label": label, "icon": icon, "active": active})
    if site is not None:
        open_tabs = [
            one
            for one in tabs()
            if may(request.actor, one[3]) and (takes_children(site) or one[0] not in _OF_ENROLMENT)
        ]
        for number, (name, label, icon, _verb) in enumerate(open_tabs):
            url = reverse(f"provider:{name}", args=[site.public_id])
            line = {"url": url, "label": label, "icon": icon, "active": name == tab}
            lines.append(line | ({"title": said(site, "name")} if number == 0 else {}))
    return lines


def crumbs(site: Site, tab: str, here: str) -> list[tuple[str, str]]:
    way = [(_("机构办公"), reverse("provider:home")), (said(site, "name"), address("site", site))]
    if tab != "site":
        way += [(label, address(name, site)) for name, label, _icon, _verb in tabs() if name == tab]
    return [*way, (here, "")] if here else way


def address(name: str, site: Site) -> str:
    return reverse(f"provider:{name}", args=[site.public_id])


def numbered(total: int, size: int, number: int) -> Page:
    """A page of a list that the verb has already cut, for the page numbers below it."""
    return Paginator(range(total), size).get_page(number)
