"""What every page of the office shows around its content: the rail, the way back, and the current site."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.kernel.door import may


def shown(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    site: Site | None = None,
    tab: str = "",
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page of the office; `here` is the last crumb where a page lies below a tab."""
    frame = {"desk_name": _("机构办公"), "rail": rail(request, site, tab), "site": site}
    if site is not None:
        frame["crumbs"] = crumbs(site, tab, here)
    return render(request, template, {**frame, **context}, status=status)


def tabs() -> list[tuple[str, str, str, str]]:
    """Name of the address, words, icon, and the verb that opens it."""
    return [
        ("site", _("概览"), "layout-dashboard", "providers.office_site"),
        ("page", _("介绍页"), "file-text", "providers.office_site"),
        ("pictures", _("图片"), "image", "providers.office_site"),
        ("rooms", _("房间与场地"), "door-open", "providers.office_site"),
        ("classes", _("班级与托位"), "blocks", "providers.office_classes"),
        ("fees", _("收费与时间"), "wallet", "providers.office_site"),
        ("staff", _("人员与证照"), "users", "providers.office_staff"),
        ("papers", _("机构证照"), "file-check", "providers.office_papers"),
        ("history", _("修改记录"), "history", "providers.office_history"),
    ]


def rail(request: HttpRequest, site: Site | None, tab: str) -> list[dict]:
    lines = []
    if may(request.actor, "providers.due"):
        url = reverse("provider:home")
        lines.append({"url": url, "label": _("待办与机构"), "icon": "calendar-clock", "active": site is None})
    if site is not None:
        open_tabs = [one for one in tabs() if may(request.actor, one[3])]
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
