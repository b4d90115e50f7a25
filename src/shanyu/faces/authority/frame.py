"""What every page of the authority shows around its content: the rail by role, and the way down to the place."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import Place, Step
from shanyu.kernel.door.policy import may

#: Name of the page (with its face where it is another's), its verb, words, icon, and the title of the group that
#: it begins.
RAIL = (
    ("home", "providers.exceptions", gettext_lazy("总览"), "layout-dashboard", ""),
    ("sites", "providers.list_sites", gettext_lazy("全部机构"), "building-2", ""),
    ("activities", "booking.figures", gettext_lazy("活动与临时托"), "calendar-days", ""),
    ("care", "care.oversight", gettext_lazy("一日照护"), "baby", ""),
    ("demand", "enrolment.unmet_demand", gettext_lazy("未满足的需求"), "users-round", ""),
    ("host:all_appeals", "booking.appeals", gettext_lazy("申诉"), "message-circle", ""),
    ("messages", "messaging.reports", gettext_lazy("留言和公告"), "message-circle", ""),
    ("protection", "protection.watched_warnings", gettext_lazy("传染病与意外事件"), "stethoscope", ""),
    ("harm", "protection.harm_desk", gettext_lazy("强制报告"), "shield", ""),
    ("programmes", "programmes.office_programmes", gettext_lazy("集中报名"), "clipboard-list", ""),
    ("evidence", "programmes.evidence_to_check", gettext_lazy("待核验"), "file-check", ""),
    ("two_places", "providers.workers_at_two_places", gettext_lazy("两处任职"), "users", ""),
    ("operators", "providers.list_operators", pgettext_lazy("名单", "运营方"), "briefcase", ""),
    ("regions", "providers.place_file", gettext_lazy("地区一览"), "map", ""),
    ("people", "people.list_accounts", gettext_lazy("账号与角色"), "circle-user", gettext_lazy("人员与权限")),
    ("administration", "people.my_duty", gettext_lazy("管理时段"), "timer", ""),
    ("audit", "people.audit_trail", gettext_lazy("操作记录"), "history", ""),
)


def shown(request: HttpRequest, template: str, context: dict, *, here: str, **more: object) -> HttpResponse:
    """Render a page of the authority; `here` is its line in the rail."""
    frame = {
        "rail": _rail(request, here),
        "desk_name": _("主管部门"),
        "account_url": settings.LOGIN_REDIRECT_URL,
    }
    return render(request, template, {**frame, **context}, **more)


def _rail(request: HttpRequest, here: str) -> list[dict]:
    lines = []
    title = ""
    for name, verb, label, icon, group in RAIL:
        title = group or title
        if may(request.actor, verb):
            line = {
                "url": reverse(name if ":" in name else f"authority:{name}"),
                "label": label,
                "icon": icon,
                "active": name == here,
                "title": title,
            }
            lines.append(line)
            title = ""
    return lines


def crumbs_of(place: Place, page: str, last: str = "") -> list[tuple[str, str]]:
    """省 › 市 › 区 › 街道: each place within reach leads to `page` for it; `last` ends the way."""
    return crumbs_along(place.steps, page, last)


def crumbs_along(steps: Iterable[Step], page: str, last: str = "") -> list[tuple[str, str]]:
    found = [
        (said(step.region, "name"), f"{reverse(page)}?place={step.region.code}" if step.within else "")
        for step in steps
    ]
    return [*found, (last, "")] if last else found


def place_name(place: Place) -> str:
    """The name of where the page looks."""
    return said(place.region, "name") if place.region else _("全部地区")
