"""The page of one site, its QR code, its pictures, and keeping it in mind."""

import io
from uuid import UUID

import segno
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from shanyu.domain.enrolment.future import FreeFrom
from shanyu.domain.enrolment.queries import free_places
from shanyu.domain.providers.actions import add_favourite, remove_favourite
from shanyu.domain.providers.kinds import CARE_KINDS, CUSTODY_KINDS, SiteState
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries import SiteView, site_page
from shanyu.domain.weekly.queries import site_menu
from shanyu.faces.public.favourites import favourite_keys
from shanyu.faces.public.frame import shown, sign_in
from shanyu.faces.public.sheet import sheet_of, staff_summary, start_of
from shanyu.faces.public.station import station_part
from shanyu.faces.public.views.visits import NEXT, next_visits
from shanyu.kernel.clock import today
from shanyu.ui import maps
from shanyu.ui.pages import page

DAY = 24 * 3600


def visit_questions() -> list[str]:
    """What to look at and to ask on a visit."""
    return [
        _("备案回执或许可证挂在哪里，编号和这一页是否一致。"),
        _("孩子的班有几个老师，谁请假时由谁顶上。"),
        _("午睡时老师在不在屋里，床位之间隔多远。"),
        _("今天的菜单是什么，过敏怎么处理，能不能看厨房。"),
        _("孩子发烧、摔伤时谁来处理，多久通知家长。"),
        _("每天在户外多久，下雨时做什么。"),
        _("谁可以接走孩子，陌生人来接怎么办。"),
        _("监控装在哪些房间，家长怎样查看。"),
        _("请假怎么退费，退托要提前几天说。"),
        _("第一周能不能陪着适应。"),
    ]


@page("GET", verb="providers.site_page")
def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Everything a family reads before a visit."""
    view = site_page(request.actor, site_id)
    start = start_of(request)
    context = {
        "sheet": sheet_of(view, request),
        "view": view,
        "menu": site_menu(request.actor, site_id),
        "visits": next_visits(request, site_id, NEXT),
        "station": station_part(request, view.site),
        "later": _free_later(request, view),
        "roles": staff_summary(view),
        "questions": visit_questions(),
        "favourite": view.site.pk in favourite_keys(request.actor),
        "sign_in": sign_in(request),
        "apply_url": _apply_url(view.site),
        "today": today(),
        "box": maps.box_around([(view.site.lon, view.site.lat), *([start] if start else [])], 0.003),
        "pin": maps.drawn(view.site.lon, view.site.lat),
        "start": maps.drawn(*start) if start else None,
    }
    return shown(request, "public/site.html", context)


def _apply_url(where: Site) -> str:
    """Where a family applies, at a site that is open and takes children for good."""
    takes = where.kind in {*CARE_KINDS, *CUSTODY_KINDS} and where.state == SiteState.OPEN
    return reverse("family:wish", args=[where.public_id]) if takes else ""


def _free_later(request: HttpRequest, view: SiteView) -> dict[int, list[FreeFrom]]:
    """By class, from which later days how many places are free for a child who comes then and stays."""
    if not view.classes:
        return {}
    found = free_places(request.actor, view.site)
    return {one.care_class.pk: [step for step in one.free if step.on > today()] for one in found}


@page("GET", verb="providers.site_page")
def qr(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The address of the page as a QR code."""
    site_page(request.actor, site_id)
    url = request.build_absolute_uri(reverse("public:site", args=[site_id]))
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=2, scale=4, light="white")
    return HttpResponse(
        out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": f"public, max-age={DAY}"}
    )


@page("GET", verb="providers.site_page")
def picture(request: HttpRequest, site_id: UUID, picture_id: int) -> FileResponse:
    """An uploaded picture of a site with a public page."""
    view = site_page(request.actor, site_id)
    upload = next((one.upload for one in view.pictures if one.pk == picture_id), None)
    if (
        upload is None
        or not upload.content_type.startswith("image/")
        or not default_storage.exists(upload.stored_as)
    ):
        raise Http404
    return FileResponse(
        default_storage.open(upload.stored_as),
        content_type=upload.content_type,
        headers={"Cache-Control": f"private, max-age={DAY}", "Content-Security-Policy": "default-src 'none'"},
    )


@page("POST", verb="providers.add_favourite")
def favourite(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Keep the site in mind, or let go of it; back to where the reader was."""
    keep = request.POST.get("keep") != "0"
    (add_favourite if keep else remove_favourite)(request.actor, site_id)
    if request.htmx:
        context = {"site_id": site_id, "favourite": keep, "name": request.POST.get("name", "")[:120]}
        answer = render(request, "public/parts/heart.html", context)
        return trigger_client_event(
            answer, "sy:toast", {"value": _("已收藏。") if keep else _("已取消收藏。")}
        )
    return redirect("public:site", site_id)
