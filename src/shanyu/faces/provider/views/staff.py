"""Staff: who works here, adding somebody, and changing or ending a post."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import add_worker, change_post, end_post
from shanyu.domain.providers.models import CareClass, Post, Site
from shanyu.domain.providers.queries import (
    OfficeMember,
    office_classes,
    office_post,
    office_site,
    office_staff,
)
from shanyu.faces.provider.forms import LastDayForm, PostForm, WorkerForm
from shanyu.faces.provider.frame import address, shown
from shanyu.kernel.clock import today
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page


@page("GET", verb="providers.office_staff")
def staff(request: HttpRequest, site_id: UUID) -> HttpResponse:
    members = office_staff(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    words, show = request.GET.get("q", "").strip(), request.GET.getlist("show")
    listed = [one for one in members if (not words or words in one.post.worker.name) and _wanted(one, show)]
    context = {"members": listed, "total": len(members), "words": words, "filtered": bool(words or show)}
    return shown(request, "provider/staff.html", context, site=site, tab="staff")


def _wanted(member: OfficeMember, show: list[str]) -> bool:
    late = bool(member.missing) or any(held.state == "expired" for held in member.papers)
    checks = {
        "late": late,
        "soon": any(held.state in {"due", "soon"} for held in member.papers),
        "carer": member.post.role == "carer",
    }
    return all(checks.get(name, True) for name in show)


@page("GET", "POST", verb="providers.office_staff", changes="providers.add_worker")
def new(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office_staff(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    given = request.POST if request.method == "POST" else None
    form = WorkerForm(given, classes=_classes(request, site), initial={"starts": today()})
    if form.is_bound and accepted(form, lambda data: add_worker(request.actor, site, **data)):
        return done(
            request, _("人员已添加。接下来请登记健康证明和无违法犯罪查询结果。"), address("staff", site)
        )
    context = {
        "form": form,
        "heading": _("添加人员"),
        "back": address("staff", site),
        "note": _("这位人员如已在别的机构登记，会自动对应到同一个人，证照不用再录。"),
    }
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/form.html", context, site=site, tab="staff", here=_("添加人员"), status=status
    )


@page("GET", "POST", verb="providers.office_post", changes="providers.change_post")
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    row = office_post(request.actor, post_id)
    back = address("staff", row.site)
    if request.POST.get("do") == "end":
        last = LastDayForm(request.POST)
        if accepted(last, lambda data: end_post(request.actor, row, **data)):
            return done(request, _("离岗已登记。班级照护比会从第二天起重新计算。"), back)
        return _shown(request, office_post(request.actor, post_id), last=last, status=422)
    if request.method == "POST":
        form = PostForm(request.POST, classes=_classes(request, row.site))
        if accepted(form, lambda data: change_post(request.actor, row, **data)):
            return done(request, _("岗位已调整，原来的记录保留。"), back)
        return _shown(request, office_post(request.actor, post_id), form=form, status=422)
    return _shown(request, row)


def _shown(
    request: HttpRequest,
    row: Post,
    *,
    form: PostForm | None = None,
    last: LastDayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    filled = {
        "care_class": row.care_class_id,
        "full_time": row.full_time,
        "starts": max(today(), row.valid.lower),
    }
    context = {
        "row": row,
        "form": form or PostForm(initial=filled, classes=_classes(request, row.site)),
        "last": last or LastDayForm(initial={"last_day": today()}),
        "back": address("staff", row.site),
    }
    return shown(
        request,
        "provider/post.html",
        context,
        site=row.site,
        tab="staff",
        here=row.worker.name,
        status=status,
    )


def _classes(request: HttpRequest, site: Site) -> list[CareClass]:
    return [view.care_class for view in office_classes(request.actor, site)]
